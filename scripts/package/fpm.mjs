#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { readArguments, controlFile } from '../lib/fpm-arguments.mjs';

/**
 * As much of fpm as electron-builder asks for when it makes a .deb, on top of dpkg-deb: for places where fpm itself
 * cannot be downloaded. Release builds use the real one. Named to electron-builder by CUSTOM_FPM_PATH.
 */
const request = readArguments(process.argv.slice(2));
// Beside the folder of packages, which other runs may read: dpkg-deb fails when a file is touched while it works.
const stage = mkdtempSync(join(dirname(dirname(request.package)), 'deb-'));
// The folder becomes the root of the file system, which everybody may enter.
chmodSync(stage, 0o755);
try {
  for (const { from, to } of request.contents) place(from, join(stage, to));
  const control = join(stage, 'DEBIAN');
  mkdirSync(control);
  const kilobytes = Math.ceil(sizeOf(stage) / 1024);
  writeFileSync(join(control, 'control'), controlFile(request, kilobytes));
  script(request.afterInstall, join(control, 'postinst'));
  script(request.afterRemove, join(control, 'postrm'));
  // Fast rather than small: such a package is tested and thrown away.
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zzstd', '-z1', '--build', stage, request.package], {
    stdio: 'inherit',
  });
} finally {
  rmSync(stage, { recursive: true, force: true });
}

/**
 * @param {string} from a file, or a folder with a slash at its end: then its contents
 * @param {string} to
 */
function place(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  if (from.endsWith('/')) {
    execFileSync('cp', ['-a', '--reflink=auto', from, to]);
    chmodSync(to, 0o755);
  } else {
    copyFileSync(from, to);
    chmodSync(to, 0o644);
  }
}

/**
 * @param {string | null} from
 * @param {string} to
 */
function script(from, to) {
  if (from === null) return;
  copyFileSync(from, to);
  chmodSync(to, 0o755);
}

/**
 * @param {string} path
 * @returns {number} bytes
 */
function sizeOf(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
