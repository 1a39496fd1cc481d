import { setTimeout as sleep } from 'node:timers/promises';
import { SessionBus } from './session-bus.ts';

/** What a person did about the keyring's question. */
export type PromptAnswer = 'unlocked' | 'closed' | 'unavailable';

/** How often it is looked whether the question still matters, in milliseconds. */
const lookEvery = 2000;

const destination = 'org.freedesktop.secrets';
const service = {
  destination,
  path: '/org/freedesktop/secrets',
  interface: 'org.freedesktop.Secret.Service',
};

/**
 * Has the Secret Service ask for the default keyring's password, and waits for the person without holding anything up:
 * safeStorage would hold up the whole process (Electron 25), and is called only when the keyring is open.
 * `unavailable`: no such service, or it does not keep to its specification. Never rejects.
 */
export async function promptToUnlock(socket: string, userId: number): Promise<PromptAnswer> {
  const bus = await SessionBus.connect(socket, userId);
  if (bus === null) return 'unavailable';
  const answered = new AbortController();
  try {
    const alias = await bus.call({ ...service, member: 'ReadAlias', body: ['default'] });
    if (alias?.kind !== 'reply') return 'unavailable';
    const collection = alias.body.text();
    const unlock = await bus.call({ ...service, member: 'Unlock', body: [[collection]] });
    if (unlock?.kind !== 'reply') return 'unavailable';
    // What was open already; then the question, `/` when there is none.
    unlock.body.texts();
    const path = unlock.body.text();
    if (path === '/') return 'unlocked';
    const completed = bus.signal(path, 'Completed');
    const asked = await bus.call({
      destination,
      path,
      interface: 'org.freedesktop.Secret.Prompt',
      member: 'Prompt',
      body: [''],
    });
    if (asked?.kind !== 'reply') return 'unavailable';
    const answer = completed.then((told): PromptAnswer => {
      if (told === null) return 'unavailable';
      // Its first value: whether the question was closed.
      return told.body.number() === 0 ? 'unlocked' : 'closed';
    });
    return await Promise.race([answer, whenPointless(bus, collection, answered.signal)]);
  } catch {
    return 'unavailable';
  } finally {
    answered.abort();
    bus.close();
  }
}

/** Settles when the keyring was opened elsewhere, or when the program that asked is gone, and its question with it. */
async function whenPointless(
  bus: SessionBus,
  collection: string,
  answered: AbortSignal,
): Promise<PromptAnswer> {
  const first = await ownerOf(bus);
  for (;;) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one look after the other
    await sleep(lookEvery, undefined, { signal: answered, ref: false });
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    if ((await ownerOf(bus)) !== first) return 'closed';
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    const locked = await bus.call({
      destination,
      path: collection,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      body: ['org.freedesktop.Secret.Collection', 'Locked'],
    });
    if (locked?.kind === 'reply' && locked.body.boxedNumber() === 0) return 'unlocked';
  }
}

/** The connection of the program that is the keyring now; null when there is none. */
async function ownerOf(bus: SessionBus): Promise<string | null> {
  const name = 'org.freedesktop.DBus';
  const owner = await bus.call({
    destination: name,
    path: '/org/freedesktop/DBus',
    interface: name,
    member: 'GetNameOwner',
    body: [destination],
  });
  return owner?.kind === 'reply' ? owner.body.text() : null;
}
