import { createHash } from 'node:crypto';
import { keyFile, markFile, oneFile, twoFile } from './small-vault.ts';
import type { VaultFiles } from './small-vault.ts';

/** One way in which files were changed, and what a start may make of it. */
export interface Damage {
  readonly name: string;
  readonly files: VaultFiles;
  /** Values that session one may have; a failure's code where it may be unreadable. */
  readonly one: readonly unknown[];
  readonly two: readonly unknown[];
  /** How often a start tells of it; null where that is not laid down. */
  readonly notes: number | null;
}

const previous = '.previous';
const unreadable = 'record-unreadable';

/** Each file with what is expected when its content is no good. Where a file is only a second copy, the first is gone too. */
const targets: readonly (Omit<Damage, 'name' | 'files'> & {
  readonly path: string;
  readonly gone?: string;
})[] = [
  { path: oneFile, one: ['old'], two: ['two'], notes: 1 },
  { path: oneFile + previous, one: ['new'], two: ['two'], notes: 0 },
  { path: oneFile + previous, gone: oneFile, one: [unreadable], two: ['two'], notes: 0 },
  { path: twoFile, one: ['new'], two: [unreadable], notes: 0 },
  { path: markFile, one: ['new'], two: ['two'], notes: 1 },
  { path: markFile + previous, one: ['new'], two: ['two'], notes: 0 },
  { path: markFile + previous, gone: markFile, one: ['new'], two: ['two'], notes: 1 },
  { path: keyFile, one: ['new'], two: ['two'], notes: 0 },
  { path: keyFile + previous, one: ['new'], two: ['two'], notes: 0 },
  { path: keyFile + previous, gone: keyFile, one: [unreadable], two: [unreadable], notes: 0 },
];

/** Every bit flipped, every length cut to (each `step`-th of them), and a byte too many. */
export function* damages(files: VaultFiles, step: number): Generator<Damage> {
  for (const { path, gone, ...expected } of targets) {
    const whole = files.get(path) ?? new Uint8Array();
    const rest = new Map([...files].filter(([other]) => other !== gone));
    const damage = (what: string, content: Uint8Array): Damage => ({
      ...expected,
      name: `${path}${gone === undefined ? '' : `, without ${gone}`}, ${what}`,
      files: new Map(rest).set(path, content),
    });
    for (let bit = 0; bit < whole.length * 8; bit += step)
      yield damage(`bit ${String(bit)}`, flip(whole, bit));
    for (let length = 0; length < whole.length; length += step)
      yield damage(`cut to ${String(length)} bytes`, whole.subarray(0, length));
    yield damage('a byte too long', Buffer.concat([whole, Buffer.alloc(1)]));
  }
}

/** Contents in the place of other ones: any two swapped, and older ones put back. */
export function* replacements(history: readonly VaultFiles[]): Generator<Damage> {
  const files = history.at(-1) ?? new Map<string, Uint8Array>();
  const paths = [...files.keys()];
  const one = ['new', 'old', unreadable];
  const two = ['two', unreadable];
  for (const [index, first] of paths.entries()) {
    for (const second of paths.slice(index + 1)) {
      const swapped = new Map(files);
      swapped.set(first, files.get(second) ?? new Uint8Array());
      swapped.set(second, files.get(first) ?? new Uint8Array());
      yield { name: `${first} and ${second} swapped`, files: swapped, one, two, notes: null };
    }
  }
  for (const [age, older] of history.slice(0, 2).entries()) {
    const record = older.get(oneFile) ?? new Uint8Array();
    const mark = older.get(markFile) ?? new Uint8Array();
    const alone = new Map(files).set(oneFile, record);
    yield { name: `record ${String(age + 1)} put back`, files: alone, one: ['old'], two: ['two'], notes: 1 };
    const twice = new Map(alone).set(oneFile + previous, older.get(oneFile) ?? new Uint8Array());
    // The second one is the generation that was kept.
    const kept = age === 1 ? ['old'] : [unreadable];
    yield {
      name: `record ${String(age + 1)} put back twice`,
      files: twice,
      one: kept,
      two: ['two'],
      notes: null,
    };
    // Nothing newer contradicts the two: SECURITY.md says so.
    const both = new Map(alone).set(markFile, mark);
    const found = [age === 0 ? 'ancient' : 'old'];
    yield {
      name: `record ${String(age + 1)} put back with its mark`,
      files: both,
      one: found,
      two,
      notes: null,
    };
  }
  const removed = new Map(files);
  removed.delete(oneFile);
  yield { name: 'a record gone', files: removed, one: ['old'], two: ['two'], notes: 1 };
}

/** Key files that the public fallback password would open, in one place and in both. */
export function* forgeries(files: VaultFiles): Generator<Damage> {
  const forged = forgedKey();
  const first = new Map(files).set(keyFile, forged);
  yield { name: 'a forged v10 key', files: first, one: ['new'], two: ['two'], notes: 0 };
  const both = new Map(first).set(keyFile + previous, forged);
  yield { name: 'a forged v10 key, twice', files: both, one: [unreadable], two: [unreadable], notes: 0 };
}

/** Made from docs/vault.md, with a right checksum. */
function forgedKey(): Uint8Array {
  const blob = Buffer.concat([Buffer.from('v10'), Buffer.alloc(32, 7)]).toString('base64');
  const content = { backend: 'gnome_libsecret', blob, check: 'AAAAAAAAAAAAAAAAAAAAAA', createdAt: 0 };
  const head = Buffer.from('LKEY-KEY\0\u0001', 'latin1');
  const body = Buffer.from(JSON.stringify(content));
  const checksum = createHash('sha256').update(head).update(body).digest().subarray(0, 16);
  return Buffer.concat([head, checksum, body]);
}

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const index = bit >> 3;
  copy[index] = (copy[index] ?? 0) ^ (1 << (bit & 7));
  return copy;
}
