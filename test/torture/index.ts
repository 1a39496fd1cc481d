import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/lib/paths.mjs';
import { tortures } from './all.ts';
import { runTortures } from './run-tortures.ts';

/* `npm run torture`, in a desktop session as an ordinary user. */

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' } },
});
const names = tortures.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`No such torture: ${unknown.join(', ')}. There are ${names.join(', ')}.`);
  process.exit(1);
}
const chosen = tortures.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const held = await runTortures(chosen, {
  size: values.quick === true ? 'quick' : 'whole',
  folder: join(root, 'out', 'torture'),
});
process.exit(held ? 0 : 1);
