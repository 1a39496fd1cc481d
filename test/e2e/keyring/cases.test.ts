import { afterAll, afterEach, expect, it } from 'vitest';
import { openWorld } from '../harness/open-world.ts';
import type { OpenWorld } from '../harness/open-world.ts';
import { findTarget } from '../harness/target.ts';
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

/** After these another key lies beside the first, other programs have lost their bus, or the one that asks is on its way out. */
const leavesTraces = /^(?:replaced|no session bus|a question that nobody answers),/;

const cases = keyringCases
  .filter(({ name }) => findTarget().kind === 'unpackaged' || ofThePackage.includes(name))
  .toSorted((one, other) => Number(leavesTraces.test(one.name)) - Number(leavesTraces.test(other.name)))
  .map(({ name, run }) => [name, run] as const);

/** Every case begins and ends with an open keyring and with Ada signed in, so the next one goes on in the same world. */
let open: OpenWorld | null = null;

async function closeWorld(): Promise<void> {
  const before = open;
  open = null;
  await before?.close();
}

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await open?.world.picture(`keyring ${task.name.slice(0, 80)}`).catch(() => undefined);
    await closeWorld();
  }
});
afterAll(closeWorld);

it.each(cases)('F13+ F14+: a keyring: %s: costs no sign-in and freezes nothing', async (name, run) => {
  if (leavesTraces.test(name)) await closeWorld();
  open ??= await openWorld('keyring', {}, async (world) => {
    await world.signInFresh();
  });
  const { world } = open;
  await run(world);
  await world.window.signedInAs('ada@example.test');
  expect(world.desktop.appProcesses()).toHaveLength(1);
});
