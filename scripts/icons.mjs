import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { icnsOf, icoOf } from './lib/icon-formats.mjs';
import { root } from './lib/paths.mjs';
import { Problem, runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';
import { run } from './lib/run.mjs';

const source = join(root, 'assets', 'icon.svg');
/** A drawing of its own for the smallest sizes, where there is one. */
const smallSource = join(root, 'assets', 'icon-small.svg');
const folder = join(root, 'assets', 'icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

/**
 * `npm run icons`: renders assets/icon.svg for the three systems. The result is committed, so nobody who builds
 * needs the renderer (rsvg-convert, Debian's librsvg2-bin).
 */
await runScript(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const images = await Promise.all(
    sizes.map(async (size) => {
      const file = join(folder, `${size}x${size}.png`);
      await render(size <= 24 && existsSync(smallSource) ? smallSource : source, size, file);
      return { size, png: readFileSync(file) };
    }),
  );
  writeFileSync(join(root, 'assets', 'icon.ico'), icoOf(images.filter(({ size }) => size <= 256)));
  writeFileSync(join(root, 'assets', 'icon.icns'), icnsOf(images));
  say(`Rendered ${images.length} sizes, icon.ico and icon.icns into assets.`);
});

/**
 * @param {string} svg
 * @param {number} size
 * @param {string} file
 */
async function render(svg, size, file) {
  const result = await run('rsvg-convert', [
    '--width',
    `${size}`,
    '--height',
    `${size}`,
    '--output',
    file,
    svg,
  ]);
  if (result.code === 0) return;
  throw new Problem(
    `assets/icon.svg could not be rendered.\n${result.stderr.trim()}`,
    'Install rsvg-convert (Debian: `apt-get install librsvg2-bin`), then run the same command again.',
  );
}
