import type { MachineEvent } from './events.ts';
import { couldNotDeliver, toldLater } from './failures.ts';
import { note } from './notes.ts';
import type { KeptSignOut } from './records.ts';
import type { DeliveryState } from './state.ts';
import { go, rowsFor } from './table.ts';
import type { Context, RowsOf, Step, Table } from './table.ts';
import { backoff, leftAloneUntil, signOutLifetimeMilliseconds, stagger } from './waiting-times.ts';

type Of<K extends DeliveryState['kind']> = Extract<DeliveryState, { readonly kind: K }>;
type On<K extends MachineEvent['kind']> = Extract<MachineEvent, { readonly kind: K }>;

const row = rowsFor<DeliveryState>();

/**
 * Sends the first that may be sent; the others follow one by one. What a provider asked to be spared for a while waits,
 * also after a restart, and when something else is to be told (R52).
 */
function send(jobs: readonly KeptSignOut[], context: Context): Step<Of<'sending' | 'waiting'>> {
  const all = jobs.map(({ id, job }) => ({
    id,
    job: { ...job, notBefore: leftAloneUntil(job.notBefore, context.now) },
  }));
  const due = all.find(({ job }) => job.notBefore <= context.now);
  if (due !== undefined) {
    return sendFirst(
      due,
      all.filter((one) => one !== due),
      context,
    );
  }
  const retryAt = Math.min(...all.map(({ job }) => job.notBefore));
  const reason = toldLater();
  return go({
    kind: 'waiting',
    jobs: all,
    reason: { ...reason, details: { ...reason.details, retryAt } },
    retryAt,
    notBefore: retryAt,
  });
}

function sendFirst(first: KeptSignOut, rest: readonly KeptSignOut[], context: Context): Step<Of<'sending'>> {
  return go({ kind: 'sending', jobs: [first, ...rest], operation: context.serial }, [
    { kind: 'deliver', operation: context.serial, kept: first },
  ]);
}

/** The same, where there may be none. */
function sendAny(jobs: readonly KeptSignOut[], context: Context): Step<Of<'none' | 'sending' | 'waiting'>> {
  return jobs.length === 0 ? go({ kind: 'none' }) : send(jobs, context);
}

const restored = row(
  ['none', 'sending', 'waiting'],
  (_: Of<'none'>, event: On<'sign-outs-restored'>, context) => sendAny(event.jobs, context),
);

const forget = row(['none'], (state: Exclude<DeliveryState, Of<'none'>>) =>
  go({ kind: 'none' }, [
    ...state.jobs.map(({ id }) => ({ kind: 'erase-sign-out', id }) as const),
    note('revocation', 'noted', 'The sign-out is forgotten; the provider is not told.'),
  ]),
);

const sendDue = row(['sending', 'waiting'], (state: Of<'waiting'>, _: MachineEvent, context) =>
  context.suspended ? null : send(state.jobs, context),
);

/** The person does not want to wait. */
const sendNow = row(['sending'], (state: Of<'waiting'>, _: MachineEvent, context) => {
  const [first, ...rest] = state.jobs.map(({ id, job }) => ({ id, job: { ...job, notBefore: context.now } }));
  return context.suspended || first === undefined ? null : sendFirst(first, rest, context);
});

const sooner = row(['waiting'], (state: Of<'waiting'>, _: MachineEvent, context) => {
  const retryAt = Math.max(context.now + stagger(context.random), state.notBefore);
  return retryAt < state.retryAt || state.retryAt <= context.now ? go({ ...state, retryAt }) : null;
});

/** A job as it was sealed, in the place of the one that was made: it has what proves the client (R6). */
function withKept(jobs: readonly KeptSignOut[], kept: KeptSignOut): readonly KeptSignOut[] {
  return jobs.map((one) => (one.id === kept.id ? kept : one));
}

const delivered: RowsOf<DeliveryState, 'sending'> = {
  delivered: row(['none', 'sending', 'waiting'], (state, event, context) => {
    const [first, ...rest] = state.jobs;
    if (first === undefined || event.operation !== state.operation) return null;
    const { outcome } = event;
    if (outcome.kind === 'done') {
      const next = sendAny(rest, context);
      return go(next.state, [
        { kind: 'erase-sign-out', id: first.id },
        note('revocation', outcome.note === null ? 'ok' : 'noted', outcome.note ?? 'The provider was told.'),
        ...next.effects,
      ]);
    }
    if (context.now - first.job.createdAt >= signOutLifetimeMilliseconds) {
      const next = sendAny(rest, context);
      return go(next.state, [
        { kind: 'erase-sign-out', id: first.id },
        note('revocation', 'failed', 'The provider was never told that you signed out.', couldNotDeliver()),
        ...next.effects,
      ]);
    }
    const attempts = first.job.attempts + 1;
    const retryAt = context.now + backoff(attempts, outcome.retryAfter, context.random);
    const notBefore =
      outcome.retryAfter === null ? context.now : Math.min(retryAt, context.now + outcome.retryAfter);
    const kept = { id: first.id, job: { ...outcome.job, attempts, retryAt, notBefore } };
    return go(
      {
        kind: 'waiting',
        // Behind the others, so that one provider that is away does not hold them up.
        jobs: [...rest, kept],
        reason: { ...outcome.failure, details: { ...outcome.failure.details, retryAt } },
        retryAt,
        notBefore,
      },
      [
        { kind: 'rewrite-sign-out', kept },
        note('revocation', 'failed', 'The provider could not be told yet.', outcome.failure),
      ],
    );
  }),
};

/** The table of the delivery region: sign-outs on their way to the provider (R49 to R53). */
export const deliveryTable: Table<DeliveryState> = {
  none: {
    'sign-out-made': row(['keeping'], (_state, event) =>
      go({ kind: 'keeping', jobs: [event.kept] }, [{ kind: 'keep-sign-out', kept: event.kept }]),
    ),
    'sign-outs-restored': restored,
  },
  keeping: {
    'sign-out-made': row(['keeping'], (state, event) =>
      go({ kind: 'keeping', jobs: [...state.jobs, event.kept] }, [
        { kind: 'keep-sign-out', kept: event.kept },
      ]),
    ),
    'sign-out-kept': row(['sending', 'waiting'], (state, event, context) =>
      send(withKept(state.jobs, event.kept), context),
    ),
    'forget-asked': forget,
  },
  sending: {
    ...delivered,
    'sign-out-made': row(['sending'], (state, event) =>
      go({ ...state, jobs: [...state.jobs, event.kept] }, [{ kind: 'keep-sign-out', kept: event.kept }]),
    ),
    'sign-out-kept': row(['sending'], (state, event) =>
      go({ ...state, jobs: withKept(state.jobs, event.kept) }),
    ),
    'forget-asked': forget,
  },
  waiting: {
    'sign-out-made': row(['keeping'], (state, event) =>
      go({ kind: 'keeping', jobs: [event.kept, ...state.jobs] }, [
        { kind: 'keep-sign-out', kept: event.kept },
      ]),
    ),
    // Sealed on the disk, and read again once the vault is unlocked.
    'vault-locked': row(['none'], () => go({ kind: 'none' })),
    'delivery-due': sendDue,
    'try-now': sendNow,
    woke: sooner,
    'network-changed': sooner,
    'forget-asked': forget,
  },
};
