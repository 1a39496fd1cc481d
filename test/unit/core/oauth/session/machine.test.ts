import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MachineEvent, RefreshAnswer } from '../../../../../src/core/oauth/session/events.ts';
import { transition } from '../../../../../src/core/oauth/session/machine.ts';
import { initialState } from '../../../../../src/core/oauth/session/state.ts';
import type { MachineState } from '../../../../../src/core/oauth/session/state.ts';
import { regions } from '../../../../pages/sessions/tables.ts';
import { failure, moves, play, restored, surroundings } from './session-model.ts';

function run(events: readonly MachineEvent[], from: MachineState = initialState): MachineState {
  return events.reduce((state, event) => transition(state, event, surroundings).state, from);
}

describe('the tables', () => {
  test('the same state, event and surroundings give the same step, and nothing given is changed', () => {
    const state = run([restored]);
    const before = structuredClone(state);
    const event: MachineEvent = { kind: 'renewal-asked' };
    expect(transition(state, event, surroundings)).toEqual(transition(state, event, surroundings));
    expect(state).toEqual(before);
  });

  test('an event that does not concern a state leaves the very same state', () => {
    const state = run([restored]);
    const next = transition(
      state,
      { kind: 'saved', operation: 99, outcome: { kind: 'sealed' } },
      surroundings,
    );
    expect(next.state).toEqual(state);
    expect(next.effects).toEqual([]);
  });

  test('every row names states that its region has', () => {
    for (const { states, arrows } of regions) {
      for (const { to } of arrows) expect(states).toEqual(expect.arrayContaining([...to]));
    }
  });

  test('every state can be reached from the first one', () => {
    for (const { states, arrows } of regions) {
      const reached = new Set(states.slice(0, 1));
      for (const state of reached) {
        for (const { to } of arrows.filter(({ from }) => from === state))
          to.forEach((one) => reached.add(one));
      }
      expect([...reached].toSorted()).toEqual(states.toSorted());
    }
  });

  test('a late answer of an earlier renewal is dropped', () => {
    const asking = transition(
      run([restored, { kind: 'renewal-asked' }]),
      { kind: 'saved', operation: 1, outcome: { kind: 'sealed' } },
      surroundings,
    ).state;
    expect(asking.session.kind).toBe('renewal-asking');
    const answer: RefreshAnswer = { kind: 'ended', failure };
    const late = transition(asking, { kind: 'refresh-answered', operation: 7, answer }, surroundings);
    expect(late.state.session).toBe(asking.session);
  });
});

test('R21- R49- F1- F3- F10-: whatever happens in whatever order, the promises of a session hold', () => {
  const played: MachineState[] = [];
  const holds = property(array(constantFrom(...moves), { maxLength: 60 }), (sequence) => {
    played.push(play(sequence));
  });
  assert(holds, { numRuns: 3000 });
  // The sequences reach far into the tables, or they would prove little.
  expect(new Set(played.map(({ session }) => session.kind)).size).toBeGreaterThan(8);
});
