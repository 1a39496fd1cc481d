import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { TortureResult } from '../torture.ts';
import { bundleChild } from './change-process.ts';
import { withFolder } from './disk.ts';

const run = promisify(execFile);

const printed = z.object({
  tried: z.number(),
  failed: z.number(),
  problems: z.array(z.string()).readonly(),
  facts: z.record(z.string(), z.number()),
});

/** Needs no privileges: a user namespace may mount what only it sees. */
const script =
  'mount -t tmpfs -o size=256k,nr_inodes=64,mode=700 none "$1" && disk=$1 node=$2 child=$3 && shift 3 && exec "$node" "$child" "$disk" "$@"';

/**
 * Changes on a real file system of its own, of 256 kB and 64 files, with any number of free blocks, or files, from none
 * to twice what the change needs. tmpfs counts whole pages of 4 kB. Without names all changes.
 */
export async function fillSmallDisk(
  what: 'blocks' | 'files',
  scenarios: readonly string[] = [],
): Promise<TortureResult> {
  return withFolder(async (folder) => {
    const child = join(folder, 'child.mjs');
    await bundleChild('small-disk-child.ts', child);
    const disk = join(folder, 'disk');
    await mkdir(disk);
    const own = ['sh', '-c', script, 'sh', disk, process.execPath, child];
    const { stdout } = await run('unshare', ['-Urm', ...own, what, ...scenarios]);
    return printed.parse(JSON.parse(stdout));
  });
}
