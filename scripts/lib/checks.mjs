import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { say, seconds } from './progress.mjs';
import { run } from './run.mjs';
import { readReport, reportFolder, sumReports } from './test-report.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {readonly string[]} command arguments for Node: a script, then its own
 * @property {boolean} [tests] leaves a test report under its name
 */

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {boolean} ok
 * @property {number} milliseconds
 * @property {import('./test-report.mjs').TestReport | null} report null: no tests, or they ended without a report
 */

/**
 * Two lanes, one for each core of a small machine: what reads the source beside what runs it.
 * @type {readonly (readonly Check[])[]}
 */
const lanes = [
  [
    { name: 'format', command: ['node_modules/prettier/bin/prettier.cjs', '--cache', '--check', '.'] },
    { name: 'types', command: ['node_modules/typescript/bin/tsc', '-b'] },
    { name: 'lint', command: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'] },
    { name: 'unused', command: ['node_modules/knip/bin/knip.js'] },
    { name: 'requirements', command: ['scripts/requirements.mjs', '--check'] },
    { name: 'conformance', command: ['scripts/conformance.mjs', '--check'] },
    { name: 'sessions', command: ['scripts/sessions.mjs', '--check'] },
    { name: 'providers', command: ['scripts/providers.mjs', '--check'] },
  ],
  [vitest('unit'), vitest('integration')],
];

/**
 * A project of vitest.config.ts as a check.
 * @param {'unit' | 'integration' | 'package'} project
 * @returns {Check}
 */
export function vitest(project) {
  return { name: project, command: vitestArguments(project), tests: true };
}

/**
 * @param {string} project
 * @returns {readonly string[]}
 */
export function vitestArguments(project) {
  return [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=./scripts/vitest/summary-reporter.mjs',
  ];
}

/** @returns {Promise<readonly Outcome[]>} of all checks, in the order of the table */
export async function runChecks() {
  const outcomes = await Promise.all(
    lanes.map(async (lane) => {
      const results = [];
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other within a lane: that is what a lane is
      for (const check of lane) results.push(await runCheck(check));
      return results;
    }),
  );
  return outcomes.flat();
}

/**
 * @param {Check} check
 * @returns {Promise<Outcome>}
 */
export async function runCheck({ name, command, tests = false }) {
  const started = Date.now();
  const reportFile = join(root, reportFolder, `${name}.json`);
  rmSync(reportFile, { force: true });
  const result = await run(process.execPath, command, {
    cwd: root,
    env: { ...process.env, LATCHKEY_TEST_REPORT: reportFile },
    timeoutMilliseconds: 20 * 60_000,
  });
  const milliseconds = Date.now() - started;
  const report = tests ? readReport(name) : null;
  const ok = result.code === 0 && (!tests || report !== null);
  say(`${ok ? '✓' : '✗'} ${name} (${seconds(milliseconds)})`);
  if (!ok) {
    say(`${result.stdout}${result.stderr}`.trimEnd());
    if (result.timedOut) say(`${name} was ended after 20 minutes.`);
  }
  return { name, ok, milliseconds, report };
}

/**
 * The closing table.
 * @param {readonly Outcome[]} outcomes
 */
export function printTable(outcomes) {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  say('');
  for (const { name, ok, milliseconds, report } of outcomes) {
    const counts =
      report === null
        ? ''
        : `  ${report.passed} passed, ${report.failed.length} failed, ${report.skipped.length} skipped`;
    say(`${ok ? '✓' : '✗'} ${name.padEnd(width)} ${seconds(milliseconds).padStart(8)}${counts}`);
  }
  const reports = outcomes.flatMap(({ report }) => (report === null ? [] : [report]));
  for (const { name, why } of total(outcomes).failed) {
    say(`  failed: ${name}`);
    for (const line of why.split('\n')) say(`    ${line}`);
  }
  for (const { name, reason } of reports.flatMap(({ skipped }) => skipped))
    say(`  skipped: ${name}: ${reason}`);
}

/**
 * @param {readonly Outcome[]} outcomes
 * @returns {import('./test-report.mjs').TestReport} a step that failed without a failed test counts as one
 */
export function total(outcomes) {
  const failedSteps = outcomes
    .filter(({ ok, report }) => !ok && (report?.failed.length ?? 0) === 0)
    .map(({ name }) => ({ name, why: 'It failed, and no test of it did.' }));
  const reports = outcomes.flatMap(({ report }) => (report === null ? [] : [report]));
  const sum = sumReports(reports);
  return { ...sum, failed: [...sum.failed, ...failedSteps] };
}
