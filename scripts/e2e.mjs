import { parseArgs } from 'node:util';
import { buildBundles, bundleNames } from './lib/bundles.mjs';
import { vitestArguments } from './lib/checks.mjs';
import { runInDesktopSession } from './lib/desktop-session.mjs';
import { bundleInterop } from './lib/interop.mjs';
import { ensureKeycloak } from './lib/keycloak.mjs';
import { collect, ensureOrdinaryUser } from './lib/ordinary-user.mjs';
import { runScript } from './lib/problem.mjs';
import { setUp } from './lib/set-up.mjs';

/**
 * `npm run e2e -- test/e2e/callbacks`: some of the end-to-end tests, on the app as it is built here; with `--installed`
 * on the installed package.
 */
await runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { installed: { type: 'boolean' } },
    allowPositionals: true,
  });
  await setUp({ purpose: 'tests', official: false });
  await ensureKeycloak();
  await buildBundles(bundleNames);
  await bundleInterop();
  const user = await ensureOrdinaryUser();
  const code = await runInDesktopSession(user.node, [...vitestArguments('e2e'), ...positionals], {
    user,
    env: { LATCHKEY_E2E_TARGET: values.installed === true ? 'installed' : 'unpackaged' },
  });
  collect(user, 'out/e2e');
  return code;
});
