import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { vitestArguments } from './checks.mjs';
import { runInDesktopSession } from './desktop-session.mjs';
import { collect, ensureOrdinaryUser } from './ordinary-user.mjs';
import { root } from './paths.mjs';
import { say, seconds } from './progress.mjs';
import { readReport, reportFolder, sumReports } from './test-report.mjs';

/** @typedef {import('./checks.mjs').Outcome} Outcome */
/** @typedef {import('./ordinary-user.mjs').OrdinaryUser} OrdinaryUser */

/**
 * Tests that belong together in the closing table.
 * @typedef {object} Part
 * @property {string} name
 * @property {readonly string[]} files Vitest's arguments that choose them
 * @property {number} pieces into how many runs they are cut, so that two lanes can share them evenly
 * @property {'unpackaged' | 'installed'} target the app that they drive
 */

/** The tests of the page alone, with a fake behind it: nothing of a package is in them. */
const pageTests = 'test/e2e/renderer';

/** Real authorization servers: what they try of the app is the same bundle in a package. */
const providerTests = 'test/e2e/providers';

const others = ['--exclude', `${pageTests}/**`, '--exclude', `${providerTests}/**`];

/**
 * The longest first: what comes last decides how long one lane waits for the other.
 * @type {readonly Part[]}
 */
const unpackaged = [
  { name: 'e2e-page', files: [pageTests], pieces: 2, target: 'unpackaged' },
  { name: 'e2e-providers', files: [providerTests], pieces: 1, target: 'unpackaged' },
  { name: 'e2e-unpackaged', files: others, pieces: 4, target: 'unpackaged' },
];

/** @type {readonly Part[]} */
const installed = [{ name: 'e2e-installed', files: others, pieces: 4, target: 'installed' }];

/**
 * Drives the built app and a real browser, as an ordinary user with sandbox and keyring: the app, the page alone, and
 * the app against real authorization servers.
 * @returns {Promise<readonly Outcome[]>}
 */
export async function runUnpackagedEndToEnd() {
  return runParts(unpackaged);
}

/**
 * Drives the installed app in the same way.
 * @returns {Promise<readonly Outcome[]>}
 */
export async function runInstalledEndToEnd() {
  return runParts(installed);
}

/**
 * Two lanes, one for each core of a small machine, take the pieces in turn; each piece has a desktop session of its own.
 * @param {readonly Part[]} parts
 * @returns {Promise<readonly Outcome[]>} one for each part, in their order
 */
async function runParts(parts) {
  const user = await ensureOrdinaryUser();
  const waiting = parts.flatMap((part) =>
    Array.from({ length: part.pieces }, (_, index) => ({ part, piece: index + 1 })),
  );
  /** @type {Outcome[]} */
  const done = [];
  /** @param {'at once' | 'at the end'} shown */
  const lane = async (shown) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other within a lane: that is what a lane is
      done.push(await runPiece(next.part, next.piece, user, shown));
    }
  };
  await Promise.all([lane('at once'), lane('at the end')]);
  return parts.map(({ name }) =>
    joined(
      name,
      done.filter((outcome) => outcome.name === name),
    ),
  );
}

/**
 * The tests read from LATCHKEY_E2E_TARGET which app they drive.
 * @param {Part} part
 * @param {number} piece from 1
 * @param {OrdinaryUser} user
 * @param {'at once' | 'at the end'} shown
 * @returns {Promise<Outcome>}
 */
async function runPiece({ name, files, pieces, target }, piece, user, shown) {
  const started = Date.now();
  const reportName = `${name}-${piece}`;
  const reportPath = `${reportFolder}/${reportName}.json`;
  for (const project of [root, user.project]) rmSync(join(project, reportPath), { force: true });
  const command = [...vitestArguments('e2e'), ...files, `--shard=${piece}/${pieces}`];
  const code = await runInDesktopSession(user.node, command, {
    user,
    env: {
      LATCHKEY_E2E_TARGET: target,
      LATCHKEY_TEST_REPORT: join(user.project, reportPath),
    },
    shown,
  });
  collect(user, reportPath);
  collect(user, 'out/e2e');
  const report = readReport(reportName) ?? broken(reportName);
  const milliseconds = Date.now() - started;
  const ok = code === 0 && report.failed.length === 0;
  say(`${ok ? '✓' : '✗'} ${reportName} of ${pieces} (${seconds(milliseconds)})`);
  return { name, ok, milliseconds, report };
}

/**
 * Counts as one failure, beside what the other pieces report.
 * @param {string} name
 * @returns {import('./test-report.mjs').TestReport}
 */
function broken(name) {
  return { passed: 0, failed: [{ name, why: 'It ended before it could report.' }], skipped: [] };
}

/**
 * @param {string} name
 * @param {readonly Outcome[]} pieces
 * @returns {Outcome}
 */
function joined(name, pieces) {
  return {
    name,
    ok: pieces.every(({ ok }) => ok),
    milliseconds: pieces.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    report: sumReports(pieces.flatMap(({ report }) => (report === null ? [] : [report]))),
  };
}
