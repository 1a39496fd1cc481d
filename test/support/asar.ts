import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

interface Folder {
  readonly files: Readonly<Record<string, Folder | File>>;
}

interface File {
  readonly size: number;
  readonly offset?: string | undefined;
}

const folderSchema: z.ZodType<Folder> = z.lazy(() =>
  z.object({
    files: z.record(
      z.string(),
      z.union([folderSchema, z.object({ size: z.number(), offset: z.string().optional() })]),
    ),
  }),
);

/** The paths of the files in an asar archive. */
export function listArchive(path: string): readonly string[] {
  return reading(path, (file) => listFolder(readHead(file).folder, ''));
}

/** One file of an archive. @throws when it is not in it. */
export function readArchived(path: string, name: string): Buffer {
  return reading(path, (file) => {
    const { folder, end } = readHead(file);
    let entry: Folder | File | undefined = folder;
    for (const part of name.split('/')) {
      entry = entry !== undefined && 'files' in entry ? entry.files[part] : undefined;
    }
    if (entry === undefined || 'files' in entry || entry.offset === undefined) {
      throw new Error(`There is no ${name} in ${path}.`);
    }
    const content = Buffer.alloc(entry.size);
    readSync(file, content, 0, content.length, end + Number(entry.offset));
    return content;
  });
}

/** Writes an archive of a few small files, all at its top. */
export function writeArchive(path: string, files: Readonly<Record<string, string>>): void {
  let offset = 0;
  const entries = Object.entries(files).map(([name, text]): [string, File] => {
    const entry = { size: Buffer.byteLength(text), offset: String(offset) };
    offset += entry.size;
    return [name, entry];
  });
  const json = Buffer.from(JSON.stringify({ files: Object.fromEntries(entries) }));
  const padded = Buffer.alloc(Math.ceil(json.length / 4) * 4);
  json.copy(padded);
  const sizes = Buffer.alloc(headSize);
  [4, padded.length + 8, padded.length + 4, json.length].forEach((size, index) => {
    sizes.writeUInt32LE(size, index * 4);
  });
  writeFileSync(path, Buffer.concat([sizes, padded, Buffer.from(Object.values(files).join(''))]));
}

/** An archive's head is a pickle: four sizes of four bytes, the last of which is that of the JSON that follows. */
const headSize = 16;

function readHead(file: number): { readonly folder: Folder; readonly end: number } {
  const sizes = Buffer.alloc(headSize);
  readSync(file, sizes, 0, headSize, 0);
  const json = Buffer.alloc(sizes.readUInt32LE(12));
  readSync(file, json, 0, json.length, headSize);
  return { folder: folderSchema.parse(JSON.parse(json.toString())), end: 8 + sizes.readUInt32LE(4) };
}

function reading<T>(path: string, read: (file: number) => T): T {
  const file = openSync(path, 'r');
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}

function listFolder(folder: Folder, prefix: string): readonly string[] {
  return Object.entries(folder.files).flatMap(([name, entry]) =>
    'files' in entry ? listFolder(entry, `${prefix}${name}/`) : [`${prefix}${name}`],
  );
}
