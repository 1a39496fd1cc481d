import { parseArgs } from 'node:util';
import { requireNode } from './lib/node-version.mjs';
import { buildPackage, buildRelease } from './lib/package.mjs';
import { runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';
import { setUp } from './lib/set-up.mjs';

/**
 * `npm run package`: the unpacked folder and the .deb, offline. With `--release`, all packages of this system, on
 * the pinned Electron.
 */
await runScript(async () => {
  requireNode();
  const { values } = parseArgs({ options: { release: { type: 'boolean' }, official: { type: 'boolean' } } });
  const release = values.release === true;
  const runtime = await setUp({ purpose: 'nothing', official: release || values.official === true });
  if (release) return buildRelease(runtime).then(() => 0);
  const result = await buildPackage(runtime);
  say(`Built ${result}`);
  if (result.endsWith('.deb')) say(`Install it with: sudo apt-get install ${result}`);
  return 0;
});
