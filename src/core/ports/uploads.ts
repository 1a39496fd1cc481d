import type { BodyStream } from './fetch.ts';

/** Files that a person chose to send. The page names them by tickets and never learns where they are. */
export interface Uploads {
  /** The file of a ticket; null for one that was not given out in this run. */
  open(ticket: string): BodyStream | null;
}
