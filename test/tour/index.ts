import { join } from 'node:path';
import { walk } from './steps.ts';
import { root } from '../../scripts/lib/paths.mjs';

/*
 * The tour: the real app, a real browser and a real keyring, without a screen. It prints a line a step and leaves
 * out/tour; the exit code is 0 only when every step is ok.
 */
process.exitCode = (await walk(join(root, 'out', 'tour'))) ? 0 : 1;
// A browser or a bus that hangs must not keep the tour.
setTimeout(() => {
  process.exit();
}, 5000).unref();
