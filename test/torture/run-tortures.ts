import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Torture, TortureOptions, TortureResult } from './torture.ts';

/** One line of out/torture/report.json. */
interface Entry extends TortureResult {
  readonly name: string;
  readonly seed: number;
  readonly seconds: number;
}

/** How many problems of one torture are printed. */
const problemsShown = 20;

/**
 * Runs them one after the other, prints the figures and leaves report.json in `folder`, rewritten after each, so that an
 * interrupted run keeps what it found. A torture that throws counts as one failure. True when everything held.
 */
export async function runTortures(
  tortures: readonly Torture[],
  { size, seed, folder }: Omit<TortureOptions, 'say'> & { readonly folder: string },
): Promise<boolean> {
  const entries: Entry[] = [];
  mkdirSync(folder, { recursive: true });
  console.log(`The seed is ${String(seed)}; the same is tried again with --seed ${String(seed)}.`);
  for (const torture of tortures) {
    console.log(`… ${torture.name}: ${torture.about}`);
    const started = performance.now();
    // oxlint-disable-next-line eslint/no-await-in-loop -- each has the machine to itself
    const result = await run(torture, { size, seed, say }).catch((error: unknown) => broken(error));
    const entry = {
      name: torture.name,
      ...result,
      seed,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    };
    entries.push(entry);
    console.log(summary(entry));
    for (const problem of result.problems.slice(0, problemsShown)) console.log(`    ${problem}`);
    writeFileSync(join(folder, 'report.json'), `${JSON.stringify(entries, null, 2)}\n`);
  }
  console.log(`\n${entries.map((entry) => summary(entry)).join('\n')}\n`);
  return entries.every(({ failed, tried }) => failed === 0 && tried > 0);
}

/** Also what is thrown before there is a promise. */
async function run(torture: Torture, options: TortureOptions): Promise<TortureResult> {
  return torture.run(options);
}

function say(text: string): void {
  console.log(`  ${text}`);
}

function summary({ name, tried, failed, facts = {}, seconds }: Entry): string {
  const more = Object.entries(facts).map(([fact, value]) => `, ${fact} ${String(value)}`);
  return `${failed === 0 && tried > 0 ? '✓' : '✗'} ${name}: ${String(tried)} tried, ${String(failed)} failed${more.join('')} (${seconds.toFixed(1)} s)`;
}

function broken(error: unknown): TortureResult {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { tried: 0, failed: 1, problems: [why] };
}
