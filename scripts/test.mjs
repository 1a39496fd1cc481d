import { parseArgs } from 'node:util';
import { buildBundles, bundleNames } from './lib/bundles.mjs';
import { printTable, runCheck, runChecks, total, vitest } from './lib/checks.mjs';
import { runInstalledEndToEnd, runUnpackagedEndToEnd } from './lib/end-to-end.mjs';
import { withInstalledPackage } from './lib/installed-package.mjs';
import { bundleInterop } from './lib/interop.mjs';
import { ensureKeycloak } from './lib/keycloak.mjs';
import { requireNode } from './lib/node-version.mjs';
import { buildPackage } from './lib/package.mjs';
import { explain, runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';
import { setUp } from './lib/set-up.mjs';
import { sumLine } from './lib/test-report.mjs';

/** @typedef {import('./lib/checks.mjs').Outcome} Outcome */

/**
 * `npm test`: all of it, from a clean clone. Set-up, checks, then the app end to end, once unpackaged and once
 * installed from its package. The last line is the sum of all tests.
 */
await runScript(async () => {
  requireNode();
  const { values } = parseArgs({ options: { official: { type: 'boolean' } } });
  /** @type {Outcome[]} */
  const outcomes = [];
  await attempt(outcomes, 'set-up', async () => {
    const runtime = await setUp({ purpose: 'tests', official: values.official === true });
    await ensureKeycloak();
    outcomes.push(...(await runChecks()));
    await buildBundles(bundleNames);
    await bundleInterop();
    outcomes.push(...(await runUnpackagedEndToEnd()));
    await attempt(outcomes, 'package', async () => {
      const deb = await buildPackage(runtime);
      await withInstalledPackage(deb, async () => {
        outcomes.push(await runCheck(vitest('package')), ...(await runInstalledEndToEnd()));
      });
    });
  });
  printTable(outcomes);
  say(sumLine(total(outcomes)));
  return outcomes.every(({ ok }) => ok) ? 0 : 1;
});

/**
 * A part that cannot even start is told at once and counts as one failure; the sum still comes last.
 * @param {Outcome[]} outcomes
 * @param {string} name
 * @param {() => Promise<void>} part
 */
async function attempt(outcomes, name, part) {
  const started = Date.now();
  try {
    await part();
  } catch (error) {
    say(explain(error));
    outcomes.push({ name, ok: false, milliseconds: Date.now() - started, report: null });
  }
}
