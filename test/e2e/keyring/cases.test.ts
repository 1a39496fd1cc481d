import { expect, it } from 'vitest';
import { findTarget } from '../harness/target.ts';
import { inWorld } from '../harness/world.ts';
import { keyringCases } from './cases.ts';

/**
 * Where the package has a part of its own: what its environment hands on, how it ends, how it starts anew. The keyring
 * and the code that speaks with it are the same for the app as it is built here, which meets every case.
 */
const ofThePackage: readonly string[] = [
  'locked, unlocked later, at the start',
  'replaced, at the start',
  'no session bus, in the middle',
  'a question that nobody answers, in the middle',
];

const cases = keyringCases
  .filter(({ name }) => findTarget().kind === 'unpackaged' || ofThePackage.includes(name))
  .map(({ name, run }) => [name, run] as const);

it.each(cases)('F13+ F14+: a keyring: %s: costs no sign-in and freezes nothing', async (name, run) => {
  await inWorld(`keyring-${name.replaceAll(/\W+/g, '-')}`, {}, async (world) => {
    await world.signInFresh();
    await run(world);
    await world.window.signedInAs('ada@example.test');
    expect(world.desktop.appProcesses()).toHaveLength(1);
  });
});
