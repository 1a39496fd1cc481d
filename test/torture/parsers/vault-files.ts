import { createHash } from 'node:crypto';
import { parseJsonObject } from '../../../src/core/oauth/json.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { FakeKeyring, folder, openVault } from '../../unit/core/vault/test-vault.ts';
import type { Random } from '../support/random.ts';
import { altered, damaged, textOf } from './hostile-json.ts';
import type { TryCase } from './parser-share.ts';

const ids = ['one', 'two', 'odd id/..'] as const;

interface Vaults {
  readonly keyring: FakeKeyring;
  /** Two saves of each record apart, in the order of time. */
  readonly times: readonly MemoryFiles[];
  /** The files of another vault, whose key this keyring does not give. */
  readonly foreign: MemoryFiles;
}

let made: Promise<Vaults> | null = null;

async function makeVaults(): Promise<Vaults> {
  const keyring = new FakeKeyring();
  const times: MemoryFiles[] = [];
  const { vault, files } = await openVault(new MemoryFiles(), keyring);
  for (const turn of [1, 2, 3]) {
    for (const id of ids) await vault.write('session', id, valueOf(id, turn));
    times.push(files.copy());
  }
  const other = await openVault(new MemoryFiles(), new FakeKeyring());
  for (const id of ids) await other.vault.write('session', id, { of: 'another vault' });
  return { keyring, times, foreign: other.files };
}

function valueOf(id: string, turn: number): object {
  return { id, turn, refreshToken: `refresh-canary-${id}-${String(turn)}` };
}

/**
 * A vault's files are damaged, swapped, put back, forged or taken out before a start. No value may come out that was not
 * saved under that name, nothing that was there may be gone, nobody may crash, and saving goes on.
 */
export const tryVaultFiles: TryCase = async (random, count) => {
  made ??= makeVaults();
  const vaults = await made;
  const files = last(vaults.times).copy();
  const how = Array.from({ length: 1 + random.below(3) }, () => tamper(files, vaults, random));
  const before = files.copy();
  const { vault, notes } = await openVault(files, vaults.keyring);
  count(vault.status.kind);
  for (const id of ids) {
    const read = await vault.read('session', id);
    if (read.ok && read.value !== null && !wasSaved(id, read.value))
      return `${how.join('; ')}: “${id}” came out as ${JSON.stringify(read.value)}`;
  }
  const lost = lostFrom(before, files, last(vaults.times));
  if (lost !== null) return `${how.join('; ')}: ${lost} is gone.`;
  if (JSON.stringify(notes).includes('canary'))
    return `${how.join('; ')}: a secret is in ${JSON.stringify(notes)}`;
  return writesAgain(files, vaults, how);
};

/** A sign-in after the damage is kept, unless nothing may be written. */
async function writesAgain(
  files: MemoryFiles,
  { keyring }: Vaults,
  how: readonly string[],
): Promise<string | null> {
  const { vault } = await openVault(files, keyring);
  const written = await vault.write('session', 'one', { turn: 'after' });
  if (!written.ok)
    return written.failure.code === 'vault-format-newer'
      ? null
      : `${how.join('; ')}: no save: ${written.failure.why}`;
  const again = await (await openVault(files.copy(), keyring)).vault.read('session', 'one');
  return again.ok && JSON.stringify(again.value) === '{"turn":"after"}'
    ? null
    : `${how.join('; ')}: what was saved afterwards did not come back.`;
}

function wasSaved(id: string, value: unknown): boolean {
  return [1, 2, 3].some((turn) => JSON.stringify(valueOf(id, turn)) === JSON.stringify(value));
}

/** The first file whose content is nowhere any more; temporary files are rubbish by their name. */
function lostFrom(before: MemoryFiles, after: MemoryFiles, genuine: MemoryFiles): string | null {
  const kept = new Set(Array.from(after.content.values(), (content) => digest(content)));
  for (const [path, content] of before.content) {
    // The mark holds nothing that the records do not; a new one is made of them. Nor does another copy of the same key.
    const rubbish = path.endsWith('.tmp') || path.includes('/vault.mark') || wrapsTheSame(content, genuine);
    if (!rubbish && !kept.has(digest(content))) return path;
  }
  return null;
}

/** Whether it is a key file that says it wraps the key of this vault. */
function wrapsTheSame(content: Uint8Array, genuine: MemoryFiles): boolean {
  return (
    checkOf(content) !== null &&
    checkOf(content) === checkOf(genuine.content.get(`${folder}/key-1/vault.key`))
  );
}

function checkOf(content: Uint8Array = new Uint8Array()): string | null {
  const text = Buffer.from(content).toString('latin1');
  return text.startsWith('LKEY-KEY') ? (/"check":"([^"]*)"/.exec(text)?.[1] ?? null) : null;
}

function tamper(files: MemoryFiles, { times, foreign }: Vaults, random: Random): string {
  const path = random.pick(files.paths(/\/key-1\//));
  const content = files.content.get(path) ?? new Uint8Array();
  const put = (bytes: Uint8Array, what: string): string => {
    files.content.set(path, Uint8Array.from(bytes));
    return `${what} (${path})`;
  };
  const of = (from: MemoryFiles): Uint8Array => from.content.get(path) ?? random.bytes(40);
  return random.pick<() => string>([
    () => put(damaged(content, random), 'damaged'),
    () => put(checksummed(damaged(content, random)), 'damaged, its checksum right'),
    () => put(content.subarray(0, random.below(content.length + 1)), 'cut off'),
    () => put(Buffer.concat([content, random.bytes(1 + random.below(50))]), 'longer'),
    () =>
      put(
        checksummed(Buffer.concat([content, random.bytes(1 + random.below(50))])),
        'longer, its checksum right',
      ),
    () => put(new Uint8Array(), 'emptied'),
    () => put(random.bytes(random.below(300)), 'replaced by noise'),
    () => put(of(random.pick(times)), 'put back'),
    () => put(of(foreign), 'of another vault'),
    () => put(files.content.get(random.pick(files.paths(/\/key-1\//))) ?? content, 'swapped'),
    () => put(checksummed(generation(content, random)), 'of another generation'),
    () => put(keyFile(content, random), 'a key file altered'),
    () => {
      files.content.delete(path);
      return `taken out (${path})`;
    },
    () => {
      files.content.set(`${path}.0123456789abcdef.tmp`, random.bytes(20));
      return `a temporary file beside ${path}`;
    },
    () => {
      const odd = `${folder}/${random.pick(['key-1/session.__proto__.record', 'key-1/session._zz.record', 'key-1/x', 'key-0/vault.key', 'key-999999999999/vault.key', 'key-2/session.one.record'])}`;
      files.content.set(odd, random.chance(0.5) ? content : random.bytes(60));
      return `added ${odd}`;
    },
  ])();
}

/** The file with a checksum that is right, as whoever knows the format writes it (docs/vault.md). */
function checksummed(bytes: Uint8Array): Buffer {
  const whole = Buffer.from(bytes);
  if (whole.length < 26) return whole;
  createHash('sha256')
    .update(whole.subarray(0, 10))
    .update(whole.subarray(26))
    .digest()
    .copy(whole, 10, 0, 16);
  return whole;
}

/** A record that says it is older or newer than it is. */
function generation(bytes: Uint8Array, random: Random): Buffer {
  const whole = Buffer.from(bytes);
  if (whole.length >= 34)
    whole.writeBigUInt64BE(random.pick([0n, 1n, 2n, 9n, 1_000_000n, 2n ** 63n, 2n ** 64n - 1n]), 26);
  return whole;
}

function keyFile(bytes: Uint8Array, random: Random): Buffer {
  const whole = Buffer.from(bytes);
  if (whole.toString('latin1', 0, 8) !== 'LKEY-KEY') return checksummed(damaged(whole, random));
  const body = parseJsonObject(whole.subarray(26));
  if (body === null) return checksummed(damaged(whole, random));
  return checksummed(Buffer.concat([whole.subarray(0, 26), Buffer.from(textOf(altered(body, random)))]));
}

function digest(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function last(times: readonly MemoryFiles[]): MemoryFiles {
  const files = times.at(-1);
  if (files === undefined) throw new Error('There is no vault.');
  return files;
}
