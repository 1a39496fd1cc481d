import type { Failure } from '../../../shared/failure.ts';
import type { ServerMetadata } from '../types.ts';
import { note } from './notes.ts';
import { endedBecause } from './failures.ts';
import { endedRecord, hold, journalled, movedRecord, renewedRecord, rotatedRecord } from './grants.ts';
import type { Effect } from './effects.ts';
import type { RefreshAnswer, SaveOutcome } from './events.ts';
import { firstResource } from './state.ts';
import type { AfterSaving, Doubt, Held, Renewal, RenewalCause, SessionState, Storage } from './state.ts';
import { go } from './table.ts';
import type { Context, Step } from './table.ts';
import { askAgainMilliseconds, demandAfter, flushAgainMilliseconds, tryAgainAfter } from './waiting-times.ts';

type Of<K extends SessionState['kind']> = Extract<SessionState, { readonly kind: K }>;

/** Begins a renewal with its journal entry (F1); null while going to sleep (F10), or with nothing to renew with. */
export function beginRenewal(
  held: Held,
  wanted: {
    readonly resource?: string;
    readonly cause: RenewalCause;
    readonly failures?: number;
    readonly since?: number;
    readonly doubt?: Doubt;
  },
  context: Context,
): Step<Of<'renewal-journalling'>> | null {
  if (context.suspended || held.record.session.refreshToken === null) return null;
  const record = journalled(held.record, context.now);
  const renewal: Renewal = {
    operation: context.serial,
    resource: wanted.resource ?? firstResource(held),
    cause: wanted.cause,
    failures: wanted.failures ?? 0,
    since: wanted.since ?? null,
    askedAgain: false,
    checked: false,
    doubt: wanted.doubt ?? 'none',
  };
  return go({ kind: 'renewal-journalling', held: { ...held, record, refusals: {} }, renewal }, [
    { kind: 'save-session', operation: renewal.operation, record },
  ]);
}

/** Sends the refresh token. */
export function ask(
  state: { readonly held: Held; readonly renewal: Renewal },
  effects: readonly Effect[] = [],
): Step<Of<'renewal-asking'>> {
  const { held, renewal } = state;
  return go({ kind: 'renewal-asking', held, renewal }, [
    ...effects,
    {
      kind: 'refresh',
      operation: renewal.operation,
      record: held.record,
      resource: renewal.resource,
      again: renewal.askedAgain,
    },
  ]);
}

type AfterAnswer = Of<
  | 'renewal-saving'
  | 'renewal-pausing'
  | 'renewal-checking'
  | 'needs-fix'
  | 'needs-sign-in'
  | 'signed-in'
  | 'offline'
  | 'provider-unavailable'
  | 'clock-wrong'
>;

/** Judges what a renewal brought: the outcomes of R75, from wherever the provider is by now (F19). */
export function answered(
  state: Of<'renewal-asking'>,
  { answer, moved }: { readonly answer: RefreshAnswer; readonly moved?: ServerMetadata },
  context: Context,
): Step<AfterAnswer> {
  const { renewal } = state;
  const { record: before } = state.held;
  const held = moved === undefined ? state.held : { ...state.held, record: movedRecord(before, moved) };
  switch (answer.kind) {
    case 'tokens': {
      const record = renewedRecord(
        held.record,
        renewal.resource,
        answer.tokens,
        answer.identity,
        answer.received.wall,
      );
      const next = hold(record, held.storage, context, held, {
        resources: [renewal.resource],
        received: answer.received,
      });
      const describes = renewal.resource === '' && !('' in held.record.session.accessTokens);
      return save(next, renewal, { kind: 'signed-in', describes });
    }
    case 'ended':
      return renewal.checked
        ? ended(held, renewal, answer.failure, context)
        : go({ kind: 'renewal-checking', held, renewal, reason: answer.failure }, [
            { kind: 'reread-session', operation: renewal.operation },
          ]);
    case 'needs-person':
      return needsPerson(held, renewal, answer.failure, context);
    case 'refused': {
      const record = { ...rotatedRecord(held.record, null), needsSignIn: answer.failure };
      return go({ kind: 'needs-sign-in', held: { ...held, record }, reason: answer.failure }, [
        { kind: 'save-session', operation: context.serial, record },
        note(
          'security',
          'failed',
          'What the provider renewed was not accepted, and was discarded.',
          answer.failure,
        ),
      ]);
    }
    case 'unjudged': {
      const { failure, refreshToken } = answer;
      const cause = 'provider-unavailable';
      return refreshToken === null
        ? waitUnspent(held, renewal, { cause, failure, retryAfter: null, answerLost: false }, context)
        : rotated(held, renewal, refreshToken, context, { kind: cause, reason: failure });
    }
    case 'try-later': {
      if (answer.answerLost && !renewal.askedAgain) {
        return go(
          {
            kind: 'renewal-pausing',
            held,
            renewal: { ...renewal, askedAgain: true, doubt: lost(renewal) },
            until: context.now + askAgainMilliseconds,
            reason: answer.failure,
          },
          [
            note(
              'refresh',
              'failed',
              'The answer was lost; the same question is asked once more.',
              answer.failure,
            ),
          ],
        );
      }
      return waitUnspent(held, renewal, answer, context);
    }
    case 'clock-wrong':
      return answer.refreshToken === null
        ? go({
            kind: 'clock-wrong',
            held: { ...held, record: rotatedRecord(held.record, null) },
            reason: answer.failure,
            minutesOff: answer.minutesOff,
          })
        : rotated(held, renewal, answer.refreshToken, context, {
            kind: 'clock-wrong',
            reason: answer.failure,
            minutesOff: answer.minutesOff,
          });
    default:
      return unhandledAnswer(answer);
  }
}

/** Waits with backoff, and Retry-After obeyed (F5 to F7). The session is kept. */
export function wait(
  held: Held,
  renewal: Pick<Renewal, 'failures' | 'since' | 'doubt'>,
  why: {
    readonly cause: 'offline' | 'provider-unavailable';
    readonly failure: Failure;
    readonly retryAfter: number | null;
  },
  context: Context,
): Step<Of<'offline' | 'provider-unavailable'>> {
  const failures = renewal.failures + 1;
  const { now, random } = context;
  const since = Math.min(renewal.since ?? now, now);
  const { refreshIdleUntil } = held.record.session;
  const waits = {
    failures,
    away: now - since,
    retryAfter: why.retryAfter,
    idleLeft: refreshIdleUntil === null ? null : Math.max(0, refreshIdleUntil - now),
    crowded: why.cause === 'provider-unavailable' || mayBeAway(why.failure),
  };
  const retryAt = now + tryAgainAfter(waits, random);
  const notBefore = why.retryAfter === null ? now : Math.min(retryAt, now + why.retryAfter);
  const demandFrom = Math.min(retryAt, Math.max(notBefore, now + demandAfter(failures, random)));
  const reason: Failure = { ...why.failure, details: { ...why.failure.details, retryAt } };
  const waiting = { held, reason, retryAt, notBefore, demandFrom, failures, since, doubt: renewal.doubt };
  const effects = [note('refresh', 'failed', 'Could not renew now; the sign-in is kept.', reason)];
  return why.cause === 'offline'
    ? go({ kind: 'offline', ...waiting }, effects)
    : go({ kind: 'provider-unavailable', ...waiting }, effects);
}

/** A name that does not resolve, or a proxy, is a matter of this computer; these may be the provider's, for everybody. */
function mayBeAway({ code }: Failure): boolean {
  return code === 'connection-failed' || code === 'timed-out';
}

/** The provider ended the session: its tokens are deleted, and who it was is kept (R75). */
export function ended(
  held: Held,
  renewal: Renewal,
  cause: Failure,
  context: Context,
): Step<Of<'needs-sign-in'>> {
  const reason = endedBecause(renewal.doubt, cause);
  const record = endedRecord(held.record, reason);
  return go({ kind: 'needs-sign-in', held: { ...held, record, receipts: {}, refusals: {} }, reason }, [
    { kind: 'save-session', operation: context.serial, record },
    note('refresh', 'failed', 'The provider ended the session.', reason),
  ]);
}

/** What a save did, as the session remembers it. */
export function storageAfter(outcome: SaveOutcome, now: number): Storage {
  switch (outcome.kind) {
    case 'sealed':
    case 'memory':
      return { kind: outcome.kind };
    case 'failed':
      return { kind: 'not-saved', reason: outcome.failure, retryAt: now + flushAgainMilliseconds };
    default:
      return unhandledAnswer(outcome);
  }
}

/** Waits; where the refresh token was certainly not spent, its journal entry goes, so that no crash is blamed later. */
function waitUnspent(
  held: Held,
  renewal: Renewal,
  answer: Omit<Extract<RefreshAnswer, { readonly kind: 'try-later' }>, 'kind'>,
  context: Context,
): Step<Of<'offline' | 'provider-unavailable'>> {
  if (answer.answerLost) return wait(held, { ...renewal, doubt: lost(renewal) }, answer, context);
  if (renewal.doubt !== 'none') return wait(held, renewal, answer, context);
  const record = rotatedRecord(held.record, null);
  const step = wait({ ...held, record }, renewal, answer, context);
  return { ...step, effects: [{ kind: 'save-session', operation: context.serial, record }, ...step.effects] };
}

function lost(renewal: Renewal): Doubt {
  return renewal.doubt === 'none' ? 'answer-lost' : renewal.doubt;
}

function save(held: Held, renewal: Renewal, after: AfterSaving): Step<Of<'renewal-saving'>> {
  return go({ kind: 'renewal-saving', held, renewal, after }, [
    { kind: 'save-session', operation: renewal.operation, record: held.record },
  ]);
}

/** Keeps a refresh token that came although the rest could not be judged: the one before is spent. */
function rotated(
  held: Held,
  renewal: Renewal,
  refreshToken: string,
  context: Context,
  after: AfterSaving,
): Step<Of<'renewal-saving'>> {
  const record = rotatedRecord(held.record, refreshToken);
  return save(hold(record, held.storage, context, held), renewal, after);
}

/**
 * A definitive refusal that is no end: tokens stay, nothing is tried by itself.
 * Where only one resource was refused (RFC 8707 §2), or only a token for none, the rest of the session goes on.
 */
function needsPerson(
  held: Held,
  renewal: Renewal,
  reason: Failure,
  context: Context,
): Step<Of<'needs-fix' | 'signed-in'>> {
  const record = rotatedRecord(held.record, null);
  const kept = { ...held, record };
  const effects: readonly Effect[] = [
    { kind: 'save-session', operation: context.serial, record },
    note('refresh', 'failed', 'The provider refused this app; the sign-in is kept.', reason),
  ];
  const others = Object.keys(record.session.accessTokens).some((resource) => resource !== renewal.resource);
  return (renewal.resource !== '' || others) && reason.details?.providerError === 'invalid_target'
    ? go(
        { kind: 'signed-in', held: { ...kept, refusals: { ...held.refusals, [renewal.resource]: reason } } },
        effects,
      )
    : go({ kind: 'needs-fix', held: kept, reason }, effects);
}

function unhandledAnswer(_answer: never): never {
  throw new TypeError('An outcome was not handled.');
}
