import { parseArgs } from 'node:util';
import { buildBundles, bundleNames } from './lib/bundles.mjs';
import { Problem, runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';

/**
 * `npm run build [-- --only main,preload]`: bundles the app into out/app, as far as it changed.
 */
await runScript(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const wanted = values.only?.split(',') ?? bundleNames;
  const names = bundleNames.filter((name) => wanted.includes(name));
  if (names.length !== wanted.length) {
    throw new Problem(
      `--only takes names out of ${bundleNames.join(', ')}, not “${values.only ?? ''}”.`,
      'Correct the list and run the command again.',
    );
  }
  const built = await buildBundles(names);
  say(built.length === 0 ? 'Nothing changed since the last build.' : `Built ${built.join(', ')}.`);
});
