import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MachineEvent, RefreshAnswer } from '../../../../../src/core/oauth/session/events.ts';
import { tables, transition } from '../../../../../src/core/oauth/session/machine.ts';
import { initialState } from '../../../../../src/core/oauth/session/state.ts';
import type { MachineState } from '../../../../../src/core/oauth/session/state.ts';
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
    const regions: readonly Record<string, Record<string, { readonly to: readonly string[] }>>[] = [
      tables.session,
      tables.attempt,
      tables.delivery,
    ];
    for (const table of regions) {
      const states = Object.keys(table);
      for (const rows of Object.values(table)) {
        for (const row of Object.values(rows)) expect(states).toEqual(expect.arrayContaining([...row.to]));
      }
    }
  });

  test('every state can be reached from the first one', () => {
    for (const [region, first] of [
      ['session', 'unknown'],
      ['attempt', 'none'],
      ['delivery', 'none'],
    ] as const) {
      const table: Record<string, Record<string, { readonly to: readonly string[] }>> = tables[region];
      const reached = new Set<string>([first]);
      for (const state of reached) {
        for (const row of Object.values(table[state] ?? {})) for (const to of row.to) reached.add(to);
      }
      expect([...reached].toSorted()).toEqual(Object.keys(table).toSorted());
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
