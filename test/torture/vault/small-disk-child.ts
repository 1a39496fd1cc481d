import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyFolder, withFolder } from './disk.ts';
import type { Place } from './place.ts';
import type { Scenario } from './scenario.ts';
import { allCases, findCipher, findScenario } from './scenarios.ts';
import type { Case } from './scenarios.ts';
import { Tally } from './tally.ts';

/*
 * Runs where it may mount, with a small disk of its own: fills it so that fewer and fewer blocks, or files, are free,
 * makes a change, and looks at what a start finds then, and once there is room again. Prints a result as JSON.
 */

interface Disk {
  readonly folder: string;
  /** What is used up: `blocks` of 4 kB, or `files`. */
  readonly what: 'blocks' | 'files';
}

/** At least so far from nothing, in blocks or files. */
const leastSweep = 6;

const [folder = '', what = '', ...scenarios] = process.argv.slice(2);
const disk: Disk = { folder, what: what === 'files' ? 'files' : 'blocks' };
const tally = new Tally();
for (const each of allCases()) {
  if (scenarios.length === 0 || scenarios.includes(each.scenario))
    await withFolder((base) => sweep(each, base, disk, tally));
}
process.stdout.write(JSON.stringify(tally.result()));

/** From no room at all to twice what the change needs. */
async function sweep(each: Case, base: string, small: Disk, results: Tally): Promise<void> {
  const scenario = findScenario(each.scenario);
  const cipher = findCipher(each.cipher);
  const files = join(base, 'prepared');
  await mkdir(files, { mode: 0o700 });
  const kept = await scenario.prepare({ folder: files, cipher });
  let needed: number | null = null;
  for (let free = 0; free <= Math.max(leastSweep, 2 * (needed ?? free)); free += 1) {
    const place = { folder: join(small.folder, 'profile'), cipher };
    await copyFolder(files, place.folder);
    const now = { folder: join(base, 'now'), cipher };
    const { problems, told } = await tryWith(free, { scenario, place, now, kept }, small);
    if (!told) needed ??= free;
    results.count(told ? 'told' : 'survived');
    results.add(`${each.scenario} (${each.cipher}), ${String(free)} ${small.what} free`, problems);
    await rm(place.folder, { recursive: true });
    await rm(now.folder, { recursive: true });
  }
}

interface Try {
  readonly scenario: Scenario;
  readonly place: Place;
  /** Where a copy of what is on the full disk is judged. */
  readonly now: Place;
  readonly kept: readonly string[];
}

async function tryWith(
  free: number,
  { scenario, place, now, kept }: Try,
  small: Disk,
): Promise<{ readonly problems: readonly string[]; readonly told: boolean }> {
  const change = await scenario.begin(place);
  const makeRoom = await fill(small, free);
  const problems: string[] = [];
  const failure = await change.make();
  if (failure !== null) {
    if (failure.code !== 'disk-full') problems.push(`told ${failure.code}: ${failure.why}`);
    problems.push(...(await change.remembered()));
  }
  await copyFolder(place.folder, now.folder);
  problems.push(...(await scenario.judge(now, failure === null ? 'new' : 'either', kept)).problems);
  await makeRoom();
  const again = await change.again();
  if (again !== null) problems.push(`not made when there was room: ${again.code}, ${again.why}`);
  const later = await scenario.judge(place, 'new', kept);
  problems.push(...later.problems.map((each) => `made again, ${each}`));
  return { problems, told: failure !== null };
}

/** Leaves so much room; returns what gives the rest back. */
async function fill(small: Disk, free: number): Promise<() => Promise<void>> {
  const filler = join(small.folder, 'filler');
  await mkdir(filler);
  const { bavail, bsize, ffree } = await statfs(small.folder);
  if (small.what === 'blocks') {
    await writeFile(join(filler, 'blocks'), Buffer.alloc(Math.max(0, bavail - free) * bsize));
  } else {
    for (let file = 0; file < ffree - free; file += 1) await writeFile(join(filler, String(file)), '');
  }
  return () => rm(filler, { recursive: true });
}
