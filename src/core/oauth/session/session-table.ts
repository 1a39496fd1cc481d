import { nothingToRenewWith, timeIsUp, tokenRejected } from './failures.ts';
import type { Effect } from './effects.ts';
import type { MachineEvent } from './events.ts';
import { endedRecord, hold, signOutJob } from './grants.ts';
import { note } from './notes.ts';
import { answered, ask, beginRenewal, ended, storageAfter, wait } from './renewal-steps.ts';
import { askedOffline } from './state.ts';
import type { Held, RenewalCause, SessionState } from './state.ts';
import { go, rowsFor } from './table.ts';
import type { Context, RowsOf, Step, Table } from './table.ts';
import { tokenUse } from './token-use.ts';
import { flushAgainMilliseconds, stagger } from './waiting-times.ts';

type Of<K extends SessionState['kind']> = Extract<SessionState, { readonly kind: K }>;
type Rows<K extends SessionState['kind']> = RowsOf<SessionState, K>;
type On<K extends MachineEvent['kind']> = Extract<MachineEvent, { readonly kind: K }>;

const row = rowsFor<SessionState>();

/** A completed sign-in takes the place of whatever was there. */
const accept = row(['sign-in-saving'], (_: SessionState, event: On<'grant-accepted'>, context) => {
  const held = hold(event.record, { kind: 'sealed' }, context, undefined, resourcesOf(event.record.session));
  return go({ kind: 'sign-in-saving', held, operation: context.serial }, [
    { kind: 'stop-refresh' },
    { kind: 'save-session', operation: context.serial, record: event.record },
  ]);
});

/** Signing out is final: nothing of the session stays, whatever is on its way (R49). */
const signOut = row(
  ['signed-out'],
  (state: { readonly held: Held }, event: On<'sign-out-asked'>, context) => {
    const job = signOutJob(state.held.record, context.now);
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

/** Sign-out where nothing readable is held: what lies on the disk is erased. */
const eraseUnread = row(['signed-out'], () =>
  go({ kind: 'signed-out', reason: null }, [
    { kind: 'erase-session' },
    note('sign-out', 'ok', 'Signed out on this computer.'),
  ]),
);

/** What the vault held. Only states that hold nothing of their own take it: memory is newer than the disk. */
const restore = row(
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
        return go({ kind: 'locked' });
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

/** Where a session comes to rest: renewable, for a fixed time, or run out. */
function settled(held: Held, context: Context): Step<Of<'signed-in' | 'signed-in-until' | 'needs-sign-in'>> {
  if (held.record.session.refreshToken !== null) return go({ kind: 'signed-in', held });
  const usable = Object.keys(held.record.session.accessTokens).some(
    (resource) => tokenUse(held, resource, context).kind !== 'spent',
  );
  return usable ? go({ kind: 'signed-in-until', held }) : runOut(held, timeIsUp(), context);
}

/** R76: the time is up, and nothing is asked of the provider. */
function runOut(
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

const renew = (cause: RenewalCause) =>
  row(['renewal-journalling'], (state: { readonly held: Held }, _: MachineEvent, context) =>
    beginRenewal(state.held, { cause }, context),
  );

const storageRows = {
  'flush-due': row(['signed-in'], (state: Of<'signed-in'>) =>
    state.held.storage.kind === 'not-saved' ? go(state, [{ kind: 'flush' }]) : null,
  ),
  flushed: row(['signed-in'], (state: Of<'signed-in'>, event: On<'flushed'>, context) =>
    go({ ...state, held: { ...state.held, storage: flushedStorage(state.held, event, context) } }),
  ),
};

const signedIn: Rows<'signed-in'> = {
  ...storageRows,
  'token-wanted': row(['renewal-journalling'], (state, event, context) =>
    tokenUse(state.held, event.resource, context).kind === 'fresh'
      ? null
      : beginRenewal(state.held, { resource: event.resource, cause: 'wanted' }, context),
  ),
  'token-rejected': row(['signed-in'], (state, event) => rejected(state, event)),
  'renewal-asked': renew('asked'),
  'idle-due': row(['renewal-journalling'], (state, _event, context) =>
    context.renewal === 'automatic' ? beginRenewal(state.held, { cause: 'idle' }, context) : null,
  ),
  woke: row(['renewal-journalling', 'signed-in'], (state, _event, context) =>
    context.renewal === 'automatic'
      ? beginRenewal(state.held, { cause: 'woke' }, context)
      : go({ ...state, held: allStale(state.held) }),
  ),
  'try-now': row(['signed-in'], (state) =>
    state.held.storage.kind === 'not-saved' ? go(state, [{ kind: 'flush' }]) : null,
  ),
  'grant-accepted': accept,
  'sign-out-asked': signOut,
};

const signedInUntilRows: Rows<'signed-in-until'> = {
  'token-wanted': row(['needs-sign-in'], (state, event, context) =>
    state.held.record.session.accessTokens[event.resource] !== undefined &&
    tokenUse(state.held, event.resource, context).kind === 'spent'
      ? runOut(state.held, timeIsUp(), context)
      : null,
  ),
  'token-rejected': row(['needs-sign-in'], (state, event, context) =>
    state.held.record.session.accessTokens[event.resource]?.value === event.value
      ? runOut(state.held, tokenRejected(), context)
      : null,
  ),
  'until-due': row(['signed-in-until', 'needs-sign-in'], (state, _event, context) => {
    const step = settled(state.held, context);
    return step.state.kind === 'needs-sign-in' ? go(step.state, step.effects) : null;
  }),
  woke: row(['signed-in-until', 'needs-sign-in'], (state, _event, context) => {
    const step = settled(state.held, context);
    return step.state.kind === 'needs-sign-in' ? go(step.state, step.effects) : null;
  }),
  'flush-due': row(['signed-in-until'], (state) =>
    state.held.storage.kind === 'not-saved' ? go(state, [{ kind: 'flush' }]) : null,
  ),
  flushed: row(['signed-in-until'], (state, event, context) =>
    go({ ...state, held: { ...state.held, storage: flushedStorage(state.held, event, context) } }),
  ),
  'try-now': row(['signed-in-until'], (state) =>
    state.held.storage.kind === 'not-saved' ? go(state, [{ kind: 'flush' }]) : null,
  ),
  'grant-accepted': accept,
  'sign-out-asked': signOut,
};

type Waiting = Of<'offline' | 'provider-unavailable'>;

const tryAgain = (cause: RenewalCause) =>
  row(['renewal-journalling'], (state: Waiting, _: MachineEvent, context) =>
    beginRenewal(state.held, { cause, failures: state.failures, doubt: state.doubt }, context),
  );

/** The reason to wait may be gone: a moment of chance, and never before what the provider asked for. */
const sooner = row(['offline', 'provider-unavailable'], (state: Waiting, _: MachineEvent, context) => {
  const retryAt = Math.max(context.now + stagger(context.random), state.notBefore);
  const reason = { ...state.reason, details: { ...state.reason.details, retryAt } };
  return retryAt >= state.retryAt && state.retryAt > context.now ? null : go({ ...state, retryAt, reason });
});

/** Offline and provider unavailable differ in their words and in what the provider asked for, not in what they do. */
const waitingRows = {
  'retry-due': tryAgain('retry'),
  'try-now': tryAgain('asked'),
  'renewal-asked': tryAgain('asked'),
  woke: sooner,
  'network-changed': sooner,
  'token-rejected': row(['offline', 'provider-unavailable'], (state: Waiting, event: On<'token-rejected'>) =>
    rejected(state, event),
  ),
  'grant-accepted': accept,
  'sign-out-asked': signOut,
};

/** States that wait for a person: nothing is tried by itself. */
const personRows = {
  'try-now': renew('asked'),
  'renewal-asked': renew('asked'),
  'grant-accepted': accept,
  'sign-out-asked': signOut,
};

/** The table that the code runs on and that the picture of docs/sessions.md is drawn from. */
export const sessionTable: Table<SessionState> = {
  unknown: { restored: restore, 'grant-accepted': accept, 'sign-out-asked': eraseUnread },
  locked: { restored: restore, 'grant-accepted': accept, 'sign-out-asked': eraseUnread },
  'set-aside': { restored: restore, 'grant-accepted': accept, 'sign-out-asked': eraseUnread },
  'signed-out': {
    'grant-accepted': accept,
    'sign-out-asked': eraseUnread,
    erased: row(['signed-out'], (_state, event) => go({ kind: 'signed-out', reason: event.failure })),
  },
  'needs-sign-in': { 'grant-accepted': accept, 'sign-out-asked': signOut },
  'sign-in-saving': {
    saved: row(['signed-in', 'signed-in-until', 'needs-sign-in'], (state, event, context) => {
      if (event.operation !== state.operation) return null;
      const held = { ...state.held, storage: storageAfter(event.outcome, context.now) };
      const step = settled(held, context);
      const reason = step.state.kind === 'signed-in-until' ? nothingToRenewWith(askedOffline(held)) : null;
      return go(
        step.state,
        [
          ...step.effects,
          note('token', 'ok', 'Signed in.', null, [{ name: 'Kept', value: held.storage.kind }]),
          ...(reason === null ? [] : [note('token', 'noted', 'The sign-in cannot be renewed.', reason)]),
        ],
        [{ kind: 'sign-in-kept' }],
      );
    }),
    'sign-out-asked': signOut,
  },
  'signed-in': signedIn,
  'signed-in-until': signedInUntilRows,
  'renewal-journalling': {
    saved: row(['renewal-asking', 'renewal-pausing'], (state, event, context) => {
      if (event.operation !== state.renewal.operation) return null;
      const held = { ...state.held, storage: storageAfter(event.outcome, context.now) };
      return context.suspended
        ? go({ kind: 'renewal-pausing', held, renewal: state.renewal, until: context.now, reason: null })
        : ask({ held, renewal: state.renewal });
    }),
    'token-rejected': row(['renewal-journalling'], (state, event) => rejected(state, event)),
    'grant-accepted': accept,
    'sign-out-asked': signOut,
  },
  'renewal-asking': {
    'refresh-answered': row(
      [
        'renewal-saving',
        'renewal-pausing',
        'renewal-checking',
        'needs-fix',
        'needs-sign-in',
        'signed-in',
        'offline',
        'provider-unavailable',
        'clock-wrong',
      ],
      (state, event, context) =>
        event.operation === state.renewal.operation ? answered(state, event.answer, context) : null,
    ),
    'token-rejected': row(['renewal-asking'], (state, event) => rejected(state, event)),
    'grant-accepted': accept,
    'sign-out-asked': signOut,
  },
  'renewal-pausing': {
    'pause-due': row(['renewal-asking'], (state, _event, context) => (context.suspended ? null : ask(state))),
    woke: row(['renewal-asking'], (state) => ask(state)),
    'token-rejected': row(['renewal-pausing'], (state, event) => rejected(state, event)),
    'grant-accepted': accept,
    'sign-out-asked': signOut,
  },
  'renewal-checking': {
    'record-reread': row(['renewal-journalling', 'needs-sign-in'], (state, event, context) => {
      const { held, renewal } = state;
      if (event.operation !== renewal.operation) return null;
      const newer = event.record?.session.refreshToken ?? null;
      if (event.record === null || newer === null || newer === held.record.session.refreshToken) {
        return ended(held, renewal, state.reason, context);
      }
      // F4: somebody renewed in the meantime; theirs is used, and checked no second time.
      const adopted = hold(event.record, held.storage, context);
      const step = beginRenewal(
        adopted,
        { resource: renewal.resource, cause: renewal.cause },
        { ...context, suspended: false },
      );
      if (step === null) return ended(held, renewal, state.reason, context);
      return go({ ...step.state, renewal: { ...step.state.renewal, checked: true } }, [
        ...step.effects,
        note('refresh', 'noted', 'The vault held a newer sign-in; it is used.'),
      ]);
    }),
    'grant-accepted': accept,
    'sign-out-asked': signOut,
  },
  'renewal-saving': {
    saved: row(['signed-in', 'offline', 'provider-unavailable', 'clock-wrong'], (state, event, context) => {
      if (event.operation !== state.renewal.operation) return null;
      const held = { ...state.held, storage: storageAfter(event.outcome, context.now) };
      const { after } = state;
      switch (after.kind) {
        case 'signed-in':
          return go({ kind: 'signed-in', held }, [
            note('refresh', 'ok', 'Renewed.', null, [{ name: 'Kept', value: held.storage.kind }]),
          ]);
        case 'offline':
        case 'provider-unavailable':
          return wait(
            held,
            { failures: state.renewal.failures, doubt: 'none' },
            { cause: after.kind, failure: after.reason, retryAfter: after.retryAfter },
            context,
          );
        case 'clock-wrong':
          return go({ kind: 'clock-wrong', held, reason: after.reason, minutesOff: after.minutesOff });
        default:
          return unhandledOutcome(after);
      }
    }),
    'grant-accepted': accept,
    'sign-out-asked': signOut,
  },
  offline: waitingRows,
  'provider-unavailable': waitingRows,
  'needs-fix': personRows,
  'clock-wrong': { ...personRows, woke: renew('woke') },
};

/** A 401 spoils the token that was sent, and no other (F31). */
function rejected<S extends { readonly held: Held }>(state: S, event: On<'token-rejected'>): Step<S> | null {
  const { held } = state;
  const receipt = held.receipts[event.resource];
  if (receipt === undefined || held.record.session.accessTokens[event.resource]?.value !== event.value)
    return null;
  const receipts = { ...held.receipts, [event.resource]: { ...receipt, stale: true } };
  return go({ ...state, held: { ...held, receipts } });
}

function allStale(held: Held): Held {
  const receipts = Object.fromEntries(
    Object.entries(held.receipts).map(([resource, receipt]) => [resource, { ...receipt, stale: true }]),
  );
  return { ...held, receipts };
}

function flushedStorage(held: Held, event: On<'flushed'>, context: Context): Held['storage'] {
  if (event.failure === null) return { kind: 'sealed' };
  return held.storage.kind === 'not-saved'
    ? { kind: 'not-saved', reason: event.failure, retryAt: context.now + flushAgainMilliseconds }
    : held.storage;
}

function resourcesOf(session: Held['record']['session']): readonly string[] {
  return Object.keys(session.accessTokens);
}

function unhandledOutcome(_outcome: never): never {
  throw new TypeError('An outcome was not handled.');
}
