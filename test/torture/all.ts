import { bitFlips } from './bit-flips.ts';
import { callbacks } from './callbacks/callbacks.ts';
import { diskFull } from './disk-full.ts';
import { fleet } from './fleet.ts';
import { historyKills } from './history-kills.ts';
import { ipc } from './ipc/ipc.ts';
import { keyring } from './keyring.ts';
import { killRandom } from './kill-random.ts';
import { killSyscalls } from './kill-syscalls.ts';
import { parsers } from './parsers/parsers.ts';
import { rotations } from './rotations.ts';
import { sessionModel } from './session-model.ts';
import type { Torture } from './torture.ts';
import { twoOwners } from './two-owners.ts';

/** Every torture, in the order in which they run. */
export const tortures: readonly Torture[] = [
  // The vault and its disk.
  killSyscalls,
  killRandom,
  diskFull,
  bitFlips,
  twoOwners,
  keyring,
  historyKills,
  // What comes from outside.
  callbacks,
  ...parsers,
  ipc,
  // Sessions.
  sessionModel,
  rotations,
  fleet,
];
