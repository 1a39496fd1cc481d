import { compareTexts } from './compare-texts.ts';
import type { Side } from './compared-answer.ts';

/* Runs beside the page, so that two long texts that have nothing in common do not hold the window up. */

self.addEventListener('message', ({ data }: MessageEvent<{ readonly left: Side; readonly right: Side }>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener, its page
  self.postMessage(compareTexts(data.left, data.right));
});
