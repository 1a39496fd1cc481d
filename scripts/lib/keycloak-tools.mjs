import { run } from './run.mjs';
import { installForSomeTests } from './system-packages.mjs';

const oldestJava = 17;

/** Debian’s, which brings the Java of its release. */
const maven = 'maven';

/** @typedef {(command: string, args: readonly string[]) => Promise<{ code: number, stderr: string }>} Run */

/**
 * Java, and to fetch Keycloak also Maven. What lacks is installed where that is possible.
 * @param {'fetch' | 'start'} purpose
 * @param {{ run: Run, install: (name: string) => Promise<string | null> }} [computer]
 * @returns {Promise<string | null>} null: all is there; else what lacks, and what a person can do about it
 */
export async function whyNoTools(purpose, computer = { run, install: (name) => installForSomeTests(name) }) {
  const lacking = await whatLacks(purpose, computer.run);
  if (lacking === null) return null;
  const why = await computer.install(maven);
  return why === null ? whatLacks(purpose, computer.run) : `${lacking} ${why}`;
}

/**
 * @param {'fetch' | 'start'} purpose
 * @param {Run} runs
 * @returns {Promise<string | null>}
 */
async function whatLacks(purpose, runs) {
  const java = await runs('java', ['-version']);
  if (java.code !== 0) return `There is no Java here; Keycloak needs ${oldestJava} or newer.`;
  const version = Number(/version "(\d+)/u.exec(java.stderr)?.[1] ?? 0);
  if (version < oldestJava) return `Java here is ${version}; Keycloak needs ${oldestJava} or newer.`;
  if (purpose === 'start') return null;
  const { code } = await runs('mvn', ['-v']);
  return code === 0 ? null : 'There is no Maven here (mvn), which fetches Keycloak.';
}
