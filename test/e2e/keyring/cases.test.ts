import { expect, it } from 'vitest';
import { inWorld } from '../harness/world.ts';
import { keyringCases } from './cases.ts';

/** Those of the middle are the torture's (`npm run torture -- keyring`). */
const atTheStart = keyringCases.filter(({ name }) => name.endsWith('at the start'));

it.each(atTheStart)(
  'F13+ F14+: a keyring: $name: costs no sign-in and freezes nothing',
  async ({ name, run }) => {
    await inWorld(`keyring-${name.replaceAll(/\W+/g, '-')}`, {}, async (world) => {
      await world.signInFresh();
      await run(world);
      await world.window.signedInAs('ada@example.test');
      expect(world.desktop.appProcesses()).toHaveLength(1);
    });
  },
);
