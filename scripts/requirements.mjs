import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checking, keepPage } from './lib/generated-page.mjs';
import { root } from './lib/paths.mjs';
import { Problem, runScript } from './lib/problem.mjs';
import { say } from './lib/progress.mjs';
import { gaps, proofsIn, requirementsPage } from './lib/requirements.mjs';

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
  if (checking && problems.length > 0) {
    throw new Problem(problems.join('\n'), 'Write the tests, or correct their titles.');
  }
  for (const problem of problems) say(problem);
  const contents = `${proofs.length} proofs, ${problems.length} gaps`;
  keepPage('requirements', requirementsPage(requirements, proofs), contents);
  return 0;
});

/** @returns {string[]} */
function testFiles() {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/u.test(name))
    .map((name) => join(root, 'test', name))
    .toSorted();
}
