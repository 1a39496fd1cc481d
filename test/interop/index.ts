import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readInteropArguments, usage } from '../../scripts/lib/interop-arguments.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { runInterop } from './run-interop.ts';

/*
 * `npm run interop`, in a desktop session as an ordinary user. The password comes over standard input, and nothing else does.
 */
const read = readInteropArguments(process.argv.slice(2));
if ('why' in read) {
  console.error(`${read.why}\n${usage}`);
  process.exitCode = 1;
} else {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  const worked = await runInterop({ ...read, password }, join(root, 'out', 'interop'));
  process.exitCode = worked ? 0 : 1;
}
// A browser or a bus that hangs must not keep it.
setTimeout(() => {
  process.exit();
}, 5000).unref();
