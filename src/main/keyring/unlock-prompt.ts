import { setTimeout as sleep } from 'node:timers/promises';
import { valuesOf } from './bus-message.ts';
import { SessionBus } from './session-bus.ts';

/**
 * What became of the keyring's question. `unlocked`: the keyring is open. `closed`: it is not, and can be asked again.
 * `unavailable`: it cannot be asked in this way.
 */
export type PromptAnswer = 'unlocked' | 'closed' | 'unavailable';

/** In milliseconds. */
export interface PromptWaits {
  /** For the bus and the keyring to answer a call; a person takes longer, and is not measured by it. */
  readonly answer: number;
  /** How often it is looked whether the question still matters. */
  readonly look: number;
}

const usualWaits: PromptWaits = { answer: 10_000, look: 2000 };

const destination = 'org.freedesktop.secrets';
const promptInterface = 'org.freedesktop.Secret.Prompt';
const service = {
  destination,
  path: '/org/freedesktop/secrets',
  interface: 'org.freedesktop.Secret.Service',
};

/**
 * Has the Secret Service ask for the default keyring's password, and waits for the person without holding anything up:
 * safeStorage would hold up the whole process (Electron 25), and is called only when the keyring is open.
 * A keyring that does not answer is not open, and counts as closed. Never rejects.
 */
export async function promptToUnlock(
  socket: string,
  userId: number,
  waits: PromptWaits = usualWaits,
): Promise<PromptAnswer> {
  const bus = await SessionBus.connect(socket, userId, waits.answer);
  if (bus === null) return 'unavailable';
  try {
    return await ask(bus, waits.look);
  } catch {
    // It does not keep to its specification.
    return 'unavailable';
  } finally {
    bus.close();
  }
}

/** @throws {RangeError} when an answer has other values than it should */
async function ask(bus: SessionBus, lookEvery: number): Promise<PromptAnswer> {
  const alias = await bus.call({ ...service, member: 'ReadAlias', body: ['default'] });
  if (alias?.kind !== 'reply') return withoutReply(alias);
  const collection = valuesOf(alias, 'o').objectPath();
  const unlock = await bus.call({ ...service, member: 'Unlock', body: [[collection]] });
  if (unlock?.kind !== 'reply') return withoutReply(unlock);
  const values = valuesOf(unlock, 'aoo');
  // What was open already; then the question, `/` when there is none.
  values.objectPaths();
  const path = values.objectPath();
  if (path === '/') return whetherOpen(bus, collection);

  // gnome-keyring tells its asker alone; others tell whoever listens.
  const rule = `type='signal',sender='${destination}',interface='${promptInterface}',member='Completed',path='${path}'`;
  await bus.callBus('AddMatch', [rule]);
  const completed = bus.signal(
    (told) => told.sender === unlock.sender && told.path === path && told.member === 'Completed',
  );
  const asked = await bus.call({
    destination,
    path,
    interface: promptInterface,
    member: 'Prompt',
    body: [''],
  });
  if (asked?.kind !== 'reply') return withoutReply(asked);

  const answered = new AbortController();
  try {
    const answer = completed.then(async (told): Promise<PromptAnswer> => {
      if (told === null) return 'closed';
      // Whether it was closed, then what is open now: other keyrings than ours may be.
      const dismissed = valuesOf(told, 'bv').boolean();
      return dismissed ? 'closed' : whetherOpen(bus, collection);
    });
    return await Promise.race([answer, whenPointless(bus, collection, lookEvery, answered.signal)]);
  } finally {
    answered.abort();
  }
}

/** An error is told by a service that cannot be asked so; silence says nothing, and safeStorage would wait for it as well. */
function withoutReply(message: { readonly kind: string } | null): PromptAnswer {
  return message === null ? 'closed' : 'unavailable';
}

/** Settles when the keyring was opened elsewhere, or when the program that asked is gone, and its question with it. */
async function whenPointless(
  bus: SessionBus,
  collection: string,
  lookEvery: number,
  answered: AbortSignal,
): Promise<PromptAnswer> {
  const first = await ownerOf(bus);
  for (;;) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one look after the other
    await sleep(lookEvery, undefined, { signal: answered, ref: false });
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    if ((await ownerOf(bus)) !== first) return 'closed';
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    if ((await whetherOpen(bus, collection)) === 'unlocked') return 'unlocked';
  }
}

async function whetherOpen(bus: SessionBus, collection: string): Promise<PromptAnswer> {
  const locked = await bus.call({
    destination,
    path: collection,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    body: ['org.freedesktop.Secret.Collection', 'Locked'],
  });
  if (locked?.kind !== 'reply') return withoutReply(locked);
  return valuesOf(locked, 'v').boxedBoolean() ? 'closed' : 'unlocked';
}

/** The connection of the program that is the keyring now; null when there is none. */
async function ownerOf(bus: SessionBus): Promise<string | null> {
  const owner = await bus.callBus('GetNameOwner', [destination]);
  return owner?.kind === 'reply' ? valuesOf(owner, 's').text() : null;
}
