import { randomInt } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Torture, TortureResult } from './torture.ts';
import { bundleChild } from './vault/change-process.ts';
import { withFolder } from './vault/disk.ts';
import { tortureCiphers } from './vault/place.ts';
import { saveUntilKilled, type Moment, type Told } from './vault/saver.ts';
import { inLines, Tally } from './vault/tally.ts';

/** Profiles that are killed side by side. */
const lines = 2;
/** Milliseconds: a start, and some ten requests. */
const longestStart = 150;
const longestRun = 400;

/** `history-kills`: a run that sends and removes is killed at random moments; each next start looks at what is there. */
export const historyKills: Torture = {
  name: 'history-kills',
  about:
    'a run that does nothing but remember requests is killed at random moments; the next start finds each, once, and none that was removed',
  run: ({ size }) => killHistories(size === 'whole' ? 300 : 40),
};

/** Kills so often, under each cipher alike. `not written` counts the kills that came while a request was being written. */
export async function killHistories(times: number): Promise<TortureResult> {
  const tally = new Tally();
  await withFolder(async (folder) => {
    const script = join(folder, 'recorder.mjs');
    await bundleChild('recorder-child.ts', script, 'history');
    await inLines(
      Array.from({ length: lines }, (_, index) => index),
      lines,
      async (index) => {
        const profile = join(folder, String(index));
        await mkdir(profile, { mode: 0o700 });
        const cipher = tortureCiphers[index % tortureCiphers.length]?.name ?? '';
        await killAgainAndAgain([script, profile, cipher], times / lines, tally);
      },
    );
  });
  return tally.result();
}

type Run = readonly [script: string, profile: string, cipher: string];

/** Until so many kills were judged, each by the start that came after it. */
async function killAgainAndAgain([script, ...args]: Run, times: number, tally: Tally): Promise<void> {
  let acknowledged = 0;
  let begun = 0;
  for (let judged = -1; judged < times;) {
    const moment = judged === times - 1 ? atOnce : randomMoment();
    const told = await saveUntilKilled(script, args, moment);
    if (told.found === null && told.complaint === null) {
      tally.count('killed while starting');
      continue;
    }
    const problems = judge(told, acknowledged, begun);
    const last = told.found?.values['history'] ?? 0;
    if (begun > last) tally.count('not written');
    if (judged >= 0 || problems.length > 0) tally.add(`kill ${String(judged)} (${args[1]})`, problems);
    judged += 1;
    acknowledged = told.saved['history'] ?? last;
    begun = told.rotated['history'] ?? last;
    tally.count('acknowledged', acknowledged - last);
  }
}

/** Everything that was acknowledged is there, and at most the one that was being written besides. */
function judge({ found, complaint }: Told, acknowledged: number, begun: number): readonly string[] {
  const problems = complaint === null ? [] : [complaint];
  if (found === null) return problems;
  const last = found.values['history'] ?? 0;
  const wrong = last < acknowledged || last > begun;
  const progress = `${String(acknowledged)} of ${String(begun)}`;
  if (wrong) problems.push(`${progress} were acknowledged, ${String(last)} are there`);
  return [...problems, ...found.problems];
}

const atOnce: Moment = { after: 'found', milliseconds: 0 };

/** One in five while it starts, the others while it writes. */
function randomMoment(): Moment {
  return randomInt(5) === 0
    ? { after: 'start', milliseconds: randomInt(longestStart) }
    : { after: 'found', milliseconds: randomInt(longestRun) };
}
