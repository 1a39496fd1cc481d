import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildBundles } from './lib/bundles.mjs';
import { root } from './lib/paths.mjs';
import { bundleProgram } from './lib/program-bundle.mjs';
import { runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';

/** `npm run pictures [-- name…]`: takes the pictures of the documents anew, into docs/images. Needs Chromium, and no window. */
await runScript(async () => {
  await buildBundles(['renderer']);
  const bundle = await bundleProgram('pictures', 'test/pictures/index.ts');
  /** @type {{ takePictures(names: readonly string[]): Promise<readonly (readonly [string, number])[]> }} */
  const program = await import(pathToFileURL(join(root, bundle)).href);
  for (const [file, bytes] of await program.takePictures(process.argv.slice(2))) {
    say(`Wrote docs/images/${file}: ${(bytes / 1000).toFixed(1)} kB.`);
  }
  return 0;
});
