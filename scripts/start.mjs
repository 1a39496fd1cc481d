import { parseArgs } from 'node:util';
import { buildBundles, bundleNames } from './lib/bundles.mjs';
import { requireNode } from './lib/node-version.mjs';
import { runScript } from './lib/problem.mjs';
import { setUp } from './lib/set-up.mjs';
import { runTour } from './lib/tour.mjs';
import { hasDisplay, openWindow } from './lib/window.mjs';

/**
 * `npm start [-- --tour] [-- --official]`: from a clean clone to the window, or, where there is no display, to the
 * tour. What an earlier run finished is kept.
 */
await runScript(async () => {
  requireNode();
  const { values } = parseArgs({ options: { tour: { type: 'boolean' }, official: { type: 'boolean' } } });
  const tour = values.tour === true || !hasDisplay();
  const runtime = await setUp({ purpose: tour ? 'tour' : 'window', official: values.official === true });
  await buildBundles(bundleNames);
  if (tour) return runTour();
  await openWindow(runtime);
  return 0;
});
