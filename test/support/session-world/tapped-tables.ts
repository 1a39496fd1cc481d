import type { MachineEvent } from '../../../src/core/oauth/session/events.ts';
import { tables } from '../../../src/core/oauth/session/machine.ts';
import type { MachineState } from '../../../src/core/oauth/session/state.ts';
import type { Context, Step } from '../../../src/core/oauth/session/table.ts';

type RegionState = MachineState[keyof MachineState];

/** Any row of any region, as it is when it is taken. */
export type Take = (state: RegionState, event: MachineEvent, context: Context) => Step<RegionState> | null;

interface TappedRow {
  take: Take;
}

/**
 * Puts something between the sessions and the tables that they run on: to see what is taken, or to make a table wrong on
 * purpose. Every row is given once, whichever states share it. Returns what undoes it.
 */
export function tap(wrap: (take: Take, region: keyof MachineState) => Take): () => void {
  const undo: (() => void)[] = [];
  for (const [region, row] of everyRow()) {
    const original = row.take;
    row.take = wrap(original, region);
    undo.push(() => {
      row.take = original;
    });
  }
  return () => undo.forEach((one) => one());
}

function everyRow(): readonly (readonly [keyof MachineState, TappedRow])[] {
  const found = new Map<TappedRow, keyof MachineState>();
  for (const [region, table] of Object.entries(tables)) {
    for (const rows of Object.values<object>(table)) {
      for (const row of Object.values<TappedRow>({ ...rows })) found.set(row, regionNamed(region));
    }
  }
  return Array.from(found, ([row, region]) => [region, row] as const);
}

function regionNamed(name: string): keyof MachineState {
  if (name === 'session' || name === 'attempt' || name === 'delivery') return name;
  throw new TypeError(`There is no region ${name}.`);
}
