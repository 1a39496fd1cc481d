import { timeIsUp } from './failures.ts';
import type { Effect } from './effects.ts';
import type { MachineEvent } from './events.ts';
import { describedRecord, endedRecord, hold, signOutJob } from './grants.ts';
import { note } from './notes.ts';
import { beginRenewal, storageAfter } from './renewal-steps.ts';
import type { Held, RenewalCause, SessionState } from './state.ts';
import { go, rowsFor } from './table.ts';
import type { Context, Step } from './table.ts';
import { tokenUse } from './token-use.ts';
import { flushAgainMilliseconds } from './waiting-times.ts';

type Of<K extends SessionState['kind']> = Extract<SessionState, { readonly kind: K }>;
type On<K extends MachineEvent['kind']> = Extract<MachineEvent, { readonly kind: K }>;

const row = rowsFor<SessionState>();

/** A completed sign-in takes the place of whatever was there. */
export const accept = row(['sign-in-saving'], (_: SessionState, event: On<'grant-accepted'>, context) => {
  const held = hold(event.record, { kind: 'sealed' }, context, undefined, {
    resources: resourcesOf(event.record.session),
    received: event.received,
  });
  return go({ kind: 'sign-in-saving', held, operation: context.serial }, [
    { kind: 'stop-refresh' },
    { kind: 'save-session', operation: context.serial, record: event.record },
  ]);
});

/** Signing out is final: nothing of the session stays, whatever is on its way (R49). */
export const signOut = row(
  ['signed-out'],
  (state: { readonly held: Held }, event: On<'sign-out-asked'>, context) => {
    const job = signOutJob(state.held.record, context.now, true);
    const effects: Effect[] = [
      { kind: 'stop-refresh' },
      note('sign-out', 'ok', 'Signed out on this computer.'),
    ];
    return job === null
      ? go({ kind: 'signed-out', reason: null }, [...effects, { kind: 'erase-session' }])
      : go({ kind: 'signed-out', reason: null }, effects, [
          { kind: 'sign-out-made', kept: { id: event.id, job } },
        ]);
  },
);

/** Sign-out where nothing is held: whatever lies on the disk is erased. */
export const erase = row(['signed-out'], () =>
  go({ kind: 'signed-out', reason: null }, [
    { kind: 'erase-session' },
    note('sign-out', 'ok', 'Signed out on this computer.'),
  ]),
);

/** The same where nobody will ever read what is there. */
export const eraseUnreadable = row(['signed-out'], ({ reason }: Of<'set-aside'>) =>
  go({ kind: 'signed-out', reason: null }, [
    { kind: 'erase-session' },
    note('sign-out', 'ok', 'Signed out on this computer.'),
    note('revocation', 'failed', 'The provider was not told: what was saved could not be read.', reason),
  ]),
);

/** What the vault held. Only states that hold nothing of their own take it: memory is newer than the disk. */
export const restore = row(
  [
    'locked',
    'set-aside',
    'signed-out',
    'signed-in',
    'signed-in-until',
    'needs-sign-in',
    'renewal-journalling',
  ],
  (_: SessionState, event: On<'restored'>, context) => {
    const { outcome } = event;
    switch (outcome.kind) {
      case 'nothing':
        return go({ kind: 'signed-out', reason: null });
      case 'locked':
        return go({ kind: 'locked', by: outcome.by });
      case 'unreadable':
        return go({ kind: 'set-aside', reason: outcome.reason, file: outcome.file }, [
          note('vault', 'failed', 'A saved sign-in could not be read and was set aside.', outcome.reason),
        ]);
      case 'record': {
        const { record } = outcome;
        const held = hold(record, { kind: outcome.sealed ? 'sealed' : 'memory' }, context);
        if (record.needsSignIn !== null) {
          return go({ kind: 'needs-sign-in', held, reason: record.needsSignIn });
        }
        if (record.session.refreshing !== null) {
          // F1: the token was being spent when the app died. It is tried once more, and says so if it is over.
          const tried = beginRenewal(held, { cause: 'restored', doubt: 'crash' }, context);
          if (tried !== null) return tried;
        }
        return settled(held, context);
      }
      default:
        return unhandledOutcome(outcome);
    }
  },
);

/** The vault forgot its key: of what is sealed nothing stays in memory. It is read again once the vault is unlocked. */
export const lock = row(['locked'], () => go({ kind: 'locked', by: 'passphrase' }));

/** Where a session comes to rest: renewable, for a fixed time, or run out. */
export function settled(
  held: Held,
  context: Context,
): Step<Of<'signed-in' | 'signed-in-until' | 'needs-sign-in'>> {
  if (held.record.session.refreshToken !== null) return go({ kind: 'signed-in', held });
  const usable = Object.keys(held.record.session.accessTokens).some(
    (resource) => tokenUse(held, resource, context).kind !== 'spent',
  );
  return usable ? go({ kind: 'signed-in-until', held }) : runOut(held, timeIsUp(), context);
}

/** R76: the time is up, and nothing is asked of the provider. */
export function runOut(
  held: Held,
  reason: ReturnType<typeof timeIsUp>,
  context: Context,
): Step<Of<'needs-sign-in'>> {
  const record = endedRecord(held.record, reason);
  return go({ kind: 'needs-sign-in', held: { ...held, record, receipts: {} }, reason }, [
    { kind: 'save-session', operation: context.serial, record },
    note('token', 'noted', 'The sign-in ran out; there is nothing to renew it with.', reason),
  ]);
}

export const renew = (cause: RenewalCause) =>
  row(['renewal-journalling'], (state: { readonly held: Held }, _: MachineEvent, context) =>
    beginRenewal(state.held, { cause }, context),
  );

/** States that rest with something held: what the disk refused is written again in all of them (F17). */
const resting = [
  'needs-sign-in',
  'signed-in',
  'signed-in-until',
  'offline',
  'provider-unavailable',
  'needs-fix',
  'clock-wrong',
] as const;

type Resting = Of<(typeof resting)[number]>;

export function isResting(state: SessionState): state is Resting {
  return resting.some((kind) => kind === state.kind);
}

/** A clock that was set back does not keep the disk waiting: what it refused is written again as soon as otherwise (F17, F34). */
export function flushSoon(held: Held, now: number): Held {
  const { storage } = held;
  const latest = now + flushAgainMilliseconds;
  return storage.kind === 'not-saved' && storage.retryAt !== null && storage.retryAt > latest
    ? { ...held, storage: { ...storage, retryAt: latest } }
    : held;
}

/** What is told of the place where a resting session is kept. */
export const keepingRows = {
  /** A save that nothing waits for, because nothing new is to be used. */
  saved: row(['itself'], (state: Resting, event: On<'saved'>, context) =>
    go({ ...state, held: { ...state.held, storage: storageAfter(event.outcome, context.now) } }),
  ),
  'flush-due': row(['itself'], (state: Resting) => {
    const { storage } = state.held;
    if (storage.kind !== 'not-saved') return null;
    // One at a time: a slow disk is not asked again while it writes.
    const held: Held = { ...state.held, storage: { ...storage, retryAt: null } };
    return go({ ...state, held }, [{ kind: 'flush' }]);
  }),
  flushed: row(['itself'], (state: Resting, event: On<'flushed'>, context) =>
    go({ ...state, held: { ...state.held, storage: flushedStorage(state.held, event, context) } }),
  ),
  woke: row(['itself'], (state: Resting, _: MachineEvent, context) => {
    const held = flushSoon(state.held, context.now);
    return held === state.held ? null : go({ ...state, held });
  }),
  'vault-in-memory': row(['itself'], (state: Resting) =>
    go({ ...state, held: { ...state.held, storage: { kind: 'memory' } as const } }),
  ),
  'vault-locked': lock,
};

/** A person who made room does not want to wait. */
export const flushNow = row(['itself'], (state: Of<'signed-in' | 'signed-in-until'>) =>
  state.held.storage.kind === 'not-saved' ? go(state, [{ kind: 'flush' }]) : null,
);

/** A 401 spoils the token that was sent, and no other (F31). */
export function rejected<S extends { readonly held: Held }>(
  state: S,
  event: On<'token-rejected'>,
): Step<S> | null {
  const { held } = state;
  const receipt = held.receipts[event.resource];
  if (receipt === undefined || held.record.session.accessTokens[event.resource]?.value !== event.value)
    return null;
  const receipts = { ...held.receipts, [event.resource]: { ...receipt, stale: true } };
  return go({ ...state, held: { ...held, receipts } });
}

/** UserInfo described the account (R42): kept with the session, in whichever of its states it is by now. */
export function described<S extends { readonly held: Held }>(
  state: S,
  event: On<'user-info-read'>,
  context: Context,
): Step<S> | null {
  const { held } = state;
  if (held.record.session.signedInAt !== event.signedInAt) return null;
  const record = describedRecord(held.record, event.claims);
  return go({ ...state, held: { ...held, record } }, [
    { kind: 'save-session', operation: context.serial, record },
  ]);
}

export function allStale(held: Held): Held {
  const receipts = Object.fromEntries(
    Object.entries(held.receipts).map(([resource, receipt]) => [resource, { ...receipt, stale: true }]),
  );
  return { ...held, receipts };
}

export function flushedStorage(held: Held, event: On<'flushed'>, context: Context): Held['storage'] {
  if (event.failure === null) return { kind: 'sealed' };
  return held.storage.kind === 'not-saved'
    ? { kind: 'not-saved', reason: event.failure, retryAt: context.now + flushAgainMilliseconds }
    : held.storage;
}

export function resourcesOf(session: Held['record']['session']): readonly string[] {
  return Object.keys(session.accessTokens);
}

export function unhandledOutcome(_outcome: never): never {
  throw new TypeError('An outcome was not handled.');
}
