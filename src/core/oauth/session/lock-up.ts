import type { SessionActor } from './actor.ts';
import type { MachineState } from './state.ts';

/** Nothing is under way whose loss would cost a sign-in. */
export function isAtRest({ session, attempt, delivery }: MachineState): boolean {
  return (
    attempt.kind !== 'finishing' &&
    attempt.kind !== 'device-asking' &&
    delivery.kind !== 'keeping' &&
    ![
      'sign-in-saving',
      'renewal-journalling',
      'renewal-asking',
      'renewal-checking',
      'renewal-saving',
    ].includes(session.kind)
  );
}

/** Cancels sign-ins, and waits until no renewal runs and no provider is being told of a sign-out; or the app quits. */
export async function comeToRest(
  actors: () => readonly SessionActor[],
  closed: () => boolean,
): Promise<void> {
  for (;;) {
    const busy = actors().filter(({ state }) => !mayBeLocked(state));
    // One that is closed waits for nothing any more, whatever it was doing.
    if (busy.length === 0 || closed()) return;
    // oxlint-disable-next-line eslint/no-await-in-loop -- each turn waits for what the one before left running
    await Promise.all(
      busy.map(async (actor) => {
        if (actor.state.attempt.kind !== 'none') void actor.send({ kind: 'sign-in-cancelled' });
        await actor.until(mayBeLocked);
      }),
    );
  }
}

/** Nothing is under way that would be sealed later, or that tokens in memory are needed for. */
function mayBeLocked(state: MachineState): boolean {
  return isAtRest(state) && state.attempt.kind === 'none' && state.delivery.kind !== 'sending';
}
