import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/lib/paths.mjs';
import { writeReport, type Entry } from './report.ts';
import { measureRequests, measureRestoredRequest } from './requests.ts';
import { createSetting } from './setting.ts';
import { addConnection, measureCallback } from './sign-in.ts';
import { measureAsar } from './sizes.ts';
import { measureStart } from './start.ts';

/* `npm run bench`, inside a desktop session as an ordinary user. */

const { values } = parseArgs({ options: { quick: { type: 'boolean' } } });
const quick = values.quick === true;
const rounds = {
  callback: quick ? 2 : 5,
  requests: quick ? 3 : 15,
  restored: quick ? 2 : 5,
  start: quick ? 2 : 7,
};

const entries: Entry[] = [measureAsar()];
const setting = await createSetting();
try {
  console.log('Signing in.');
  const first = await setting.startApp();
  const id = await addConnection(first.page, setting);
  entries.push(await measureCallback(first.page, id, setting, rounds.callback));
  console.log('Requests.');
  entries.push(...(await measureRequests(first.page, id, setting, rounds.requests)));
  await first.end();
  entries.push(await measureRestoredRequest(setting, id, rounds.restored));
  console.log('Starts.');
  entries.push(...(await measureStart(setting, rounds.start)));
} finally {
  await setting.close();
}
writeReport(join(root, 'out/bench'), entries);
