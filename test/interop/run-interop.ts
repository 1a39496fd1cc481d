import { Desktop } from '../e2e/harness/desktop.ts';
import { Interop } from './interop.ts';
import type { InteropInput } from './interop.ts';
import { InteropReport } from './report.ts';

/** Runs all steps against a server and writes the report into the folder. True when all that it supports worked. */
export async function runInterop(input: InteropInput, folder: string): Promise<boolean> {
  const report = new InteropReport(folder, input);
  // What drives the browser can fail beside any step. It is told, and each step still sees for itself whether it worked.
  const tell = (error: Error): void => {
    report.say(`Beside the steps: ${error.message}`);
  };
  process.on('uncaughtException', tell);
  try {
    return await runSteps(input, report);
  } finally {
    process.off('uncaughtException', tell);
  }
}

async function runSteps(input: InteropInput, report: InteropReport): Promise<boolean> {
  const desktop = await Desktop.start();
  try {
    const run = new Interop(desktop, input, (line) => {
      report.say(line);
    });
    await report.step('server', () => run.server());
    await report.step('connection', () => run.connection());
    await report.step('sign-in', () => run.signIn());
    await report.step('user-info', () => run.userInfo());
    await report.step('renewal', () => run.renewal());
    await report.step('restart', () => run.restart());
    await report.step('sign-out', () => run.signOut());
    await report.step('sign-out-in-browser', () => run.signOutInBrowser());
    return report.finish();
  } finally {
    await desktop.close();
  }
}
