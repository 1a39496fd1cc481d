import { attackTheDoor } from '../../e2e/security/support/door.ts';
import type { DoorCounts } from '../../e2e/security/support/door.ts';
import { onEveryCore } from '../support/every-core.ts';
import { sumOf } from '../support/tally.ts';
import type { Torture } from '../torture.ts';

/** Calls of the real app; together above 100,000. */
const whole: DoorCounts = {
  starting: 2000,
  ourPage: 70_000,
  otherOrigin: 12_000,
  frame: 12_000,
  otherWindow: 8000,
  vanishing: 4000,
  quitting: 2000,
};
const quick: DoorCounts = {
  starting: 200,
  ourPage: 2000,
  otherOrigin: 500,
  frame: 500,
  otherWindow: 500,
  vanishing: 400,
  quitting: 200,
};

/** The IPC door: of the real app, and more of it in plain Node, where nothing is lost on the way to it. */
export const ipc: Torture = {
  name: 'ipc',
  about: 'calls with hostile values, from the page and from strangers, at every command',
  async run({ size, seed, say }) {
    const inNode = await onEveryCore('ipc', size === 'whole' ? 200_000 : 10_000, seed);
    say(`In Node ${String(inNode.failed)} of ${String(inNode.tried)} failed; now the real app.`);
    return sumOf([inNode, await attackTheDoor(size === 'whole' ? whole : quick, seed, size === 'whole')]);
  },
};
