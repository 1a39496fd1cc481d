import { closeSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';

interface Folder {
  readonly files: Readonly<Record<string, Folder | File>>;
}

interface File {
  readonly size: number;
}

const folderSchema: z.ZodType<Folder> = z.lazy(() =>
  z.object({ files: z.record(z.string(), z.union([folderSchema, z.object({ size: z.number() })])) }),
);

/**
 * The paths of the files in an asar archive.
 * Its head is a pickle: four sizes of four bytes, the last of which is that of the JSON that follows.
 */
export function listArchive(path: string): readonly string[] {
  const file = openSync(path, 'r');
  try {
    const sizes = Buffer.alloc(16);
    readSync(file, sizes, 0, 16, 0);
    const json = Buffer.alloc(sizes.readUInt32LE(12));
    readSync(file, json, 0, json.length, 16);
    return listFolder(folderSchema.parse(JSON.parse(json.toString())), '');
  } finally {
    closeSync(file);
  }
}

function listFolder(folder: Folder, prefix: string): readonly string[] {
  return Object.entries(folder.files).flatMap(([name, entry]) =>
    'files' in entry ? listFolder(entry, `${prefix}${name}/`) : [`${prefix}${name}`],
  );
}
