import { nothingToRenewWith, timeIsUp, tokenRejected } from './failures.ts';
import type { MachineEvent } from './events.ts';
import { hold } from './grants.ts';
import { declined, lacks } from './more-access.ts';
import { note } from './notes.ts';
import { answered, ask, beginRenewal, ended, storageAfter, wait } from './renewal-steps.ts';
import {
  accept,
  allStale,
  described,
  erase,
  eraseUnreadable,
  flushSoon,
  flushNow,
  keepingRows,
  lock,
  rejected,
  renew,
  restore,
  runOut,
  settled,
  signOut,
  unhandledOutcome,
} from './session-rows.ts';
import type { RenewalCause, SessionState } from './state.ts';
import { go, rowsFor } from './table.ts';
import type { RowsOf, Table } from './table.ts';
import { tokenUse } from './token-use.ts';
import { stagger } from './waiting-times.ts';

type Of<K extends SessionState['kind']> = Extract<SessionState, { readonly kind: K }>;
type Rows<K extends SessionState['kind']> = RowsOf<SessionState, K>;
type On<K extends MachineEvent['kind']> = Extract<MachineEvent, { readonly kind: K }>;

const row = rowsFor<SessionState>();

const signedIn: Rows<'signed-in'> = {
  ...keepingRows,
  'access-lacking': row(['signed-in'], lacks),
  'access-declined': row(['signed-in'], declined),
  'token-wanted': row(['renewal-journalling'], (state, event, context) =>
    tokenUse(state.held, event.resource, context).kind === 'fresh'
      ? null
      : beginRenewal(state.held, { resource: event.resource, cause: 'wanted' }, context),
  ),
  'token-rejected': row(['signed-in'], (state, event) => rejected(state, event)),
  'user-info-read': row(['signed-in'], described),
  'renewal-asked': renew('asked'),
  'idle-due': row(['renewal-journalling'], (state, _event, context) =>
    context.renewal === 'automatic' ? beginRenewal(state.held, { cause: 'idle' }, context) : null,
  ),
  woke: row(['renewal-journalling', 'signed-in'], (state, _event, context) =>
    context.renewal === 'automatic'
      ? beginRenewal(state.held, { cause: 'woke' }, context)
      : go({ ...state, held: allStale(flushSoon(state.held, context.now)) }),
  ),
  'try-now': flushNow,
  'grant-accepted': accept,
  'sign-out-asked': signOut,
};

const signedInUntilRows: Rows<'signed-in-until'> = {
  ...keepingRows,
  'access-lacking': row(['signed-in-until'], lacks),
  'access-declined': row(['signed-in-until'], declined),
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
  'until-due': row(['needs-sign-in'], (state, _event, context) => {
    const step = settled(state.held, context);
    return step.state.kind === 'needs-sign-in' ? go(step.state, step.effects) : null;
  }),
  woke: row(['signed-in-until', 'needs-sign-in'], (state, _event, context) => {
    const step = settled(flushSoon(state.held, context.now), context);
    return step.state.kind === 'signed-in' ? null : go(step.state, step.effects);
  }),
  'user-info-read': row(['signed-in-until'], described),
  'try-now': flushNow,
  'grant-accepted': accept,
  'sign-out-asked': signOut,
};

type Waiting = Of<'offline' | 'provider-unavailable'>;

/** A token that is still good is used meanwhile: what an API wants of it is offered once the provider can be asked (R84). */
const lacksMeanwhile = row(
  ['itself'],
  (state: Waiting | Of<'needs-fix' | 'clock-wrong'>, event: On<'access-lacking'>) => lacks(state, event),
);

/** The person may have said so in the moment before. */
const declinedMeanwhile = row(['itself'], (state: Waiting | Of<'needs-fix' | 'clock-wrong'>) =>
  declined(state),
);

const tryAgain = (cause: RenewalCause) =>
  row(['renewal-journalling'], (state: Waiting, _: MachineEvent, context) =>
    beginRenewal(state.held, { cause, ...streak(state) }, context),
  );

/** What a renewal has to know of the ones that failed before it. */
function streak({ failures, since, doubt }: Waiting) {
  return { failures, since, doubt };
}

/** Somebody waits for this one: it goes before its time, but not as often as it is asked for. */
const tryForDemand = row(
  ['renewal-journalling'],
  (state: Waiting, { resource }: On<'token-wanted'>, context) =>
    context.now < state.demandFrom || tokenUse(state.held, resource, context).kind !== 'spent'
      ? null
      : beginRenewal(state.held, { resource, cause: 'wanted', ...streak(state) }, context),
);

/**
 * The reason to wait may be gone: a moment of chance, and never before what the provider asked for. What failed before says
 * nothing of this network, which may need seconds until it leads anywhere: the next failure is a first one.
 */
const sooner = row(['itself'], (state: Waiting, _: MachineEvent, context) => {
  const retryAt = Math.max(context.now + stagger(context.random), state.notBefore);
  const reason = { ...state.reason, details: { ...state.reason.details, retryAt } };
  const demandFrom = Math.min(state.demandFrom, retryAt);
  const anew = { ...state, held: flushSoon(state.held, context.now), failures: 0 };
  if (retryAt < state.retryAt || state.retryAt <= context.now)
    return go({ ...anew, retryAt, demandFrom, reason });
  return anew.held === state.held && state.failures === 0 ? null : go(anew);
});

type Renewing = Of<'renewal-journalling' | 'renewal-asking' | 'renewal-pausing'>;

/** As `sooner`: a change of the network ends what is on its way through it. */
const firstAgain = row(['itself'], (state: Renewing) =>
  state.renewal.failures === 0 ? null : go({ ...state, renewal: { ...state.renewal, failures: 0 } }),
);

/** Offline and provider unavailable differ in their words and in what the provider asked for, not in what they do. */
const waitingRows = {
  ...keepingRows,
  'token-wanted': tryForDemand,
  'retry-due': tryAgain('retry'),
  'try-now': tryAgain('asked'),
  'renewal-asked': tryAgain('asked'),
  woke: sooner,
  'network-changed': sooner,
  'token-rejected': row(['itself'], (state: Waiting, event: On<'token-rejected'>) => rejected(state, event)),
  'user-info-read': row(['itself'], (state: Waiting, event: On<'user-info-read'>, context) =>
    described(state, event, context),
  ),
  'access-lacking': lacksMeanwhile,
  'access-declined': declinedMeanwhile,
  'grant-accepted': accept,
  'sign-out-asked': signOut,
};

/** The pause is over; not while nothing may be begun, which a computer that wakes ends and a vault that is being locked does not. */
const askOnceMore = row(['renewal-asking'], (state: Of<'renewal-pausing'>, _: MachineEvent, context) =>
  context.suspended ? null : ask(state),
);

/** States that wait for a person: nothing is tried by itself. */
const personRows = {
  ...keepingRows,
  'access-lacking': lacksMeanwhile,
  'access-declined': declinedMeanwhile,
  'try-now': renew('asked'),
  'renewal-asked': renew('asked'),
  'grant-accepted': accept,
  'sign-out-asked': signOut,
};

/** The table that the code runs on and that the picture of docs/sessions.md is drawn from. */
export const sessionTable: Table<SessionState> = {
  // Nobody signs out before it was read: what is not known could be erased, and not revoked (R49).
  unknown: { restored: restore },
  // Nor in, here: who is signed in has to be known, or another account would take the place unasked (R25).
  locked: { restored: restore },
  'set-aside': {
    restored: restore,
    'vault-locked': lock,
    'grant-accepted': accept,
    'sign-out-asked': eraseUnreadable,
  },
  'signed-out': {
    'vault-locked': lock,
    'grant-accepted': accept,
    'sign-out-asked': erase,
    erased: row(['signed-out'], (_state, event) => go({ kind: 'signed-out', reason: event.failure })),
  },
  'needs-sign-in': { ...keepingRows, 'grant-accepted': accept, 'sign-out-asked': signOut },
  'sign-in-saving': {
    saved: row(['signed-in', 'signed-in-until', 'needs-sign-in'], (state, event, context) => {
      if (event.operation !== state.operation) return null;
      const held = { ...state.held, storage: storageAfter(event.outcome, context.now) };
      const step = settled(held, context);
      const reason = step.state.kind === 'signed-in-until' ? nothingToRenewWith(held) : null;
      return go(
        step.state,
        [
          ...step.effects,
          note('token', 'ok', 'Signed in.', null, [{ name: 'Kept', value: held.storage.kind }]),
          ...(reason === null ? [] : [note('token', 'noted', 'The sign-in cannot be renewed.', reason)]),
          ...(step.state.kind === 'needs-sign-in'
            ? []
            : [{ kind: 'read-user-info', record: held.record } as const]),
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
    'network-changed': firstAgain,
    'token-rejected': row(['renewal-journalling'], (state, event) => rejected(state, event)),
    'user-info-read': row(['renewal-journalling'], described),
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
        event.operation === state.renewal.operation ? answered(state, event, context) : null,
    ),
    'network-changed': firstAgain,
    'token-rejected': row(['renewal-asking'], (state, event) => rejected(state, event)),
    'user-info-read': row(['renewal-asking'], described),
    'grant-accepted': accept,
    'sign-out-asked': signOut,
  },
  'renewal-pausing': {
    // Its journal entry is on the disk, so the renewal goes on once the vault is unlocked.
    'vault-locked': lock,
    'pause-due': askOnceMore,
    woke: askOnceMore,
    'network-changed': firstAgain,
    'token-rejected': row(['renewal-pausing'], (state, event) => rejected(state, event)),
    'user-info-read': row(['renewal-pausing'], described),
    'grant-accepted': accept,
    'sign-out-asked': signOut,
  },
  'renewal-checking': {
    // Whatever else is known now is not saved: the vault may hold something newer.
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
    'user-info-read': row(['renewal-saving'], described),
    saved: row(['signed-in', 'provider-unavailable', 'clock-wrong'], (state, event, context) => {
      if (event.operation !== state.renewal.operation) return null;
      const held = { ...state.held, storage: storageAfter(event.outcome, context.now) };
      const { after } = state;
      switch (after.kind) {
        case 'signed-in':
          return go({ kind: 'signed-in', held }, [
            note('refresh', 'ok', 'Renewed.', null, [{ name: 'Kept', value: held.storage.kind }]),
            ...(after.describes ? [{ kind: 'read-user-info', record: held.record } as const] : []),
          ]);
        case 'provider-unavailable':
          return wait(
            held,
            { ...state.renewal, doubt: 'none' },
            { cause: after.kind, failure: after.reason, retryAfter: null },
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
