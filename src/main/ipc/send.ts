import type { WebContents } from 'electron';
import { eventChannel, pageOrigin } from '../../shared/channels.ts';
import type { EventName, Events } from '../../shared/ipc.ts';
import { isPageUrl } from '../window/page-files.ts';

/** Tells the page something. Nothing happens while there is no page to tell. */
export type SendEvent = <E extends EventName>(event: E, payload: Events[E]) => void;

type Contents = () => Pick<WebContents, 'isDestroyed' | 'getURL' | 'send'> | null;

/** What tells our own page. */
export function createSendEvent(contents: Contents): SendEvent {
  const send = createSend(contents, pageOrigin);
  return (event, payload) => {
    send(eventChannel(event), payload);
  };
}

/** The only file that sends to a page; it looks where the page is before it does. */
export function createSend(contents: Contents, origin: string): (channel: string, payload: unknown) => void {
  return (channel, payload) => {
    const page = contents();
    if (page !== null && !page.isDestroyed() && isPageUrl(page.getURL(), origin)) {
      page.send(channel, payload);
    }
  };
}
