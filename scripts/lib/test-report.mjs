import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * What a run of Vitest leaves, written by scripts/vitest/summary-reporter.mjs.
 * @typedef {object} TestReport
 * @property {number} passed
 * @property {{ name: string, why: string }[]} failed
 * @property {{ name: string, reason: string }[]} skipped
 */

export const reportFolder = 'out/test';

/**
 * @param {string} name of the run
 * @returns {TestReport | null} null: the run ended before it could report
 */
export function readReport(name) {
  try {
    /** @type {TestReport} */
    const report = JSON.parse(readFileSync(join(root, reportFolder, `${name}.json`), 'utf8'));
    return report;
  } catch {
    return null;
  }
}

/**
 * @param {readonly TestReport[]} reports
 * @returns {TestReport}
 */
export function sumReports(reports) {
  return {
    passed: reports.reduce((sum, report) => sum + report.passed, 0),
    failed: reports.flatMap((report) => report.failed),
    skipped: reports.flatMap((report) => report.skipped),
  };
}

/**
 * @param {TestReport} report
 * @returns {string} the last line of `npm test`
 */
export function sumLine(report) {
  return `${report.passed} passed, ${report.failed.length} failed, ${report.skipped.length} skipped`;
}
