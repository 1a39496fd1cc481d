import { callbacks } from './callbacks/callbacks.ts';
import { diskFull } from './disk-full.ts';
import { killRandom } from './kill-random.ts';
import { killSyscalls } from './kill-syscalls.ts';
import type { Torture } from './torture.ts';

/** Every torture, in the order in which they run. */
export const tortures: readonly Torture[] = [killSyscalls, killRandom, diskFull, callbacks];
