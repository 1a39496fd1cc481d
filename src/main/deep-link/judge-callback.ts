import type { CallbackOutcome } from '../../core/oauth/session/sessions.ts';

export interface JudgeDeps {
  handle(url: string): Promise<CallbackOutcome>;
  /** Brings the window to the front; tells otherwise where the desktop forbids it. */
  raise(outcome: Exclude<CallbackOutcome, { kind: 'ignored' }>): Promise<void>;
  failed(error: unknown): void;
}

/**
 * Hands a callback to the sessions, and raises the window only when it belonged to something that runs here: a stale,
 * replayed or foreign one never does (F23, F24).
 */
export function createCallbackJudge(deps: JudgeDeps): (url: string) => Promise<void> {
  return async (url) => {
    try {
      const outcome = await deps.handle(url);
      if (outcome.kind !== 'ignored') {
        await deps.raise(outcome);
      }
    } catch (error) {
      deps.failed(error);
    }
  };
}
