import { begin, besides, cancelled, judged, row, stop } from './attempt-rows.ts';
import type { Rows } from './attempt-rows.ts';
import { finish, goesBeyond, withBefore } from './attempt-steps.ts';
import type { Of, Wanted } from './attempt-steps.ts';
import { lackingOf } from './more-access.ts';
import { note } from './notes.ts';
import { heldOf } from './state.ts';
import type { AttemptWish, SessionState } from './state.ts';
import { go } from './table.ts';
import type { Step } from './table.ts';

type Finishing = Of<'finishing'>;

/** All that is on its way: what this sign-in is for, and what begins after it. */
export function onItsWay({ wish, transaction, next }: Finishing): Wanted {
  // An earlier request may have been answered, which was for less than what was asked for last (R84).
  const own = { anotherAccount: wish.anotherAccount, more: transaction.more };
  return next === null ? own : withBefore(next, own);
}

/** What begins after a sign-in that was kept; null where that brought all of it. */
function leftOf(next: AttemptWish | null, session: SessionState): AttemptWish | null {
  if (next === null || next.anotherAccount) return next;
  const more = lackingOf(next.more, heldOf(session)?.record.session.scopesGranted ?? []);
  return more.length === 0 ? null : { ...next, more };
}

/** What was asked for meanwhile is not begun. */
function withoutNext(state: Finishing): Step<Finishing> | null {
  return state.next === null ? null : go({ ...state, next: null });
}

/**
 * The rows of a sign-in whose code is being redeemed. It is neither dropped nor begun anew, and what is asked for meanwhile
 * waits for its good end: where it comes to nothing, whoever asked is told why.
 */
export const finishingRows: Rows<'finishing'> = {
  ...stop,
  ...besides,
  'sign-in-cancelled': row(
    ['none', 'finishing'],
    (state, _event, context) => cancelled(state, context) ?? withoutNext(state),
  ),
  // Another way, and a new start, lead where this one is about to arrive.
  'sign-in-asked': row(['finishing'], (state, { wish }) => {
    const before = onItsWay(state);
    if (!goesBeyond(wish, before)) return null;
    return go({ ...state, next: state.next === null ? wish : withBefore(wish, state.next) });
  }),
  'grant-judged': judged,
  'sign-in-kept': row(['none', 'preparing'], (state, _event, context) => {
    const kept = finish(state, null, [], state.transaction.attempt);
    const next = leftOf(state.next, context.whole.session);
    if (next === null) return kept;
    const step = begin(kept.state, next, [], context);
    return go(step.state, [
      ...kept.effects,
      note('authorization', 'noted', 'What was asked for meanwhile is asked for now.'),
      ...step.effects,
    ]);
  }),
  // Nothing is begun any more.
  closing: row(['finishing'], withoutNext),
};
