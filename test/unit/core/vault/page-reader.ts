import { createDecipheriv, createHash, hkdfSync, scryptSync } from 'node:crypto';
import * as z from 'zod';

/* A reader written from docs/vault.md alone. It uses nothing of src: when it fails, the page or the format is wrong. */

export interface ReadRecord {
  readonly file: string;
  readonly kind: string;
  readonly id: string;
  readonly generation: number;
  readonly value: unknown;
}

export interface ReadMark {
  readonly counter: number;
  readonly records: readonly (readonly [file: string, generation: number, previous: number | null])[];
  readonly removed: readonly (readonly [file: string, generation: number])[];
  readonly floor: number;
}

export interface ReadFolder {
  readonly number: number;
  /** Null where only a passphrase wraps the key. */
  readonly backend: string | null;
  readonly records: readonly ReadRecord[];
  readonly mark: ReadMark | null;
  readonly previousMark: ReadMark | null;
  readonly setAside: readonly { readonly of: string; readonly found: string }[];
  readonly leftovers: readonly string[];
}

/** What opens the data key: the keyring that wrapped it, or what a person typed. */
export type Opener =
  | { readonly unwrap: (backend: string, blob: Uint8Array) => Promise<Uint8Array> }
  | { readonly typed: string };

const base64 = z.base64();
const keyringSchema = z.strictObject({ backend: z.string(), blob: base64 });
const passphraseSchema = z.strictObject({
  kdf: z.literal('scrypt'),
  cost: z.number(),
  blockSize: z.number(),
  parallelization: z.number(),
  salt: base64,
  nonce: base64,
  sealed: base64,
});
const facts = { check: z.base64url(), createdAt: z.number() };
const firstKeySchema = z.strictObject({ ...keyringSchema.shape, ...facts });
const keySchema = z.strictObject({
  keyring: keyringSchema.nullable(),
  passphrase: passphraseSchema.nullable(),
  givenUpAt: z.number().nullable(),
  ...facts,
});
const markSchema = z.object({
  counter: z.number(),
  records: z.array(z.tuple([z.string(), z.number(), z.number().nullable()])),
  removed: z.array(z.tuple([z.string(), z.number()])).optional(),
  floor: z.number().optional(),
});

/** Everything in a vault, the folder that was begun last first. `files` by their path in the folder `vault`. */
export async function readVault(
  files: ReadonlyMap<string, Uint8Array>,
  opener: Opener,
): Promise<readonly ReadFolder[]> {
  const numbers = new Set(Array.from(files.keys(), (path) => Number(/^key-(\d+)\//.exec(path)?.[1])));
  const folders: ReadFolder[] = [];
  for (const number of [...numbers].toSorted((one, other) => other - one)) {
    const prefix = `key-${String(number)}/`;
    const own = new Map<string, Uint8Array>();
    for (const [path, content] of files)
      if (path.startsWith(prefix)) own.set(path.slice(prefix.length), content);
    folders.push(await readFolder(number, own, opener));
  }
  return folders;
}

async function readFolder(
  number: number,
  files: ReadonlyMap<string, Uint8Array>,
  opener: Opener,
): Promise<ReadFolder> {
  const { key, backend } = await readKey(files, opener);
  const records: ReadRecord[] = [];
  const setAside: { of: string; found: string }[] = [];
  const leftovers: string[] = [];
  for (const [file, content] of files) {
    const aside = /^(.+)\.set-aside-(\d{8}T\d{6}Z)-[0-9a-f]{8}$/.exec(file);
    const record = /^(session|transaction|sign-out)\.(_?)([a-z0-9-]*)\.record(?:\.previous)?$/.exec(file);
    if (aside !== null) setAside.push({ of: aside[1] ?? '', found: aside[2] ?? '' });
    else if (/\.[0-9a-f]{16}\.tmp$/.test(file)) leftovers.push(file);
    else if (record !== null) {
      const [, kind = '', coded, text = ''] = record;
      const id = coded === '_' ? Buffer.from(text, 'hex').toString('utf8') : text;
      records.push({ file, kind, id, ...open(key, kind, id, content) });
    } else if (!/^vault\.(?:key|mark)(?:\.previous)?$/.test(file))
      throw new Error(`The page knows no ${file}.`);
  }
  const mark = readMark(key, files.get('vault.mark'));
  const previousMark = readMark(key, files.get('vault.mark.previous'));
  return { number, backend, records, mark, previousMark, setAside, leftovers };
}

async function readKey(
  files: ReadonlyMap<string, Uint8Array>,
  opener: Opener,
): Promise<{ key: Uint8Array; backend: string | null }> {
  const both = [files.get('vault.key'), files.get('vault.key.previous')].map((file) =>
    openEnvelope(file ?? new Uint8Array(), 'LKEY-KEY', 2),
  );
  const [first, second] = both;
  if (first === undefined || second?.body.equals(first.body) !== true)
    throw new Error('The two key files differ.');
  const json: unknown = JSON.parse(first.body.toString('utf8'));
  const { keyring, passphrase, check } = first.format === 1 ? asSecond(json) : keySchema.parse(json);
  let key: Uint8Array;
  if ('typed' in opener) {
    if (passphrase === null) throw new Error('No passphrase wraps this key.');
    key = unwrapTyped(passphrase, opener.typed);
  } else {
    if (keyring === null) throw new Error('No keyring wraps this key.');
    key = await opener.unwrap(keyring.backend, Buffer.from(keyring.blob, 'base64'));
  }
  const actual = Buffer.from(hkdfSync('sha256', key, '', 'latchkey-vault key check', 16));
  if (actual.toString('base64url') !== check) throw new Error('What came back is another key.');
  return { key, backend: keyring?.backend ?? null };
}

function asSecond(json: unknown): Pick<z.output<typeof keySchema>, 'keyring' | 'passphrase' | 'check'> {
  const { backend, blob, check } = firstKeySchema.parse(json);
  return { keyring: { backend, blob }, passphrase: null, check };
}

function unwrapTyped(wrap: z.output<typeof passphraseSchema>, typed: string): Uint8Array {
  const { cost, blockSize, parallelization, salt } = wrap;
  const prepared = typed.replaceAll(/\p{Zs}/gu, ' ').normalize('NFC');
  const key = scryptSync(prepared, Buffer.from(salt, 'base64'), 32, {
    N: cost,
    r: blockSize,
    p: parallelization,
    maxmem: 2 ** 31,
  });
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(wrap.nonce, 'base64'), {
    authTagLength: 16,
  });
  const lines = ['latchkey-vault', 'passphrase', 'scrypt', cost, blockSize, parallelization, salt];
  decipher.setAAD(Buffer.from(lines.join('\n')));
  const sealed = Buffer.from(wrap.sealed, 'base64');
  decipher.setAuthTag(sealed.subarray(32));
  return Buffer.concat([decipher.update(sealed.subarray(0, 32)), decipher.final()]);
}

function readMark(key: Uint8Array, file: Uint8Array | undefined): ReadMark | null {
  if (file === undefined) return null;
  const { generation, value } = open(key, 'mark', '', file);
  const mark = markSchema.parse(value);
  if (generation !== Math.max(mark.counter, 1)) throw new Error('The generation of a mark is its counter.');
  return { ...mark, removed: mark.removed ?? [], floor: mark.floor ?? mark.counter };
}

function openEnvelope(file: Uint8Array, magic: string, newest: number): { format: number; body: Buffer } {
  const bytes = Buffer.from(file);
  if (bytes.toString('latin1', 0, 8) !== magic) throw new Error(`This is no ${magic}.`);
  const format = bytes.readUInt16BE(8);
  if (format < 1 || format > newest) throw new Error('This is another format.');
  const covered = Buffer.concat([bytes.subarray(0, 10), bytes.subarray(26)]);
  const checksum = createHash('sha256').update(covered).digest().subarray(0, 16);
  if (!bytes.subarray(10, 26).equals(checksum)) throw new Error('The checksum is wrong.');
  return { format, body: bytes.subarray(26) };
}

function open(
  key: Uint8Array,
  kind: string,
  id: string,
  file: Uint8Array,
): { generation: number; value: unknown } {
  const { body } = openEnvelope(file, 'LKEY-REC', 1);
  const generation = Number(body.readBigUInt64BE(0));
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(8, 20), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(['latchkey-vault', '1', kind, String(generation), id].join('\n')));
  decipher.setAuthTag(body.subarray(body.length - 16));
  const text = Buffer.concat([decipher.update(body.subarray(20, body.length - 16)), decipher.final()]);
  return { generation, value: JSON.parse(text.toString('utf8')) };
}
