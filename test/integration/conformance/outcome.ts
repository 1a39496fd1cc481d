import type { Failure } from '../../../src/shared/failure.ts';
import type { SessionView } from '../../../src/shared/session.ts';
import type { Call, Outcome } from '../../servers/misbehaving/behaviour.ts';
import { complete } from '../../support/results.ts';
import type { Stage } from '../../unit/core/oauth/session/stage.ts';

const kinds = ['session', 'transaction', 'sign-out'] as const;

/** What a run came to, as a person, the disk and the server see it. */
export function outcomeOf(stage: Stage, calls: readonly Call[], callback: string | null): Outcome {
  const view = stage.view();
  const failure = failureShown(view);
  if (failure !== null) complete(failure);
  const ignored = callback === 'ignored';
  return {
    verdict: ignored ? 'ignored' : failure === null ? 'accepted' : 'refused',
    state: view.kind,
    code: failure?.code ?? null,
    field: failure?.details?.field ?? null,
    sealed: kinds.filter((kind) => stage.vault.idsOf(kind).length > 0),
    calls,
    nextTry: nextTry(view, failure, stage.clock.now()),
  };
}

function failureShown(view: SessionView): Failure | null {
  if ('attemptFailure' in view && view.attemptFailure !== undefined) return view.attemptFailure;
  // A session that cannot be renewed says why, which is no failure.
  if (view.kind === 'signed-in-until') return null;
  return 'reason' in view ? (view.reason ?? null) : null;
}

function nextTry(view: SessionView, failure: Failure | null, now: number): number | null {
  const at = 'retryAt' in view ? view.retryAt : failure?.details?.retryAt;
  return at === undefined ? null : (at - now) / 1000;
}
