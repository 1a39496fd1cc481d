import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/lib/paths.mjs';
import { measurementNames, writeReport, type Entry } from './report.ts';
import { measureDoctor } from './doctor.ts';
import { measureDownloads } from './downloads.ts';
import { measureExpiryBurst } from './expiry-burst.ts';
import { measureHistory } from './history.ts';
import { measureJson } from './json.ts';
import { measureRecognition } from './recognition.ts';
import { measureRequests, measureRestoredRequest } from './requests.ts';
import { measureSaved } from './saved.ts';
import { createSetting } from './setting.ts';
import { addConnection, measureCallback } from './sign-in.ts';
import { measureAsar } from './sizes.ts';
import { measureStart } from './start.ts';
import { measureTyping } from './typing.ts';
import { measureVault } from './vault.ts';

/* `npm run bench`, inside a desktop session as an ordinary user. */

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !measurementNames.includes(name));
if (unknown.length > 0) {
  console.error(`Not measured here: ${unknown.join(', ')}. There are ${measurementNames.join(', ')}.`);
  process.exit(1);
}
const quick = values.quick === true;
const rounds = {
  burst: quick ? 3 : 15,
  doctor: quick ? 2 : 7,
  downloads: quick ? 2 : 5,
  callback: quick ? 2 : 5,
  requests: quick ? 3 : 15,
  json: quick ? 2 : 7,
  restored: quick ? 2 : 5,
  start: quick ? 2 : 7,
  typing: quick ? 1 : 3,
  vault: quick ? 5 : 21,
};
const wanted = (...names: readonly string[]): boolean =>
  positionals.length === 0 || names.some((name) => positionals.includes(name));

const entries: Entry[] = wanted('asar') ? [measureAsar()] : [];
if (wanted('recognition')) entries.push(measureRecognition(rounds.vault));
const ofTheVault = ['vault-open', 'vault-read', 'vault-write'];
if (wanted(...ofTheVault)) entries.push(...(await measureVault(rounds.vault)));
if (wanted('history-search')) entries.push(await measureHistory(rounds.vault));
if (wanted('saved-search')) entries.push(await measureSaved(rounds.vault));
if (wanted('expiry-burst')) entries.push(await measureExpiryBurst(rounds.burst));
const ofRequests = [
  'request-p50',
  'request-floor-p50',
  'request-p99',
  'request-floor-p99',
  'throughput-64',
  'throughput-floor-64',
];
const alone = [...ofTheVault, 'history-search', 'saved-search', 'recognition', 'asar', 'expiry-burst'];
try {
  if (positionals.length === 0 || positionals.some((name) => !alone.includes(name))) await measureApp();
} finally {
  // Also what was measured before something failed.
  writeReport(
    join(root, 'out/bench'),
    entries.filter(({ name }) => wanted(name)),
  );
}

async function measureApp(): Promise<void> {
  const setting = await createSetting();
  try {
    const first = await setting.startApp();
    const id = await addConnection(first.page, setting);
    entries.push(await measureCallback(first.page, id, setting, wanted('callback') ? rounds.callback : 1));
    if (wanted('doctor')) entries.push(await measureDoctor(first.page, id, rounds.doctor));
    if (wanted(...ofRequests)) {
      entries.push(...(await measureRequests(first.page, id, setting, rounds.requests)));
    }
    if (wanted('download-speed', 'download-memory')) {
      entries.push(...(await measureDownloads(first, id, setting, rounds.downloads)));
    }
    if (wanted('json-first-row', 'json-scroll')) {
      entries.push(...(await measureJson(first.page, setting, rounds.json)));
    }
    if (wanted('body-typing')) entries.push(await measureTyping(first, rounds.typing));
    await first.end();
    if (wanted('restored-request')) entries.push(await measureRestoredRequest(setting, id, rounds.restored));
    if (wanted('start-paint', 'start', 'memory', 'renderer-gzip')) {
      entries.push(...(await measureStart(setting, rounds.start)));
    }
  } finally {
    await setting.close();
  }
}
