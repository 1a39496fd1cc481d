import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * `node examples/embedding/build.mjs FOLDER`: bundles the example into a folder, from which `electron FOLDER/main.cjs` starts it.
 * A sandboxed preload takes CommonJS only.
 */
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = process.argv[2] ?? join(here, '../../out/programs/embedding');
/** @type {import('esbuild').BuildOptions} */
const common = { bundle: true, absWorkingDir: here, external: ['electron'], logLevel: 'warning' };
const program = { ...common, platform: /** @type {const} */ ('node'), format: /** @type {const} */ ('cjs') };
await build({ ...program, entryPoints: ['main.ts'], outfile: join(folder, 'main.cjs'), target: 'node18' });
await build({ ...program, entryPoints: ['preload.ts'], outfile: join(folder, 'preload.cjs') });
await build({
  ...common,
  entryPoints: ['page/page.ts'],
  outfile: join(folder, 'page/page.js'),
  format: 'esm',
});
await mkdir(join(folder, 'page'), { recursive: true });
await copyFile(join(here, 'page/index.html'), join(folder, 'page/index.html'));
