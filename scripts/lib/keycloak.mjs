import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { whyNoTools } from './keycloak-tools.mjs';
import { keycloakCacheFolder } from './paths.mjs';
import { Problem, lastLines } from './problem.mjs';
import { say, step } from './progress.mjs';
import { run } from './run.mjs';
import { writeAtomically } from './stamp.mjs';

/**
 * The real Keycloak, as its makers publish it on Maven Central: the tests sign in at it. Maven keeps the archive for
 * all clones of a person; what is unpacked and built from it lies in the cache of this one.
 */
const source = {
  version: '26.7.3',
  artifact: 'org.keycloak:keycloak-quarkus-dist:26.7.3:zip',
  archive: 'keycloak-quarkus-dist-26.7.3.zip',
  sha512:
    '15c764765576eef267cf15cc5225a5826b5394a25a83d9bfa5b8544e4bbba690cb743c9d384200b93bb71ee4c4a328e1dd8c0a00f822fd3e6e154f14b1e47216',
};

const mavenCopy = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';

/** Named so only when it is unpacked and built. */
const folderName = `keycloak-${source.version}`;

/**
 * Has Keycloak ready to be started, or says why it cannot be had here: then the tests that need it are skipped with
 * that reason. `.cache/keycloak/keycloak.json` keeps the answer for them.
 * @returns {Promise<void>}
 */
export async function ensureKeycloak() {
  const isPrepared = existsSync(join(keycloakCacheFolder, folderName));
  const lacking = await whyNoTools(isPrepared ? 'start' : 'fetch');
  const why = isPrepared || lacking !== null ? lacking : await prepare();
  if (why !== null) say(`Keycloak cannot be had here, and its tests are skipped: ${why}`);
  writeAtomically(
    join(keycloakCacheFolder, 'keycloak.json'),
    `${JSON.stringify({ version: source.version, folder: folderName, why }, null, 2)}\n`,
  );
}

/** @returns {Promise<string | null>} why it could not be prepared */
async function prepare() {
  return step(`fetch Keycloak ${source.version} with Maven`, async (report) => {
    mkdirSync(keycloakCacheFolder, { recursive: true });
    removeLeftovers();
    const work = mkdtempSync(join(keycloakCacheFolder, 'unpacking-'));
    try {
      report('fetching 177 MB');
      const why = await fetchArchive(work);
      if (why !== null) return why;
      report('checking');
      await checkArchive(join(work, source.archive));
      report('unpacking');
      const packed = await whyNot('unzip', ['-q', join(work, source.archive), '-d', work]);
      if (packed !== null) return packed;
      report('building');
      // Done once here, so that each start takes a third of the time.
      const build = join(work, folderName, 'bin', 'kc.sh');
      const unbuilt = await whyNot(build, ['build', '--db=dev-mem', '--health-enabled=false']);
      if (unbuilt !== null) return unbuilt;
      renameSync(join(work, folderName), join(keycloakCacheFolder, folderName));
      return null;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
}

/** Folders of runs that were interrupted. */
function removeLeftovers() {
  for (const name of readdirSync(keycloakCacheFolder)) {
    if (name.startsWith('unpacking-')) {
      rmSync(join(keycloakCacheFolder, name), { recursive: true, force: true });
    }
  }
}

/**
 * @param {string} folder
 * @returns {Promise<string | null>} why not
 */
async function fetchArchive(folder) {
  // -U: a failure of another day is not remembered.
  const result = await run(
    'mvn',
    ['-q', '-B', '-U', mavenCopy, `-Dartifact=${source.artifact}`, `-DoutputDirectory=${folder}`],
    { cwd: folder, timeoutMilliseconds: 10 * 60_000 },
  );
  if (result.code === 0) return null;
  if (result.timedOut) return 'Maven did not fetch it within 10 minutes.';
  const [line = 'no word'] = result.stdout.split('\n').filter((text) => text.startsWith('[ERROR]'));
  return `Maven could not fetch it: ${line.replace('[ERROR] ', '')}`;
}

/** @param {string} archive */
async function checkArchive(archive) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  const found = hash.digest('hex');
  if (found === source.sha512) return;
  throw new Problem(
    `The Keycloak that Maven fetched is not the one this project names: its SHA-512 is ${found}. Nothing of it was unpacked.`,
    `Delete it from Maven's repository (\`rm -r ~/.m2/repository/org/keycloak\`) and run the same command again; when it repeats, your Maven repository serves something else under this name.`,
  );
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<string | null>} what it said when it failed
 */
async function whyNot(command, args) {
  const result = await run(command, args, { timeoutMilliseconds: 10 * 60_000 });
  return result.code === 0 ? null : `${command} failed: ${lastLines(`${result.stdout}${result.stderr}`)}`;
}
