import { randomInt } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expectedStep } from './kill-random.ts';
import type { Torture, TortureResult } from './torture.ts';
import { bundleChild } from './vault/change-process.ts';
import { withFolder } from './vault/disk.ts';
import { tortureCiphers } from './vault/place.ts';
import { saveUntilKilled } from './vault/saver.ts';
import type { Moment, Told } from './vault/saver.ts';
import { inLines, Tally } from './vault/tally.ts';

/** Vaults that are fought over side by side. */
const lines = 2;
/** Milliseconds: a start, and some twenty saves. */
const longestStart = 120;
const longestRun = 150;
const owners = ['-left', '-right'] as const;

/** `two-owners`: two processes save into one vault, from its first start on, and both are killed; nothing of either is lost. */
export const twoOwners: Torture = {
  name: 'two-owners',
  about:
    'two processes that both believe the vault is theirs save at once and are killed; nothing of either is lost',
  run: ({ size }) => fightOver(size === 'whole' ? 300 : 20),
};

/** So many vaults, each new: the first start of both is a part of the fight. */
export async function fightOver(times: number): Promise<TortureResult> {
  const tally = new Tally();
  await withFolder(async (folder) => {
    const script = join(folder, 'saver.mjs');
    await bundleChild('saver-child.ts', script);
    const rounds = Array.from({ length: times }, (_, index) => index);
    await inLines(rounds, lines, async (round) => {
      const profile = join(folder, String(round));
      await mkdir(profile, { mode: 0o700 });
      const cipher = tortureCiphers[round % tortureCiphers.length]?.name ?? '';
      tally.add(`vault ${String(round)} (${cipher})`, await fight(script, profile, cipher, tally));
    });
  });
  return tally.result();
}

async function fight(
  script: string,
  profile: string,
  cipher: string,
  tally: Tally,
): Promise<readonly string[]> {
  const [left, right] = owners;
  const save = (moment: Moment, ...names: readonly string[]): Promise<Told> =>
    saveUntilKilled(script, [profile, cipher, '{}', ...names], moment);
  const told = await Promise.all([save(randomMoment(), left), save(randomMoment(), right)]);
  const next = await save({ after: 'found', milliseconds: 0 }, 'nobody', left, right);
  const problems = [...told, next].flatMap(({ complaint }) => (complaint === null ? [] : [complaint]));
  problems.push(...(next.found?.problems ?? ['the next start told nothing']));
  problems.push(...told.flatMap(({ found }) => found?.problems ?? []));
  for (const { saved, rotated } of told) {
    for (const [name, last] of Object.entries(rotated)) {
      const value = next.found?.values[name];
      const allowed = [last, saved[name] ?? 0].map((step) => expectedStep(name, step));
      tally.count('saves', saved[name] ?? 0);
      if (value === undefined || !allowed.includes(value))
        problems.push(`${name} is ${String(value)}, and was saved as ${String(saved[name] ?? 0)}`);
    }
  }
  return problems;
}

/** One in five while it starts, the others while they save. */
function randomMoment(): Moment {
  return randomInt(5) === 0
    ? { after: 'start', milliseconds: randomInt(longestStart) }
    : { after: 'found', milliseconds: randomInt(longestRun) };
}
