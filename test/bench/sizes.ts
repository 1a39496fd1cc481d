import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../../scripts/lib/paths.mjs';
import { absolute, type Entry } from './report.ts';

/**
 * `renderer-gzip`: script and style of the first screen, each file compressed by itself, in kB. What the page reads in idle
 * time is not part of it.
 * @param loaded addresses of what the page asked for until it was interactive
 * @throws where there is no script among them: then nobody looked
 */
export function measureRenderer(loaded: readonly string[]): Entry {
  const files = new Set(
    loaded.map((address) => new URL(address).pathname).filter((path) => /\.(?:js|css)$/.test(path)),
  );
  if (![...files].some((file) => file.endsWith('.js')))
    throw new Error('No script of the first screen was seen.');
  let bytes = 0;
  for (const file of files) {
    bytes += gzipSync(readFileSync(join(root, 'out/app/renderer', file)), { level: 9 }).byteLength;
  }
  return absolute('renderer-gzip', 'kB', [bytes / 1000]);
}

/** `asar`: what a package holds of ours, in MB: the archive where one was packaged, else the files that go into it. */
export function measureAsar(): Entry {
  const packaged = join(root, 'out/package/linux-unpacked/resources/app.asar');
  const bytes = existsSync(packaged) ? statSync(packaged).size : folderSize(join(root, 'out/app'));
  return absolute('asar', 'MB', [bytes / 1_000_000]);
}

function folderSize(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
