import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertNever } from '../../src/shared/result.ts';
import { median } from './statistics.ts';

/** One line of out/bench/report.json. */
export interface Entry {
  readonly name: string;
  readonly unit: string;
  /** The median over the runs. */
  readonly value: number;
  /** The same of the bare program in the same run; null where the goal is a number of its own. */
  readonly baseline: number | null;
  /** `value / baseline`; null without a baseline. */
  readonly ratio: number | null;
  readonly runs: number;
}

type Goal =
  | { readonly kind: 'ratio-at-most'; readonly limit: number }
  | { readonly kind: 'ratio-at-least'; readonly limit: number }
  | { readonly kind: 'value-at-most'; readonly limit: number }
  /** For whoever reads the others: it is none of ours. */
  | { readonly kind: 'none' };

/** What is measured, in the order of the table, and what it should be. */
const goals: Readonly<Record<string, Goal>> = {
  'start-paint': { kind: 'ratio-at-most', limit: 1.1 },
  start: { kind: 'ratio-at-most', limit: 1.3 },
  memory: { kind: 'ratio-at-most', limit: 1.2 },
  'restored-request': { kind: 'value-at-most', limit: 30 },
  'request-floor-p50': { kind: 'none' },
  'request-p50': { kind: 'ratio-at-most', limit: 1.15 },
  'request-floor-p99': { kind: 'none' },
  'request-p99': { kind: 'ratio-at-most', limit: 1.5 },
  'throughput-floor-64': { kind: 'none' },
  'throughput-64': { kind: 'ratio-at-least', limit: 0.7 },
  'download-speed': { kind: 'ratio-at-least', limit: 0.8 },
  'download-memory': { kind: 'value-at-most', limit: 40 },
  'json-first-row': { kind: 'value-at-most', limit: 1000 },
  'json-scroll': { kind: 'value-at-most', limit: 50 },
  'body-typing': { kind: 'value-at-most', limit: 50 },
  'expiry-burst': { kind: 'value-at-most', limit: 50 },
  callback: { kind: 'value-at-most', limit: 150 },
  doctor: { kind: 'value-at-most', limit: 3000 },
  'renderer-gzip': { kind: 'value-at-most', limit: 220 },
  'vault-open': { kind: 'value-at-most', limit: 50 },
  'vault-read': { kind: 'ratio-at-most', limit: 2.5 },
  'vault-write': { kind: 'value-at-most', limit: 5 },
  'history-search': { kind: 'value-at-most', limit: 100 },
  'saved-search': { kind: 'value-at-most', limit: 100 },
  recognition: { kind: 'value-at-most', limit: 5 },
  asar: { kind: 'value-at-most', limit: 5 },
};

export const measurementNames = Object.keys(goals);

/** Of one measurement with a baseline, from the values of each run. */
export function compared(
  name: string,
  unit: string,
  app: readonly number[],
  baseline: readonly number[],
): Entry {
  const value = median(app);
  const bare = median(baseline);
  return {
    name,
    unit,
    value: rounded(value),
    baseline: rounded(bare),
    ratio: rounded(value / bare),
    runs: app.length,
  };
}

/** Of one that is held against a number. */
export function absolute(name: string, unit: string, values: readonly number[]): Entry {
  return { name, unit, value: rounded(median(values)), baseline: null, ratio: null, runs: values.length };
}

/** Of one that nothing may exceed: the highest of all, beside the same of what costs nothing. */
export function worst(
  name: string,
  unit: string,
  {
    app,
    baseline,
    runs,
  }: { readonly app: readonly number[]; readonly baseline: readonly number[]; readonly runs: number },
): Entry {
  const value = Math.max(...app);
  const bare = Math.max(...baseline);
  return {
    name,
    unit,
    value: rounded(value),
    baseline: rounded(bare),
    ratio: rounded(value / bare),
    runs,
  };
}

export function writeReport(folder: string, entries: readonly Entry[]): void {
  const sorted = entries.toSorted(
    (a, b) => measurementNames.indexOf(a.name) - measurementNames.indexOf(b.name),
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(sorted, null, 2)}\n`);
  console.log(`\n${table(sorted)}\n`);
}

function table(entries: readonly Entry[]): string {
  const rows = entries.map((entry) => [
    entry.name,
    `${String(entry.value)} ${entry.unit}`,
    entry.baseline === null ? '' : `${String(entry.baseline)} ${entry.unit}`,
    entry.ratio === null ? '' : `${entry.ratio.toFixed(2)}x`,
    ...judgement(entry),
    String(entry.runs),
  ]);
  const all = [['name', 'Latchkey', 'bare', 'ratio', 'goal', '', 'runs'], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function judgement(entry: Entry): [goal: string, verdict: string] {
  const goal = goals[entry.name];
  if (goal === undefined) return ['', ''];
  switch (goal.kind) {
    case 'none':
      return ['none', ''];
    case 'ratio-at-most':
      return [`≤ ${String(goal.limit)}x`, verdict((entry.ratio ?? Number.NaN) / goal.limit)];
    case 'ratio-at-least':
      return [`≥ ${String(goal.limit)}x`, verdict(goal.limit / (entry.ratio ?? Number.NaN))];
    case 'value-at-most':
      return [`≤ ${String(goal.limit)} ${entry.unit}`, verdict(entry.value / goal.limit)];
    default:
      return assertNever(goal);
  }
}

function verdict(share: number): string {
  if (share <= 1) return 'met';
  return share <= 4 / 3 ? 'missed' : 'missed by more than a third';
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
