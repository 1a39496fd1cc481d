import type { Failure } from '../../../shared/failure.ts';
import { signInTooOld } from '../redirect-failures.ts';
import { ends, finish } from './attempt-steps.ts';
import type { MachineEvent } from './events.ts';
import { anotherAccount } from './failures.ts';
import { signOutJob } from './grants.ts';
import { note } from './notes.ts';
import type { SessionRecord } from './records.ts';
import { heldOf, unhandled } from './state.ts';
import type { AttemptState, Moment, SessionState } from './state.ts';
import { go, rowsFor } from './table.ts';
import type { Context, RowsOf, Step } from './table.ts';

type Of<K extends AttemptState['kind']> = Extract<AttemptState, { readonly kind: K }>;

const row = rowsFor<AttemptState>();

/**
 * R25: whether another account came back than the one that this connection holds, signed in or not. Without an ID token
 * on either side there is nothing to compare (R78). A `sub` means something only beside its issuer (OIDC Core §5.7).
 */
export function comesAsAnother({ session: came }: SessionRecord, session: SessionState): boolean {
  const before = heldOf(session)?.record.session ?? null;
  if (before === null || before.subject === null || came.subject === null) return false;
  return before.subject !== came.subject || before.issuer !== came.issuer;
}

/** What the person is asked, in words. */
export function toDecide(came: SessionRecord, session: SessionState): Failure {
  const before = heldOf(session)?.record ?? null;
  return anotherAccount(nameOf(came), before === null ? 'another account' : nameOf(before));
}

/**
 * The person is asked. Requests that are still open in the browser are over: one answer came. Nor does anything begin that was
 * asked for meanwhile: for whom would it be?
 */
export function undecided(
  state: Of<'finishing'>,
  { record, received }: { readonly record: SessionRecord; readonly received: Moment },
  session: SessionState,
): Step<Of<'deciding'>> {
  const { wish, startedAt, expired, transaction } = state;
  const told = toDecide(record, session);
  return go({ kind: 'deciding', wish, startedAt, live: [], expired, transaction, record, received }, [
    ...ends(state),
    note('security', 'noted', 'Another account came back. It is not used before you decide.', told),
  ]);
}

/** What came is given back to the provider, like a session that is signed out (R49, R50); the one before is not touched. */
function discard(
  state: Of<'deciding'>,
  context: Context,
  summary: string,
  failure: Failure | null = null,
): Step<Of<'none'>> {
  const job = signOutJob(state.record, context.now, false);
  const step = finish(state, failure, [
    note('authorization', failure === null ? 'noted' : 'failed', summary, failure),
  ]);
  if (job === null) return step;
  return { ...step, raised: [{ kind: 'sign-out-made', kept: { id: state.transaction.attempt, job } }] };
}

/** The account before is signed out whole, then what came is kept: in this order, also on the disk. */
function replace(state: Of<'deciding'>, context: Context): Step<Of<'finishing'>> {
  const { wish, startedAt, live, expired, transaction, record, received } = state;
  const before = heldOf(context.whole.session)?.record ?? null;
  const job = before === null ? null : signOutJob(before, context.now, true);
  return go(
    { kind: 'finishing', wish, startedAt, live, expired, transaction, next: null },
    [
      note('sign-out', 'ok', 'Signed out on this computer: another account takes the place.'),
      ...(job === null ? [{ kind: 'erase-session' } as const] : []),
    ],
    [
      ...(job === null ? [] : [{ kind: 'sign-out-made', kept: { id: transaction.attempt, job } } as const]),
      { kind: 'grant-accepted', record, received },
    ],
  );
}

const giveUp = row(['none'], (state: Of<'deciding'>, _: MachineEvent, context) =>
  discard(state, context, 'The other account was discarded.'),
);

/** The rows of an attempt that brought another account (R25, F29). */
export const decidingRows: RowsOf<AttemptState, 'deciding'> = {
  'account-decided': row(['none', 'finishing'], (state, { attempt, decision }, context) => {
    if (attempt !== state.transaction.attempt) return null;
    switch (decision.kind) {
      case 'new-connection': {
        const { connectionId } = decision;
        const { record, received } = state;
        return finish(state, null, [
          { kind: 'hand-over', to: connectionId, record: belongingTo(connectionId, record), received },
          note('authorization', 'ok', 'The other account was kept as a new connection.'),
        ]);
      }
      case 'replace':
        return replace(state, context);
      case 'discard':
        return discard(state, context, 'The other account was discarded.');
      default:
        return unhandled(decision);
    }
  }),
  'sign-in-cancelled': giveUp,
  'sign-out-asked': giveUp,
  // It is not kept over the end of a run (R25).
  closing: giveUp,
  'attempt-due': row(['none'], (state, _event, context) =>
    discard(state, context, 'Nobody said what becomes of the other account within an hour.', signInTooOld()),
  ),
};

function belongingTo(connectionId: string, record: SessionRecord): SessionRecord {
  return { ...record, session: { ...record.session, connectionId } };
}

function nameOf({ session }: SessionRecord): string {
  return session.account?.label ?? session.subject ?? 'somebody';
}
