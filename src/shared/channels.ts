import type { Command, EventName } from './ipc.ts';

/** The origin that the page is served from; only this origin may call main. */
export const pageOrigin = 'app://latchkey';

/** The origin that pages of answers are drawn from, each in a frame without rights. */
export const previewOrigin = 'app://preview';

/** Where the page of an answer is drawn from. */
export function previewAddress(requestId: string): string {
  return `${previewOrigin}/${requestId}`;
}

/** The channel of one command between preload and main. */
export function commandChannel(command: Command): string {
  return `latchkey:command:${command}`;
}

/** The channel of one event between main and preload. */
export function eventChannel(event: EventName): string {
  return `latchkey:event:${event}`;
}
