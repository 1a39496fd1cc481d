import { join } from 'node:path';
import { root } from './paths.mjs';
import { say } from './progress.mjs';
import { runSessionProgram } from './session-program.mjs';

/**
 * Walks through the app without a screen: the real app, a real browser, a real keyring.
 * Leaves out/tour with screenshots and reports.
 * @returns {Promise<number>} the exit code, 0 only when every step is ok
 */
export async function runTour() {
  const code = await runSessionProgram({ name: 'tour', entry: 'test/tour/index.ts', keyring: 'unlocked' });
  say(`The tour's report is in ${join(root, 'out', 'tour', 'report.md')}`);
  return code;
}
