import { printTable, runChecks, total } from './lib/checks.mjs';
import { requireNode } from './lib/node-version.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';
import { sumLine } from './lib/test-report.mjs';

/** `npm run check`: everything that needs neither a window nor a package. */
await runScript(async () => {
  requireNode();
  await ensurePackages();
  const outcomes = await runChecks();
  printTable(outcomes);
  say(sumLine(total(outcomes)));
  return outcomes.every(({ ok }) => ok) ? 0 : 1;
});
