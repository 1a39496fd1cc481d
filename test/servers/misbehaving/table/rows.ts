import type { IdTokenMaker } from '../../levers.ts';
import type { Behaviour, Lie, Outcome, Step } from '../behaviour.ts';
import { idToken } from '../lies.ts';

/** A behaviour of one step, without what is the same for all of them. */
export type Row = readonly [id: string, does: string, source: string, lie: Lie, expected: Outcome];

/** The rows of one step, their names beginning with what tells them from those of others. */
export function rowsOf(step: Step, prefix: string, rows: readonly Row[]): readonly Behaviour[] {
  return rows.map(([id, does, source, lie, expected]) => ({
    id: `${prefix}${id}`,
    step,
    does,
    source,
    lie,
    expected,
  }));
}

/** A row whose lie is the ID token itself. */
export type MadeRow = readonly [
  id: string,
  does: string,
  source: string,
  make: IdTokenMaker,
  expected: Outcome,
];

export function madeRows(rows: readonly MadeRow[]): readonly Behaviour[] {
  return rows.map(([id, does, source, make, expected]) => ({
    id,
    step: 'id-token',
    does,
    source,
    lie: idToken(make),
    expected,
  }));
}

/** A module of the OpenID Foundation's suite for relying parties. */
export function oidf(module: string): string {
  return module === '' ? 'OIDF oidcc-client-test' : `OIDF oidcc-client-test-${module}`;
}

/** A module of its suite for FAPI 2.0 clients. */
export function fapi(module: string): string {
  return `FAPI 2.0 client-test-${module}`;
}

/** What real servers do against the rules, and what is tolerated. */
export const deviation = 'a known deviation';
