import { describe, expect, it } from 'vitest';
import { createDeletions, deletionUndoMilliseconds } from '../../../../src/core/connections/deletions.ts';
import { failure } from '../../../../src/core/failures/failure.ts';
import type { Connection, ConnectionId } from '../../../../src/shared/connection.ts';
import { succeed } from '../../../../src/shared/result.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { broken } from '../oauth/session/fake-provider.ts';
import { connection, quiet, until } from '../oauth/session/stage.ts';
import { DeletionWorld, whole, type Left } from './deletion-world.ts';

const revocations = ({ stage }: DeletionWorld): number => stage.provider.requestsTo('/revoke').length;

/** A sign-out that an earlier run sealed is told a moment after the start. */
async function untilTold({ stage }: DeletionWorld): Promise<void> {
  for (let seconds = 0; seconds < 120 && stage.sessions.undelivered().length > 0; seconds += 1) {
    stage.clock.advance(1000);
    // oxlint-disable-next-line eslint/no-await-in-loop -- each second lets happen what is due
    await quiet();
  }
}

/** What there is of a connection after the next start, and how many records hold tokens of it. */
async function afterStart(left: Left, id: ConnectionId) {
  const world = await DeletionWorld.open(left);
  await world.deletions.resume();
  await untilTold(world);
  const { vault } = world.stage;
  const keptTokens = vault.idsOf('session').length + vault.idsOf('sign-out').length;
  return { has: await world.has(id), keptTokens };
}

async function deleted() {
  const world = await DeletionWorld.open();
  const id = await world.fill();
  const token = await world.stage.token(id);
  valueOf(await world.deletions.begin(id));
  return { world, id, token };
}

describe('a connection that is deleted', () => {
  it('cannot be used, and is whole as long as that can be undone', async () => {
    const { world, id } = await deleted();
    expect(world.store.list()).toEqual([]);
    expect(world.deletions.offered()).toEqual([{ id, name: 'Acme' }]);
    expect(world.stopped).toEqual([id]);
    expect(failureOf(await world.stage.sessions.accessToken(id, null)).code).toBe('not-found');
    expect(failureOf(await world.stage.sessions.signIn(id, {})).code).toBe('not-found');
    expect(failureOf(await world.deletions.begin(id)).code).toBe('not-found');
    expect(await world.has(id)).toEqual(['ending', ...whole.slice(1)]);
    expect(revocations(world)).toBe(0);
  });

  it('comes back as it was, still signed in', async () => {
    const { world, id, token } = await deleted();
    world.stage.clock.advance(deletionUndoMilliseconds - 1);
    expect(valueOf(await world.deletions.undo(id)).name).toBe('Acme');
    expect(await world.has(id)).toEqual(whole);
    expect(await world.stage.token(id)).toBe(token);
    world.stage.clock.advance(deletionUndoMilliseconds);
    await quiet();
    expect([revocations(world), await world.has(id)]).toEqual([0, whole]);
    const next = await DeletionWorld.open(world.left());
    await next.deletions.resume();
    expect(await next.has(id)).toEqual(whole);
    expect(await next.stage.token(id)).not.toBe('');
  });

  it('is renewed in time again once it is back', async () => {
    const world = await DeletionWorld.open();
    world.stage.provider.tokenAnswer = { refresh_expires_in: 3600 };
    const id = await world.fill();
    valueOf(await world.deletions.begin(id));
    valueOf(await world.deletions.undo(id));
    world.stage.clock.advance(3500_000);
    await quiet();
    expect(world.stage.renewals).toBe(1);
  });

  it('comes back signed in where it was locked and unlocked meanwhile', async () => {
    const { world, id, token } = await deleted();
    valueOf(await world.stage.sessions.lock());
    world.stage.vault.become({ kind: 'open', backend: 'test' });
    await world.stage.sessions.restore();
    await world.deletions.resume();
    valueOf(await world.deletions.undo(id));
    expect(await world.stage.token(id)).toBe(token);
  });

  it('R49+: is revoked and erased when the time is over, and then stays away', async () => {
    const { world, id } = await deleted();
    world.stage.clock.advance(deletionUndoMilliseconds);
    expect(world.deletions.offered()).toEqual([]);
    expect(failureOf(await world.deletions.undo(id)).code).toBe('not-found');
    await until(() => world.store.ending().length === 0);
    expect(await world.has(id)).toEqual([]);
    expect(world.stage.provider.refreshTokens.size).toBe(0);
    expect(world.stage.vault.records.size).toBe(0);
  });

  it('R49+: is revoked and erased at once where that is wanted, and when the app quits', async () => {
    for (const finish of ['finish', 'close'] as const) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- two worlds, one after the other
      const { world, id } = await deleted();
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await world.deletions[finish](id);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      expect(await world.has(id)).toEqual([]);
      expect(world.stage.provider.refreshTokens.size).toBe(0);
    }
  });

  it('cancels the sign-in that waits in the browser', async () => {
    const world = await DeletionWorld.open();
    const id = await world.fill();
    valueOf(await world.stage.sessions.signIn(id, { anotherAccount: true }));
    valueOf(await world.deletions.begin(id));
    const late = await world.stage.sessions.handleCallback(
      world.stage.provider.authorize(world.stage.lastOpened),
    );
    expect(late.kind).not.toBe('signed-in');
    valueOf(await world.deletions.undo(id));
    expect(world.stage.view(id).kind).toBe('signed-in');
  });

  it('waits for a vault that is locked: its provider is told once it is open', async () => {
    const { world, id } = await deleted();
    valueOf(await world.stage.sessions.lock());
    world.stage.clock.advance(deletionUndoMilliseconds);
    await quiet();
    expect(revocations(world)).toBe(0);
    expect(world.store.ending()).toHaveLength(1);
    world.stage.vault.become({ kind: 'open', backend: 'test' });
    await world.stage.sessions.restore();
    await world.deletions.resume();
    expect(await world.has(id)).toEqual([]);
    expect(world.stage.provider.refreshTokens.size).toBe(0);
  });

  it('R49+: whose time is over right after it was unlocked is revoked, too', async () => {
    const { world, id } = await deleted();
    valueOf(await world.stage.sessions.lock());
    world.stage.vault.become({ kind: 'open', backend: 'test' });
    valueOf(await world.deletions.finish(id));
    expect(await world.has(id)).toEqual([]);
    expect(world.stage.provider.refreshTokens.size).toBe(0);
  });

  it('waits where it is locked in that very moment, and says nothing of it', async () => {
    const { world, id } = await deleted();
    const { sessions } = world.stage;
    const before = { ...sessions };
    Object.assign(sessions, {
      async remove(one: ConnectionId) {
        valueOf(await sessions.lock());
        return before.remove(one);
      },
    });
    valueOf(await world.deletions.finish(id));
    Object.assign(sessions, before);
    expect([world.store.ending().length, world.failed]).toEqual([1, []]);
    world.stage.vault.become({ kind: 'open', backend: 'test' });
    await world.stage.sessions.restore();
    await world.deletions.resume();
    expect(await world.has(id)).toEqual([]);
    expect(world.stage.provider.refreshTokens.size).toBe(0);
  });

  it('waits for a keyring that is not there in this run, and so cannot say whom to tell', async () => {
    const { world, id } = await deleted();
    const { vault, sessions, clock, provider } = world.stage;
    const missing = failure('keyring-missing', 'No keyring.', 'None runs.', 'Start one.');
    vault.become({ kind: 'memory-only', reason: missing });
    vault.fault = (call, kind) => (call === 'read' && kind === 'session' ? missing : null);
    clock.advance(deletionUndoMilliseconds);
    await quiet();
    expect(vault.idsOf('session')).toEqual([id]);
    expect(world.store.ending()).toHaveLength(1);
    vault.fault = () => null;
    vault.become({ kind: 'open', backend: 'test' });
    await sessions.restore();
    await world.deletions.resume();
    expect(await world.has(id)).toEqual([]);
    expect(provider.refreshTokens.size).toBe(0);
  });

  it('goes on without a keyring where what is kept of it is in memory', async () => {
    const { world, id } = await deleted();
    const reason = failure('keyring-missing', 'No keyring.', 'None runs.', 'Start one.');
    world.stage.vault.become({ kind: 'memory-only', reason });
    world.stage.clock.advance(deletionUndoMilliseconds);
    await until(() => world.store.ending().length === 0);
    expect(await world.has(id)).toEqual([]);
    expect(world.stage.provider.refreshTokens.size).toBe(0);
  });

  it('R49-: that ends with a run without a keyring is counted where the provider could not be told', async () => {
    const { world } = await deleted();
    const reason = failure('keyring-missing', 'No keyring.', 'None runs.', 'Start one.');
    world.stage.vault.become({ kind: 'memory-only', reason });
    world.stage.provider.script('/revoke', broken('connection-failed'));
    expect(world.stage.sessions.undelivered()).toEqual([]);
    await world.deletions.close();
    expect(world.stage.sessions.undelivered()).toMatchObject([{ issuer: 'https://id.example.test' }]);
  });

  it('F18-: is tried again where the key of its history could not be removed', async () => {
    const { world, id } = await deleted();
    const reason = failure('disk-failed', 'Not removed.', 'The disk failed.', 'Try again.');
    world.stage.vault.fault = (call, kind) => (call === 'remove' && kind === 'history' ? reason : null);
    expect(failureOf(await world.deletions.finish(id)).code).toBe('disk-failed');
    expect(world.store.ending()).toHaveLength(1);
    world.stage.vault.fault = () => null;
    await world.deletions.resume();
    expect(await world.has(id)).toEqual([]);
  });

  it('F18-: stays in the list where the disk refuses, and stays deleted where it refuses to bring it back', async () => {
    const world = await DeletionWorld.open();
    const id = await world.fill();
    const refuse = (code: string | null) => {
      world.disk.files.fault = (operation) => (operation === 'replace' ? code : null);
    };
    refuse('ENOSPC');
    expect(failureOf(await world.deletions.begin(id)).code).toBe('disk-full');
    expect(await world.has(id)).toEqual(whole);
    refuse(null);
    valueOf(await world.deletions.begin(id));
    refuse('ENOSPC');
    expect(failureOf(await world.deletions.undo(id)).code).toBe('disk-full');
    expect(world.deletions.offered()).toHaveLength(1);
    refuse(null);
    valueOf(await world.deletions.undo(id));
    expect(await world.has(id)).toEqual(whole);
  });

  it('F18-: what could not be erased is told, and erased by the next start', async () => {
    const { world, id } = await deleted();
    world.disk.files.fault = (operation) => (operation === 'replace' ? 'EIO' : null);
    expect(failureOf(await world.deletions.finish(id)).code).toBe('disk-failed');
    expect(world.failed).toHaveLength(1);
    const next = await DeletionWorld.open(world.left());
    await next.deletions.resume();
    expect(await next.has(id)).toEqual([]);
    expect(next.failed).toEqual([]);
  });

  it('a crash at any write leaves it whole or is carried out by the next start, never half', async () => {
    const world = await DeletionWorld.open();
    const id = await world.fill();
    const crashes: Left[] = [];
    world.beforeWrites(() => crashes.push(world.left()));
    valueOf(await world.deletions.begin(id));
    valueOf(await world.deletions.undo(id));
    valueOf(await world.deletions.begin(id));
    await world.deletions.finish(id);
    crashes.push(world.left());
    const found = new Set<string>();
    for (const left of crashes) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one start after the other
      found.add(JSON.stringify(await afterStart(left, id)));
    }
    const back = { has: whole, keptTokens: 1 };
    const gone = { has: [], keptTokens: 0 };
    expect([...found].toSorted()).toEqual([gone, back].map((each) => JSON.stringify(each)).toSorted());
    expect(crashes.length).toBeGreaterThan(8);
  });
});

const nothing = (): void => undefined;
const done = () => Promise.resolve(succeed(null));

/** Deletions of one connection, over a list that takes a mark away when the test says so. */
function slowDeletions() {
  const one = connection();
  const happened: string[] = [];
  let ending: readonly Connection[] = [];
  let saved = nothing;
  const saving = new Promise<void>((resolve) => {
    saved = resolve;
  });
  const deletions = createDeletions({
    connections: {
      ending: () => ending,
      setAside: () => {
        ending = [one];
        return Promise.resolve(succeed(one));
      },
      restore: async () => {
        await saving;
        ending = [];
        happened.push('restored');
        return succeed(one);
      },
      remove: done,
    },
    sessions: {
      cancelSignIn: () => Promise.resolve(),
      remove: () => {
        happened.push('revoked');
        return done();
      },
    },
    clock: new FakeClock(),
    locked: () => Promise.resolve(false),
    stop: nothing,
    erase: done,
    changed: nothing,
    failed: nothing,
  });
  return { id: one.id, deletions, happened, saved };
}

describe('what comes at the same moment', () => {
  it('a vault that is opened while the mark is written carries nothing out', async () => {
    const { id, deletions, happened } = slowDeletions();
    const begun = deletions.begin(id);
    for (let turn = 0; turn < 20; turn += 1) {
      void deletions.resume();
      // oxlint-disable-next-line eslint/no-await-in-loop -- at every moment between
      await Promise.resolve();
    }
    valueOf(await begun);
    expect(happened).toEqual([]);
    expect(deletions.offered()).toHaveLength(1);
  });

  it('quitting waits until an undo is saved', async () => {
    const { id, deletions, happened, saved } = slowDeletions();
    const quit = async () => {
      await deletions.close();
      happened.push('closed');
    };
    valueOf(await deletions.begin(id));
    const undone = deletions.undo(id);
    const quitting = quit();
    await quiet();
    expect(happened).toEqual([]);
    saved();
    valueOf(await undone);
    await quitting;
    expect(happened).toEqual(['restored', 'closed']);
  });
});

describe('the list', () => {
  it('keeps the place of one that may come back, whatever is done meanwhile', async () => {
    const world = await DeletionWorld.open();
    const add = async (name: string) => valueOf(await world.store.add(connection({ name })));
    const [one, two, three] = [await add('one'), await add('two'), await add('three')];
    const names = () => world.store.list().map(({ name }) => name);
    valueOf(await world.deletions.begin(two.id));
    valueOf(await world.store.order([three.id, one.id, two.id]));
    expect(names()).toEqual(['three', 'one']);
    expect(await world.store.update(two.id, two)).toMatchObject({ failure: { code: 'not-found' } });
    valueOf(await world.deletions.undo(two.id));
    expect(names()).toEqual(['three', 'two', 'one']);
    expect((await DeletionWorld.open(world.left())).store.list()).toEqual(world.store.list());
  });
});
