import { pageOrigin } from '../../shared/channels.ts';
import { isPageUrl } from '../window/page-files.ts';

/** What of an IPC event tells who sent it; Electron's own event fits. */
export interface SenderFacts {
  readonly sender: { readonly id: number; readonly mainFrame: unknown };
  /** Null when the frame is gone, or has navigated since. */
  readonly senderFrame: { readonly url: string } | null;
}

/**
 * Whether a call comes from the main frame of our own window on our own origin. Anything else gets nothing:
 * a frame inside the page, another contents, a page that was led elsewhere.
 */
export function isOurPage(
  event: SenderFacts,
  windowContentsId: number | null,
  origin: string = pageOrigin,
): boolean {
  const { sender, senderFrame } = event;
  return (
    windowContentsId !== null &&
    sender.id === windowContentsId &&
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    isPageUrl(senderFrame.url, origin)
  );
}
