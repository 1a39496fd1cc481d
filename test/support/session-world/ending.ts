import { make } from './moves.ts';
import { sessionOf } from './promises.ts';
import { id } from './world.ts';
import type { World } from './world.ts';

const second = 1000;

/**
 * However a sequence went: once network, disk, keyring and provider are well again, the session comes to rest where the
 * provider's book says that it belongs, everybody who asked is answered, and nothing is left behind.
 */
export async function endWell(world: World): Promise<void> {
  const { promises } = world;
  world.online = true;
  world.disk.full = false;
  await make(world, 'unlock');
  await make(world, 'waking');
  await make(world, 'online');
  await world.flow();
  await make(world, 'cancel');
  // Longer than anybody waits for an answer that does not come.
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
  const kind = world.run.sessions.view(id).kind;
  const renewable = isAlive(world);
  const atRest = renewable ? ['signed-in'] : ['signed-out', 'needs-sign-in', 'signed-in', 'set-aside'];
  promises.hold(
    atRest.includes(kind),
    `a session comes to rest: ${kind}${renewable ? ', although the provider would renew it' : ''}`,
  );
  if (renewable) await useToken(world);
  promises.hold(world.run.asked === 0, 'everybody who asked is answered');
  const left = [...world.disk.records.keys()].filter((key) => !key.startsWith('session/'));
  promises.hold(left.length === 0, `nothing is left on disk: ${left.map((key) => key.split('/')[0]).join()}`);
  await make(world, 'quit');
}

/** Whether the provider would still renew what is on disk. */
function isAlive(world: World): boolean {
  const token = sessionOf(world.disk.records.get(`session/${id}`) ?? null)?.refreshToken ?? null;
  if (token === null) return false;
  const family = world.provider.familyOf(token);
  return family !== null && family.revoked === null && family.refreshTokens.at(-1) === token;
}

async function useToken(world: World): Promise<void> {
  world.lastToken = null;
  world.want(null);
  await world.flow();
  world.promises.hold(world.lastToken !== null, 'a session that is alive gives tokens');
  world.promises.check();
}
