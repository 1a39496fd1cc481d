import { make } from './moves.ts';
import { sessionOf } from './promises.ts';
import type { World } from './world.ts';

const second = 1000;

/**
 * However a sequence went: once network, disk, keyring and provider are well again, the session comes to rest where the
 * provider's book says that it belongs, everybody who asked is answered, and nothing is left behind.
 */
export async function endWell(world: World): Promise<void> {
  const { promises } = world;
  await mend(world);
  await world.flow();
  await make(world, 'cancel');
  await world.flow();
  await world.pass(35 * second);
  for (let turn = 0; turn < 3; turn += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
    await world.flow();
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await world.pass(3 * second);
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await make(world, 'try now');
  }
  await world.flow();
  await world.pass(35 * second);
  await world.flow();
  for (const connection of world.connections.keys()) {
    const { kind } = world.run.sessions.view(connection);
    const renewable = isAlive(world, connection);
    promises.hold(
      (renewable ? ['signed-in', 'more-access-needed'] : restingPlaces).includes(kind),
      `a session comes to rest: ${kind}${renewable ? ', although the provider would renew it' : ''}`,
    );
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
    if (renewable) await useToken(world, connection);
  }
  promises.hold(world.run.asked === 0, 'everybody who asked is answered');
  const left = [...world.disk.records.keys()].filter((key) => !key.startsWith('session/'));
  promises.hold(left.length === 0, `nothing is left on disk: ${left.map((key) => key.split('/')[0]).join()}`);
  await make(world, 'quit');
}

/** Where a session that cannot be renewed may stay. */
const restingPlaces: readonly string[] = [
  'signed-out',
  'needs-sign-in',
  'signed-in',
  'more-access-needed',
  'signed-in-until',
  'set-aside',
];

/** Network, clock, disk and keyring are well again; what is sealed is open, if need be after another start. */
async function mend(world: World): Promise<void> {
  world.online = true;
  world.outage = false;
  world.disk.full = false;
  world.disk.keyring = 'ready';
  await make(world, 'clock set right');
  // What is being locked is locked first: longer than anybody waits for an answer that does not come.
  await make(world, 'flow');
  await world.pass(35 * second);
  await make(world, 'flow');
  await make(world, 'unlock');
  await make(world, 'waking');
  await make(world, 'online');
  // What a run could not read at its start is read by the next one.
  if (world.run.readable && world.run.vault.status.kind === 'open') return;
  await make(world, 'quit');
  await make(world, 'flow');
  await make(world, 'unlock');
}

/** Whether the provider would still renew what is on disk. */
function isAlive(world: World, connection: string): boolean {
  const session = sessionOf(world.disk.records.get(`session/${connection}`) ?? null);
  const token = session?.refreshToken ?? null;
  if (token === null) return false;
  const family = world.provider.familyOf(token);
  const newest = family !== null && family.revoked === null && family.refreshTokens.at(-1) === token;
  // What was renewed and judged false is not renewed again by itself.
  return newest && !world.promises.isDoubted(family);
}

async function useToken(world: World, connection: string): Promise<void> {
  const before = world.promises.tokensUsed;
  world.want(null, connection);
  await world.flow();
  if (world.refusedAlone) {
    // It is asked for again when the person says so.
    world.ask(() => world.run.sessions.renewNow(connection));
    await world.flow();
    world.want(null, connection);
    await world.flow();
  }
  world.promises.hold(world.promises.tokensUsed > before, 'a session that is alive gives tokens');
  world.promises.check();
}
