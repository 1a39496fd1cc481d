import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * A Vitest reporter that writes what the closing table needs: counts, what failed and why, and each skip with its reason.
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
      if (module.errors().length > 0)
        report.failed.push({ name: module.relativeModuleId, why: whyOf(module.errors()) });
      for (const test of module.children.allTests()) addTest(report, module.relativeModuleId, test);
    }
    for (const error of unhandledErrors) {
      report.failed.push({ name: 'outside any test', why: whyOf([error]) });
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
  else report.failed.push({ name, why: whyOf(result.errors ?? []) });
}

/** More lines of a message than these are a page of HTML or a log, and the run has printed them. */
const mostLines = 20;

/**
 * @param {readonly unknown[]} errors as they crossed from a worker: no longer instances of `Error`
 * @returns {string} what they say, and where in the tests; without colours
 */
function whyOf(errors) {
  const lines = errors.flatMap((error) => linesOf(error));
  return lines.slice(0, mostLines).join('\n');
}

/**
 * @param {unknown} error
 * @returns {readonly string[]}
 */
function linesOf(error) {
  if (typeof error !== 'object' || error === null) return [String(error)];
  const message = 'message' in error ? stripVTControlCharacters(String(error.message)) : 'no message';
  const from = 'VITEST_TEST_NAME' in error ? [`met while this ran: ${String(error.VITEST_TEST_NAME)}`] : [];
  return [...message.split('\n').filter((line) => line.trim() !== ''), ...placesOf(error), ...from];
}

/**
 * @param {object} error
 * @returns {readonly string[]} the lines of test files that led there, innermost first
 */
function placesOf(error) {
  if (!('stacks' in error) || !Array.isArray(error.stacks)) return [];
  /** @type {readonly { file: string, line: number }[]} */
  const stacks = error.stacks;
  return stacks
    .filter(({ file }) => file.includes('/test/'))
    .map(({ file, line }) => `at ${file.slice(file.indexOf('/test/') + 1)}:${line}`);
}
