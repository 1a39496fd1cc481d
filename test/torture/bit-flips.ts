import { lstatSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Torture, TortureResult } from './torture.ts';
import { damages, forgeries, replacements } from './vault/damage.ts';
import type { Damage } from './vault/damage.ts';
import { digests, withFolder } from './vault/disk.ts';
import { oddFiles } from './vault/odd-files.ts';
import type { OddFile } from './vault/odd-files.ts';
import { tortureCiphers } from './vault/place.ts';
import type { Place, TortureCipher } from './vault/place.ts';
import { layOut, makeReadable, start, vaultHistory } from './vault/small-vault.ts';
import type { Start, VaultFiles } from './vault/small-vault.ts';
import { inLines, Tally } from './vault/tally.ts';

const lines = 4;
/** Marks that are whole follow each other; these are never deleted. */
const needed = /\.record|vault\.key/;

/** `bit-flips`: every bit of a small vault, every length, swapped, older, forged and odd files: noticed, and nothing deleted. */
export const bitFlips: Torture = {
  name: 'bit-flips',
  about:
    'every bit of a small vault is flipped, every length cut to, files swapped, put back, forged and replaced',
  async run({ size }) {
    const tally = new Tally();
    for (const cipher of tortureCiphers)
      tally.join(await damageVault(cipher, { step: size === 'whole' ? 1 : 23 }));
    return tally.result();
  },
};

/** Starts with each change (each `step`-th bit and length) of the files of a small vault. */
export async function damageVault(
  cipher: TortureCipher,
  { step }: { readonly step: number },
): Promise<TortureResult> {
  const tally = new Tally();
  await withFolder(async (folder) => {
    const places: Place[] = [];
    for (let index = 0; index < lines; index += 1) {
      const place = { folder: join(folder, String(index)), cipher };
      await mkdir(place.folder, { mode: 0o700 });
      places.push(place);
    }
    const own = join(folder, 'history');
    await mkdir(own, { mode: 0o700 });
    const history = await vaultHistory(own, cipher);
    const files = history.at(-1) ?? new Map<string, Uint8Array>();
    const all = [damages(files, step), replacements(history), forgeries(files)];
    const left = all.flatMap((each) => [...each]);
    const next = left.values();
    await inLines(places, lines, async (place) => {
      for (const damage of next) await tryDamage(place, damage, tally);
    });
    for (const place of places.slice(0, 1)) await replaceByOddFiles(place, files, tally);
  });
  return tally.result();
}

async function tryDamage(place: Place, damage: Damage, tally: Tally): Promise<void> {
  await layOut(place, damage.files);
  const before = await digests(place.folder, damage.notes === null ? needed : /(?:)/);
  const found = await start(place);
  const problems = [...judge(found, damage), ...(await missing(place, before))];
  if (damage.notes !== null && found.notes.length !== damage.notes)
    problems.push(`told ${String(found.notes.length)} times`);
  tally.add(`${damage.name} (${place.cipher.name})`, problems);
}

/** Each file becomes something that is no file, or that nobody may read. */
async function replaceByOddFiles(place: Place, files: VaultFiles, tally: Tally): Promise<void> {
  const asRoot = process.getuid?.() === 0;
  for (const path of files.keys()) {
    // Root may read everything.
    for (const odd of oddFiles.filter(({ unread }) => unread === undefined || !asRoot)) {
      await layOut(place, files);
      const problems = await (odd.unread === true ? tryUnread : tryOddFile)(place, path, odd);
      tally.add(`${path} is ${odd.name} (${place.cipher.name})`, problems);
    }
  }
}

async function tryOddFile(place: Place, path: string, odd: OddFile): Promise<readonly string[]> {
  await odd.put(join(place.folder, path));
  const before = await digests(place.folder);
  const found = await start(place);
  const unread = 'record-unreadable';
  return [
    ...judge(found, { one: ['new', 'old', unread], two: ['two', unread] }),
    ...(await missing(place, before)),
  ];
}

/** It is an error of the disk, and once that is mended everything is there again. */
async function tryUnread(place: Place, path: string, odd: OddFile): Promise<readonly string[]> {
  const before = await digests(place.folder, needed);
  await odd.put(join(place.folder, path));
  const found = await start(place);
  const problems = judge(found, { one: ['new', 'disk-failed'], two: ['two', 'disk-failed'] });
  await makeReadable(place.folder);
  return [
    ...problems,
    ...(await missing(place, before)),
    ...judge(await start(place), { one: ['new'], two: ['two'] }),
  ];
}

/** Nothing that is wrong is used, and what is not the newest is told of, in words and with the file that is kept. */
function judge(found: Start, allowed: Pick<Damage, 'one' | 'two'>): readonly string[] {
  const problems: string[] = [];
  const { status, one, two, told } = found;
  if (status !== 'open' && status !== 'set-aside') problems.push(`the vault is ${status}`);
  if (!allowed.one.includes(one)) problems.push(`session one is ${String(one)}`);
  if (!allowed.two.includes(two)) problems.push(`session two is ${String(two)}`);
  if ((one !== 'new' || two !== 'two') && !(one === 'ancient' || told.length > 0 || allowed.one.length === 1))
    problems.push('nothing was told');
  for (const { why, details } of told) {
    const there = lstatSync(details?.file ?? '', { throwIfNoEntry: false }) !== undefined;
    if (!there && !why.includes('the file is gone')) problems.push(`told without its file: ${why}`);
  }
  return problems;
}

async function missing(place: Place, before: readonly string[]): Promise<readonly string[]> {
  const after = new Set(await digests(place.folder));
  return before.every((each) => after.has(each)) ? [] : ['something was deleted'];
}
