import { assertNever } from '../../../src/shared/result.ts';
import type { How } from './boundaries.ts';
import { renewElsewhere } from './another-instance.ts';
import { keepBoth, remove, wantThere } from './other-connections.ts';
import { rareScope } from './rotating-provider.ts';
import { id, otherResource } from './world.ts';
import type { World } from './world.ts';

const second = 1000;
const minute = 60 * second;

const hows = [
  'usual',
  'lose-before',
  'lose-after',
  'silence-after',
  'bad-gateway',
  'bad-gateway-after',
  'unavailable',
  'too-many',
  'refused',
  'invalid-target',
  'hotel-page',
  'slow-down',
  'forged',
] as const satisfies readonly How[];

const others = [
  // Whatever waits is answered.
  'flow',
  'step',
  'second step',
  'newest step',
  // Time.
  'a second',
  'half a minute',
  'life of a token',
  'two hours',
  'clock an hour ahead',
  'clock an hour back',
  'clock set right',
  'going to sleep',
  'waking',
  // Network, disk, keyring.
  'offline',
  'online',
  'disk full',
  'disk has room',
  'the keyring is there',
  'unlock',
  'unlock, and nobody answers',
  'lock',
  'choose a passphrase',
  'take the passphrase away',
  'the record is damaged',
  // Requests.
  'token wanted',
  'token for another resource wanted',
  'token rejected',
  'an API wants more',
  // The person.
  'sign in',
  'sign in, and come back from the browser',
  'sign in to the end',
  'start again',
  'another account',
  'ask for more',
  'do without',
  'sign in with a code',
  'enter the code',
  'refuse the code',
  'open again',
  'cancel',
  'renew now',
  'try now',
  'sign out',
  'forget sign-out',
  'somebody else sits down',
  'keep what came instead',
  'keep both',
  'give it back',
  'token wanted there',
  'delete the other connection',
  // What another instance, or the system, hands over.
  'callback',
  'callback of the one before',
  'callback again',
  'callback of nobody',
  'callback that refuses',
  'callback of the one before that refuses',
  // The provider.
  'provider ends the session',
  'outage',
  'outage over',
  'the provider changes its mind',
  // The app.
  'crash',
  'crash, keyring locked',
  'crash, no keyring',
  'power fails in a write',
  'quit',
] as const;

/** Something that can happen. What another owner of the disk does is not drawn: it is undone by whoever saves last. */
export type Move = `answer ${How}` | (typeof others)[number] | 'another instance renews';

/** Every move once. */
const everyMove: readonly Move[] = [...hows.map((how) => `answer ${how}` as const), ...others];

/** As they are drawn: what leads on is more frequent, or sequences would never come far. */
export const drawnMoves: readonly Move[] = [
  ...everyMove,
  ...times(10, 'step'),
  ...times(4, 'flow'),
  ...times(6, 'answer usual'),
  ...times(2, 'answer lose-after'),
  ...times(3, 'token wanted'),
  ...times(4, 'life of a token'),
  ...times(3, 'renew now'),
  ...times(2, 'callback'),
  ...times(2, 'crash'),
  'token for another resource wanted',
  'token rejected',
  ...times(2, 'keep what came instead'),
  ...times(2, 'sign in, and come back from the browser'),
  ...times(2, 'newest step'),
  'try now',
  'a second',
];

function times(count: number, move: Move): readonly Move[] {
  return Array.from({ length: count }, () => move);
}

/** Lets one thing happen, and what follows by itself. */
export async function make(world: World, move: Move): Promise<void> {
  world.tick();
  await begin(world, move);
  await world.settle();
}

async function begin(world: World, move: Move): Promise<void> {
  const { run } = world;
  const { sessions } = run;
  switch (move) {
    case 'answer usual':
    case 'answer lose-before':
    case 'answer lose-after':
    case 'answer silence-after':
    case 'answer bad-gateway':
    case 'answer bad-gateway-after':
    case 'answer unavailable':
    case 'answer too-many':
    case 'answer refused':
    case 'answer invalid-target':
    case 'answer hotel-page':
    case 'answer slow-down':
    case 'answer forged':
      return world.answer(hows.find((how) => move === `answer ${how}`) ?? 'usual');
    case 'step':
      return world.step('oldest');
    case 'second step':
      return world.step('second');
    case 'newest step':
      return world.step('newest');
    case 'flow':
      return world.flow();
    case 'a second':
      return world.pass(second);
    case 'half a minute':
      return world.pass(minute / 2);
    case 'life of a token':
      return world.pass(5 * minute);
    case 'two hours':
      return world.pass(120 * minute);
    case 'clock an hour ahead':
      return world.clock.setWall(world.clock.now() + 60 * minute);
    case 'clock an hour back':
      return world.clock.setWall(world.clock.now() - 60 * minute);
    case 'clock set right':
      return world.clock.setWall(world.rightTime);
    case 'going to sleep':
      run.suspended = true;
      return sessions.suspended();
    case 'waking':
      if (run.suspended) world.sleep(20 * minute);
      run.suspended = false;
      return sessions.resumed();
    case 'offline':
      world.online = false;
      return undefined;
    case 'online':
      world.online = true;
      return sessions.networkChanged();
    case 'disk full':
      world.disk.full = true;
      return undefined;
    case 'disk has room':
      world.disk.full = false;
      return undefined;
    case 'the keyring is there':
      world.disk.keyring = 'ready';
      return undefined;
    case 'unlock':
      return unlock(world);
    case 'unlock, and nobody answers':
      world.disk.keyring = 'locked';
      await run.vault.unlock();
      return undefined;
    case 'lock':
      return lock(world);
    case 'choose a passphrase':
      return run.vault.choosePassphrase();
    case 'take the passphrase away':
      // Where no keyring takes its place, what is saved is kept in memory only.
      if (world.disk.keyring === 'missing') world.promises.forgotten();
      return run.vault.removePassphrase();
    case 'the record is damaged':
      return run.vault.damage(id);
    case 'token wanted':
      return world.want(null);
    case 'token for another resource wanted':
      return world.want(otherResource);
    case 'token rejected':
      if (world.lastToken !== null) {
        const given = world.provider.accessTokens.get(world.lastToken);
        const resource = given === undefined || given.resource === '' ? null : given.resource;
        sessions.rejected(id, resource, { value: world.lastToken, tokenType: 'Bearer' });
      }
      return undefined;
    case 'sign in':
      return world.ask(async () => sessions.signIn(id, {}));
    case 'sign in, and come back from the browser':
      return signInAndComeBack(world);
    case 'sign in to the end':
      await signInAndComeBack(world);
      return finishSignIn(world);
    case 'start again':
      return world.ask(async () => sessions.signIn(id, { startAgain: true }));
    case 'another account':
      return world.ask(async () => sessions.signIn(id, { anotherAccount: true }));
    case 'an API wants more':
      sessions.lacking(id, { host: 'api.example.test', scopes: [rareScope] });
      return undefined;
    case 'ask for more':
      return askForMore(world);
    case 'do without':
      return world.ask(async () => sessions.declineAccess(id));
    case 'the provider changes its mind':
      world.provider.gives = !world.provider.gives;
      return undefined;
    case 'sign in with a code':
      return world.ask(async () => sessions.signIn(id, { way: 'device' }));
    case 'enter the code':
      return world.provider.codes.decide('entered', world.provider.subject);
    case 'refuse the code':
      return world.provider.codes.decide('denied', world.provider.subject);
    case 'open again':
      return world.ask(async () => sessions.openBrowserAgain(id));
    case 'cancel':
      return cancel(world);
    case 'renew now':
      return world.ask(async () => sessions.renewNow(id));
    case 'try now':
      return world.ask(async () => sessions.tryNow(id));
    case 'sign out':
      return signOut(world);
    case 'forget sign-out':
      return world.ask(async () => sessions.forgetSignOut(id));
    case 'somebody else sits down':
      world.provider.subject = world.provider.subject === 'ada' ? 'grace' : 'ada';
      return undefined;
    case 'keep what came instead':
      return decide(world, 'replace');
    case 'keep both':
      return keepBoth(world);
    case 'token wanted there':
      return wantThere(world);
    case 'delete the other connection':
      return remove(world);
    case 'give it back':
      return decide(world, 'discard');
    case 'callback':
      return callback(world, world.opened.at(-1));
    case 'callback of the one before':
      return callback(world, world.opened.at(-2));
    case 'callback again':
      return foreign(world, world.usedCallbacks.at(-1));
    case 'callback of nobody':
      return foreign(world, 'app.latchkey.desktop:/callback/abcdefghijklmnopqrstuvwxyz?code=1&state=nobody');
    case 'callback that refuses':
      return refusal(world, world.opened.at(-1));
    case 'callback of the one before that refuses':
      return refusal(world, world.opened.at(-2));
    case 'provider ends the session':
      for (const family of world.provider.families) family.revoked ??= 'ended';
      return undefined;
    case 'outage':
      world.outage = true;
      return undefined;
    case 'outage over':
      world.outage = false;
      return undefined;
    case 'another instance renews':
      return renewElsewhere(world);
    case 'crash':
      return world.restart();
    case 'crash, keyring locked':
      return world.restart('locked');
    case 'crash, no keyring':
      return world.restart('missing');
    case 'power fails in a write':
      return world.cut(world.usedCallbacks.length % 3);
    case 'quit':
      return quit(world);
    default:
      return assertNever(move);
  }
}

function handle(world: World, url: string): void {
  world.ask(async () => world.run.sessions.handleCallback(url));
}

function callback(world: World, opened: string | undefined): void {
  if (opened === undefined) return;
  const url = world.provider.authorize(opened);
  world.usedCallbacks.push(url);
  handle(world, url);
}

function refusal(world: World, opened: string | undefined): void {
  if (opened === undefined) return;
  const query = new URL(opened).searchParams;
  const answer = new URLSearchParams({ error: 'access_denied', state: query.get('state') ?? '' });
  handle(world, `${query.get('redirect_uri') ?? ''}?${answer.toString()}`);
}

/** What runs meanwhile is left where it is. */
async function signInAndComeBack(world: World): Promise<void> {
  const before = world.opened.length;
  world.ask(async () => world.run.sessions.signIn(id, { startAgain: true }));
  await world.settle();
  for (let turn = 0; turn < 8 && world.opened.length === before; turn += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
    await world.step('newest');
  }
  if (world.opened.length > before) callback(world, world.opened.at(-1));
}

async function finishSignIn(world: World): Promise<void> {
  await world.settle();
  for (let turn = 0; turn < 6; turn += 1) {
    if (world.run.sessions.view(id).kind !== 'waiting-for-browser') return;
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
    await world.step('newest');
  }
}

/** R8, R19: a callback that no sign-in here waits for changes nothing, and nothing is asked of anybody. */
function foreign(world: World, url: string | undefined): void {
  if (url === undefined) return;
  const { run } = world;
  const state = new URL(url).searchParams.get('state') ?? '';
  const live = [...world.disk.records].some(
    ([key, text]) => key.startsWith('transaction/') && text.includes(state),
  );
  world.ask(async () => {
    const outcome = await run.sessions.handleCallback(url);
    if (live || !run.alive) return;
    world.promises.hold(outcome.kind !== 'signed-in', 'a callback is used once');
    if (state === 'nobody') {
      world.promises.hold(outcome.kind === 'ignored', 'a callback of nobody is ignored');
    }
  });
}

function signOut(world: World): void {
  const { run } = world;
  const families = world.promises.signingOut(id);
  const { codes } = world.promises;
  world.ask(async () => {
    const done = await run.sessions.signOut(id, { alsoInBrowser: false });
    if (!run.alive || !done.ok) return;
    world.promises.signedOut(families);
    for (const code of codes) world.promises.codeOver(code);
  });
}

/** Whoever is told that it went well was asked in the browser or with a code, now or before, or has it already. */
function askForMore(world: World): void {
  const { run } = world;
  world.ask(async () => {
    const answered = await run.sessions.signIn(id, { more: [rareScope] });
    if (!run.alive || !answered.ok) return;
    const asked = [
      ...world.opened.map((url) => new URL(url).searchParams.get('scope') ?? ''),
      ...world.provider.codes.asked,
    ];
    const given = world.provider.families.some(({ scopes }) => scopes.includes(rareScope));
    world.promises.hold(
      given || asked.some((scope) => scope.includes(rareScope)),
      'more that is asked for is not forgotten',
    );
  });
}

function cancel(world: World): void {
  const { run } = world;
  const { codes } = world.promises;
  world.ask(async () => {
    await run.sessions.cancelSignIn(id);
    // Once what came is being kept there is nothing to cancel.
    if (run.alive) for (const code of codes) world.promises.codeOver(code);
  });
}

function decide(world: World, kind: 'replace' | 'discard'): void {
  const { sessions } = world.run;
  const view = sessions.view(id);
  if (view.kind !== 'another-account') return;
  // What came is the provider's newest family; what it replaces is the person's to end.
  if (kind === 'replace') world.promises.replacing(id);
  world.ask(async () => sessions.decideAccount(id, view.attempt, { kind }));
}

async function unlock(world: World): Promise<void> {
  if (world.disk.keyring === 'locked') world.disk.keyring = 'ready';
  await world.run.vault.openUp();
  if (world.run.vault.status.kind !== 'passphrase-needed') world.promises.locked(false);
}

/** A passphrase protects what is saved, and is forgotten (F13). */
function lock(world: World): void {
  const { run } = world;
  world.ask(async () => {
    const locked = await run.sessions.lock();
    const still = run.vault.status.kind === 'passphrase-needed';
    if (run.alive && locked.ok && still) world.promises.locked(true);
  });
}

/** Quits as a person does: what is under way may end, and nothing is left behind. */
async function quit(world: World): Promise<void> {
  const { run } = world;
  world.ask(async () => run.sessions.close());
  for (let turn = 0; turn < 6 && run.asked > 0; turn += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
    await world.flow();
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await world.pass(2 * second);
  }
  world.promises.hold(run.timers === 0, 'no timer outlives the run');
  world.promises.hold(run.asked === 0, 'quitting ends, and whoever asked is answered before the app is gone');
  world.restart();
}
