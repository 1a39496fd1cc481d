import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './lib/paths.mjs';
import { Problem, runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';
import { gaps, proofsIn, requirementsPage } from './lib/requirements.mjs';

const page = join(root, 'docs', 'requirements.md');

/**
 * `npm run requirements`: writes docs/requirements.md from the titles of the tests.
 * With `--check` it writes nothing, and fails when the page is stale or a requirement lacks a test.
 */
await runScript(async () => {
  /** @type {import('./lib/requirements.mjs').Requirement[]} */
  const requirements = JSON.parse(readFileSync(join(root, 'docs', 'requirements.json'), 'utf8'));
  const found = testFiles().map((file) => proofsIn(relative(root, file), readFileSync(file, 'utf8')));
  const proofs = found.flatMap((one) => one.proofs);
  const problems = [...found.flatMap(({ complaints }) => complaints), ...gaps(requirements, proofs)];
  const text = requirementsPage(requirements, proofs);
  if (!process.argv.includes('--check')) {
    writeFileSync(page, text);
    for (const problem of problems) say(problem);
    say(`Wrote docs/requirements.md: ${proofs.length} proofs, ${problems.length} gaps.`);
    return 0;
  }
  if (problems.length > 0) {
    throw new Problem(problems.join('\n'), 'Write the tests, or correct their titles.');
  }
  if (read(page) !== text) {
    throw new Problem('docs/requirements.md is stale.', 'Run `npm run requirements` and commit the page.');
  }
  say(`${proofs.length} proofs, no gaps.`);
  return 0;
});

/** @returns {string[]} */
function testFiles() {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/u.test(name))
    .map((name) => join(root, 'test', name))
    .toSorted();
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
