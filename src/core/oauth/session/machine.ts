import { attemptTable } from './attempt-table.ts';
import { deliveryTable } from './delivery-table.ts';
import type { Effect } from './effects.ts';
import type { MachineEvent } from './events.ts';
import { sessionTable } from './session-table.ts';
import type { MachineState } from './state.ts';
import { takeRow } from './table.ts';
import type { Context } from './table.ts';

/** What is known beside state and event; the state itself is added here. */
export type Surroundings = Omit<Context, 'whole'>;

/** Regions tell each other at most this much for one event; more is a bug of a table. */
const raisedAtMost = 16;

/**
 * The whole behaviour of a session, as a pure function: the same state, event and surroundings always give the same
 * next state and effects. Each region's table sees the event, then what the regions told each other.
 */
export function transition(
  before: MachineState,
  event: MachineEvent,
  surroundings: Surroundings,
): { readonly state: MachineState; readonly effects: readonly Effect[] } {
  let state = before;
  const effects: Effect[] = [];
  const queue: MachineEvent[] = [event];
  for (let told = 0; ; told += 1) {
    const next = queue.shift();
    if (next === undefined) return { state, effects };
    if (told > raisedAtMost)
      throw new TypeError(`The tables never stop telling each other about ${event.kind}.`);
    const context: Context = { ...surroundings, whole: state };
    const on = { kind: next.kind, event: next };
    const { session, attempt, delivery } = state;
    const steps = {
      session: takeRow(sessionTable, { kind: session.kind, state: session }, on, context),
      attempt: takeRow(attemptTable, { kind: attempt.kind, state: attempt }, on, context),
      delivery: takeRow(deliveryTable, { kind: delivery.kind, state: delivery }, on, context),
    };
    state = {
      session: steps.session?.state ?? session,
      attempt: steps.attempt?.state ?? attempt,
      delivery: steps.delivery?.state ?? delivery,
    };
    for (const step of [steps.session, steps.attempt, steps.delivery]) {
      effects.push(...(step?.effects ?? []));
      queue.push(...(step?.raised ?? []));
    }
  }
}

/** The tables, for the picture that is drawn from them. */
export const tables = { session: sessionTable, attempt: attemptTable, delivery: deliveryTable };
