import type { Torture } from './torture.ts';
import { refuseCalls } from './vault/refused-calls.ts';
import { cutWritesShort } from './vault/short-writes.ts';
import { allCases } from './vault/scenarios.ts';
import { fillSmallDisk } from './vault/small-disks.ts';
import { Tally } from './vault/tally.ts';

/** `disk-full`: a disk that is full, over quota, read-only or failing, at every call of every change. */
export const diskFull: Torture = {
  name: 'disk-full',
  about:
    'every call on a file fails, and small disks are filled; it is told, nothing is lost, and it is saved once there is room',
  async run({ size }) {
    const whole = size === 'whole';
    const tally = new Tally();
    for (const what of ['blocks', 'files'] as const) tally.join(await fillSmallDisk(what));
    await cutWritesShort(allCases(), { step: whole ? 1 : 8 }, tally);
    await refuseCalls(allCases(), { step: whole ? 1 : 16 }, tally);
    return tally.result();
  },
};
