import type { RecordKind } from './vault.ts';

export interface RecordName {
  readonly kind: RecordKind;
  readonly id: string;
}

const kinds: readonly RecordKind[] = [
  'session',
  'transaction',
  'sign-out',
  'client-secret',
  'variables',
  'proxy',
  'history',
  'cookies',
  'probe',
];
const plainId = /^[a-z0-9][a-z0-9-]{0,63}$/;
const longestIdBytes = 80;

/**
 * The file of a record. Ids of lower-case letters, digits and hyphens stand as they are; every other one is written in
 * hexadecimal after `_`, so that no id leaves the folder and none differs from another by case alone.
 * @throws {RangeError} for an id above 80 bytes, which is a bug of the caller.
 */
export function recordFile(name: RecordName): string {
  const bytes = Buffer.from(name.id, 'utf8');
  if (bytes.length > longestIdBytes)
    throw new RangeError(`A record's id has ${String(bytes.length)} bytes, not 80.`);
  return `${name.kind}.${plainId.test(name.id) ? name.id : `_${bytes.toString('hex')}`}.record`;
}

/** The record whose file, previous generation or kept copy this is. Null when it is none of them. */
export function parseRecordFile(file: string): RecordName | null {
  const match = /^([a-z-]+)\.(_?)([a-z0-9-]*)\.record($|\.previous($|\.set-aside-)|\.set-aside-)/.exec(file);
  const kind = kinds.find((known) => known === match?.[1]);
  const text = match?.[3];
  if (kind === undefined || text === undefined) return null;
  const id = match?.[2] === '_' ? Buffer.from(text, 'hex').toString('utf8') : text;
  const name = { kind, id };
  // Only names that we would write ourselves: nothing else belongs to a record.
  return Buffer.byteLength(id) <= longestIdBytes && file.startsWith(recordFile(name)) ? name : null;
}

/** One text for a name, for maps. */
export function recordKey(name: RecordName): string {
  return `${name.kind}\n${name.id}`;
}

/** The records that a folder's files belong to, each once. */
export function recordNames(files: readonly string[]): readonly RecordName[] {
  const records = new Map<string, RecordName>();
  for (const file of files) {
    const name = parseRecordFile(file);
    if (name !== null) records.set(recordKey(name), name);
  }
  return [...records.values()];
}
