import { valueOf } from '../../support/results.ts';
import { until } from '../../unit/core/oauth/session/stage.ts';
import type { Behaviour, Outcome, Step } from '../../servers/misbehaving/behaviour.ts';
import { World } from './world.ts';

/**
 * Plays one behaviour through the real session, on real sockets, and says what became of it. Afterwards the server keeps
 * the rules again, and whatever was refused has to work: a lie leaves nothing behind. Throws where it does not.
 */
export async function play(behaviour: Behaviour): Promise<Outcome> {
  const world = await World.open(behaviour);
  try {
    return await scenes[behaviour.step](behaviour, world);
  } finally {
    await world.close();
  }
}

async function playSignIn(behaviour: Behaviour, world: World): Promise<Outcome> {
  if (behaviour.signedInBefore === true) await world.signIn();
  await world.lie();
  const held = world.stage.sealed();
  await world.attempt(behaviour.asks);
  const outcome = world.outcome();
  if (outcome.verdict === 'accepted') {
    world.lifetimeIs(behaviour.lifetime);
    world.describedIs(behaviour.described);
    await world.tokenIsTheServers();
    return outcome;
  }
  // What was refused changed nothing of what was there.
  if (JSON.stringify(world.stage.sealed()) !== JSON.stringify(held))
    throw new Error('Another session is kept.');
  if (held === null) await world.noToken();
  if (behaviour.lasting === true) return outcome;
  world.keepRules();
  await world.stage.sessions.cancelSignIn('one');
  await world.signIn();
  return outcome;
}

async function playRenewal(behaviour: Behaviour, world: World): Promise<Outcome> {
  await world.signIn();
  const before = await world.stage.token();
  world.server.rotates = false;
  await world.lie();
  await world.stage.renew();
  const outcome = world.outcome();
  const sealed = world.stage.sealed();
  if (outcome.verdict === 'accepted') {
    if ((await world.stage.token()) === before) throw new Error('It says that it renewed, and did not.');
    await world.tokenIsTheServers();
    return outcome;
  }
  const kept = sealed?.refreshToken !== null && sealed?.refreshToken !== undefined;
  if (kept === (outcome.code === 'session-ended')) {
    throw new Error('A refresh token is deleted when the provider ended the session, and only then (R75).');
  }
  if (behaviour.lasting === true) return outcome;
  world.keepRules();
  world.server.rotates = false;
  if (outcome.nextTry !== null) world.stage.clock.advance(outcome.nextTry * 1000);
  else if (outcome.state === 'needs-sign-in') await world.signIn();
  else valueOf(await world.stage.sessions.tryNow('one'));
  await world.stage.shows('signed-in');
  return outcome;
}

async function playSignOut(world: World): Promise<Outcome> {
  await world.signIn();
  await world.lie();
  valueOf(await world.stage.sessions.signOut('one', { alsoInBrowser: false }));
  await world.delivered();
  const outcome = world.outcome();
  await world.noToken();
  if (outcome.nextTry === null) return outcome;
  world.keepRules();
  world.stage.clock.advance(outcome.nextTry * 1000);
  await world.stage.shows('signed-out');
  await until(() => world.stage.vault.idsOf('sign-out').length === 0);
  return outcome;
}

async function playBrowserSignOut(world: World): Promise<Outcome> {
  await world.signIn();
  await world.lie();
  await world.signOutInBrowser();
  await world.delivered();
  await world.noToken();
  return world.outcome();
}

const scenes: Readonly<Record<Step, (behaviour: Behaviour, world: World) => Promise<Outcome>>> = {
  discovery: playSignIn,
  authorization: playSignIn,
  token: playSignIn,
  'id-token': playSignIn,
  keys: playSignIn,
  userinfo: playSignIn,
  refresh: playRenewal,
  revocation: async (_behaviour, world) => playSignOut(world),
  'end-session': async (_behaviour, world) => playBrowserSignOut(world),
};
