import { printTable, runChecks, total } from './lib/checks.mjs';
import { runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';
import { setUp } from './lib/set-up.mjs';
import { sumLine } from './lib/test-report.mjs';

/** `npm run check`: everything that needs no package. The network adapter is tested in a real Electron, so that is set up too. */
await runScript(async () => {
  await setUp({ purpose: 'tests', official: false });
  const outcomes = await runChecks();
  printTable(outcomes);
  say(sumLine(total(outcomes)));
  return outcomes.every(({ ok }) => ok) ? 0 : 1;
});
