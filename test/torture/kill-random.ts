import { randomInt } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Torture, TortureResult } from './torture.ts';
import { bundleChild } from './vault/change-process.ts';
import { withFolder } from './vault/disk.ts';
import { tortureCiphers } from './vault/place.ts';
import { saveUntilKilled } from './vault/saver.ts';
import type { Found, Moment, Told } from './vault/saver.ts';
import { inLines, Tally } from './vault/tally.ts';

/** Profiles that are killed side by side. */
const lines = 4;
/** Milliseconds: a start, and some twenty saves. */
const longestStart = 120;
const longestRun = 60;
const atOnce: Moment = { after: 'found', milliseconds: 0 };

/** `kill-random`: a run that does nothing but save is killed at random moments; each next start is the check of the one before. */
export const killRandom: Torture = {
  name: 'kill-random',
  about:
    'a save-heavy run is killed at random moments; the next start finds everything that was acknowledged, whole',
  run: ({ size }) => killAtRandomMoments(size === 'whole' ? 2000 : 100),
};

/**
 * Kills so often, under each cipher alike. `rotation lost` counts the saves of which the answer was in memory and not yet
 * acknowledged as being on disk, and that the next start does not find (F1): the one loss that nobody can avoid.
 */
export async function killAtRandomMoments(times: number): Promise<TortureResult> {
  const tally = new Tally();
  await withFolder(async (folder) => {
    const script = join(folder, 'saver.mjs');
    await bundleChild('saver-child.ts', script);
    const profiles = Array.from({ length: lines }, (_, index) => index);
    await inLines(profiles, lines, async (index) => {
      const profile = join(folder, String(index));
      await mkdir(profile, { mode: 0o700 });
      const cipher = tortureCiphers[index % tortureCiphers.length]?.name ?? '';
      await killAgainAndAgain({ script, profile, cipher, index }, times / lines, tally);
    });
  });
  return tally.result();
}

interface Run {
  readonly script: string;
  readonly profile: string;
  readonly cipher: string;
  readonly index: number;
}

/** How far one record has come. */
interface Progress {
  /** The last step that was acknowledged as being on disk. */
  readonly saved: number;
  /** The step for which the server has rotated; the same, when nothing is under way. */
  readonly rotated: number;
  /** The highest step ever. */
  readonly highest: number;
}

const begin: Progress = { saved: 0, rotated: 0, highest: 0 };

/** Until so many kills were judged, each by the start that came after it. */
async function killAgainAndAgain(run: Run, times: number, tally: Tally): Promise<void> {
  const all = new Map<string, Progress>();
  for (let judged = -1; judged < times;) {
    const moment = judged === times - 1 ? atOnce : randomMoment();
    const steps = Object.fromEntries(Array.from(all, ([name, { highest }]) => [name, highest]));
    const told = await saveUntilKilled(run.script, [run.profile, run.cipher, JSON.stringify(steps)], moment);
    if (told.found === null && told.complaint === null) {
      // Nobody has looked yet at what the kill before left.
      tally.count('killed while starting');
      continue;
    }
    const problems = told.complaint === null ? [] : [told.complaint];
    if (told.found !== null) problems.push(...judge(told.found, all, tally));
    if (judged >= 0 || problems.length > 0)
      tally.add(`kill ${String(judged)} of profile ${String(run.index)} (${run.cipher})`, problems);
    judged += 1;
    follow(told, all, tally);
  }
}

/** Each record is as it was acknowledged, or newer. Afterwards `all` is what is on disk. */
function judge(found: Found, all: Map<string, Progress>, tally: Tally): readonly string[] {
  const problems = [...found.problems];
  for (const [name, value] of Object.entries(found.values)) {
    const progress = all.get(name) ?? begin;
    if (value !== expectedStep(name, progress.rotated) && value !== expectedStep(name, progress.saved))
      problems.push(`${name} is ${String(value)}, and was ${JSON.stringify(progress)}`);
    const lost = value !== expectedStep(name, progress.rotated);
    if (lost) tally.count('rotation lost');
    const saved = lost ? progress.saved : progress.rotated;
    all.set(name, { ...progress, saved, rotated: saved });
  }
  return problems;
}

/** What the record is after a step: a sign-in attempt is gone after every second one. */
export function expectedStep(name: string, step: number): number | null {
  return step === 0 || (name.startsWith('transaction') && step % 2 === 0) ? null : step;
}

function follow({ rotated, saved }: Told, all: Map<string, Progress>, tally: Tally): void {
  for (const [name, step] of Object.entries(rotated)) {
    const before = all.get(name) ?? begin;
    tally.count('saves', step - before.highest);
    all.set(name, { saved: saved[name] ?? before.saved, rotated: step, highest: step });
  }
}

/** One in five while it starts, the others while it saves. */
function randomMoment(): Moment {
  return randomInt(5) === 0
    ? { after: 'start', milliseconds: randomInt(longestStart) }
    : { after: 'found', milliseconds: randomInt(longestRun) };
}
