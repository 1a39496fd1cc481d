import type { LatchkeyApi } from '../shared/ipc.ts';

declare global {
  interface Window {
    /** What the preload exposes: verbs only. */
    readonly latchkey: LatchkeyApi;
  }
}
