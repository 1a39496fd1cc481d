import type { ConnectionStore } from '../../core/connections/connection-store.ts';
import type { CallbackOutcome, Sessions } from '../../core/oauth/session/sessions.ts';
import { createCallbackJudge } from '../deep-link/judge-callback.ts';
import type { Log } from '../system/log.ts';
import type { MainWindow } from '../window/main-window.ts';
import type { Desktop } from './desktop.ts';

export interface CallbackDeps {
  readonly sessions: Pick<Sessions, 'handleCallback' | 'onLoopbackAnswer'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly window: Pick<MainWindow, 'raise' | 'open'>;
  readonly desktop: Pick<Desktop, 'notify'>;
  readonly log: Log;
}

/**
 * Whichever way an answer of the browser comes, what it came to is shown. Returns the judge of those that the system hands
 * over; those that a loopback address takes are the sessions' own to judge.
 */
export function wireCallbacks({
  sessions,
  connections,
  window,
  desktop,
  log,
}: CallbackDeps): (url: string) => Promise<void> {
  /** The window comes to the front; where the desktop forbids that, a notification says it. */
  const raise = async ({
    kind,
    connectionId,
  }: Exclude<CallbackOutcome, { kind: 'ignored' }>): Promise<void> => {
    if (!(await window.raise())) {
      desktop.notify(kind, connections.get(connectionId)?.name ?? 'the connection', window.open);
    }
  };
  const failed = (error: unknown): void => {
    log.write('error', 'A callback ended in a bug.', error);
  };
  sessions.onLoopbackAnswer((outcome) => {
    // A foreign one never raises the window (F23, F24).
    if (outcome.kind !== 'ignored') {
      raise(outcome).catch(failed);
    }
  });
  return createCallbackJudge({ handle: (url) => sessions.handleCallback(url), raise, failed });
}
