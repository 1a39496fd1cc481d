import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A Vitest reporter that writes what the closing table needs: counts, what failed, and each skip with its reason.
 * A test file that cannot even be loaded counts as failed. The file to write is named by LATCHKEY_TEST_REPORT.
 * Implements Vitest's `Reporter`.
 */
// oxlint-disable-next-line import/no-default-export -- Vitest loads a reporter by its default export.
export default class SummaryReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env['LATCHKEY_TEST_REPORT'];
    if (file === undefined) return;
    /** @type {import('../lib/test-report.mjs').TestReport} */
    const report = { passed: 0, failed: [], skipped: [] };
    for (const module of modules) {
      if (module.errors().length > 0) report.failed.push(module.relativeModuleId);
      for (const test of module.children.allTests()) addTest(report, module.relativeModuleId, test);
    }
    for (const error of unhandledErrors) {
      report.failed.push(`outside any test: ${messageOf(error)}`);
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  }
}

/**
 * @param {import('../lib/test-report.mjs').TestReport} report
 * @param {string} moduleId
 * @param {import('vitest/node').TestCase} test
 */
function addTest(report, moduleId, test) {
  const result = test.result();
  const name = `${moduleId} › ${test.fullName}`;
  if (result.state === 'passed') report.passed += 1;
  else if (result.state === 'skipped')
    report.skipped.push({ name, reason: result.note ?? 'no reason given' });
  else report.failed.push(name);
}

/**
 * @param {unknown} error as it crossed from a worker: no longer an `Error`
 * @returns {string}
 */
function messageOf(error) {
  if (typeof error !== 'object' || error === null) return String(error);
  const message = 'message' in error ? String(error.message) : 'no message';
  return 'VITEST_TEST_NAME' in error ? `${message} (${String(error.VITEST_TEST_NAME)})` : message;
}
