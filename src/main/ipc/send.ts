import type { WebContents } from 'electron';
import { eventChannel } from '../../shared/channels.ts';
import type { EventName, Events } from '../../shared/ipc.ts';
import { isPageUrl } from '../window/page-files.ts';

/** Tells the page something. Nothing happens while there is no page to tell. */
export type SendEvent = <E extends EventName>(event: E, payload: Events[E]) => void;

/** The only file that sends to the page; it looks where the page is before it does. */
export function createSendEvent(
  contents: () => Pick<WebContents, 'isDestroyed' | 'getURL' | 'send'> | null,
): SendEvent {
  return (event, payload) => {
    const page = contents();
    if (page !== null && !page.isDestroyed() && isPageUrl(page.getURL())) {
      page.send(eventChannel(event), payload);
    }
  };
}
