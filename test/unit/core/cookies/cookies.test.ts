import { describe, expect, it } from 'vitest';
import { failure } from '../../../../src/core/failures/failure.ts';
import { storedCookie } from '../../../support/memory-cookies.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { CookieWorld, id, other } from './world.ts';

const keyringLocked = failure('keyring-locked', 'It is locked.', 'Nobody opened it.', 'Unlock it.');
const diskFull = failure('disk-full', 'It is full.', 'It has no room.', 'Make room.');

async function keeping(): Promise<CookieWorld> {
  const world = new CookieWorld();
  valueOf(await world.cookies.open(id));
  world.network().set(storedCookie());
  await world.settled();
  return world;
}

describe('cookies that a connection keeps', () => {
  it('are sealed as they come, and given to the network again in the next run', async () => {
    const world = await keeping();
    expect(world.sealed).toContain('a-session-that-nobody-guesses');
    expect(world.told).toContain(id);
    const next = new CookieWorld(world.vault);
    expect(valueOf(await next.cookies.open(id))).toBeDefined();
    expect(next.network().cookies).toEqual([storedCookie()]);
    expect(next.network(other).cookies).toEqual([]);
  });

  it('are shown by host and name, without a value', async () => {
    const world = await keeping();
    world.network().set(storedCookie({ name: 'b', domain: 'acme.test', hostOnly: false }));
    world.network().set(storedCookie({ name: 'a' }));
    const view = await world.cookies.view(id);
    expect(view).toEqual({
      on: true,
      kept: 'sealed',
      hosts: [
        { host: '.acme.test', names: ['b'] },
        { host: 'api.acme.test', names: ['a', 'sid'] },
      ],
      failure: null,
    });
    world.on.delete(id);
    expect(await world.cookies.view(id)).toEqual({ on: false, kept: 'sealed', hosts: [], failure: null });
  });

  it('leave no record where none is left', async () => {
    const world = await keeping();
    await world.network().clear();
    await world.settled();
    expect(world.sealed).toBeUndefined();
  });

  it('live until the app quits where nothing can be sealed', async () => {
    const reason = failure('keyring-missing', 'There is none.', 'None runs.', 'Start one.');
    const world = new CookieWorld(new MemoryVault({ kind: 'memory-only', reason }));
    valueOf(await world.cookies.open(id));
    world.network().set(storedCookie());
    await world.settled();
    expect(world.vault.records.size).toBe(0);
    expect(await world.cookies.view(id)).toMatchObject({ kept: 'memory', hosts: [{ names: ['sid'] }] });
  });

  it('stay in memory where the disk does not take them, which is said until it does', async () => {
    const world = await keeping();
    world.vault.fault = (call) => (call === 'write' ? diskFull : null);
    world.network().set(storedCookie({ name: 'more' }));
    await world.settled();
    expect(await world.cookies.view(id)).toMatchObject({
      hosts: [{ names: ['more', 'sid'] }],
      failure: { code: 'disk-full' },
    });
    world.vault.fault = () => null;
    world.network().set(storedCookie({ name: 'third' }));
    await world.settled();
    expect((await world.cookies.view(id)).failure).toBeNull();
    expect(world.sealed).toContain('third');
  });

  it('of a record that makes no sense are none', async () => {
    const world = new CookieWorld();
    world.vault.records.set(`cookies/${id}`, '{"format":1,"cookies":[{"name":7}]}');
    valueOf(await world.cookies.open(id));
    expect(world.network().cookies).toEqual([]);
  });
});

describe('a network that has new places for them', () => {
  it('has there what it had before, and nothing is left where they were', async () => {
    const world = await keeping();
    const before = await world.renewNetwork();
    await world.settled();
    expect(world.network()).not.toBe(before);
    expect([before.cookies, world.network().cookies]).toEqual([[], [storedCookie()]]);
    expect(world.sealed).toContain('a-session-that-nobody-guesses');
  });

  it('is the one whose cookies are saved, shown and forgotten from then on', async () => {
    const world = await keeping();
    const before = await world.renewNetwork();
    world.network().set(storedCookie({ name: 'more' }));
    before.set(storedCookie({ name: 'nobody-looks-there' }));
    await world.settled();
    expect((await world.cookies.view(id)).hosts).toEqual([{ host: 'api.acme.test', names: ['more', 'sid'] }]);
    expect(world.sealed).toContain('more');
    expect(world.sealed).not.toContain('nobody-looks-there');
    valueOf(await world.cookies.forget(id));
    await world.settled();
    expect([world.sealed, world.network().cookies]).toEqual([undefined, []]);
  });

  it('while the vault is locked has none', async () => {
    const world = await locked();
    await world.renewNetwork();
    await world.settled();
    expect(world.network().cookies).toEqual([]);
    world.network().set(storedCookie({ name: 'late' }));
    await world.settled();
    expect(world.network().cookies).toEqual([]);
  });

  it('has them for a request that is sent at once', async () => {
    const world = await keeping();
    const renewed = world.renewNetwork();
    valueOf(await world.cookies.open(id));
    expect(world.network().cookies).toEqual([storedCookie()]);
    await renewed;
  });
});

async function locked(): Promise<CookieWorld> {
  const world = await keeping();
  world.vault.fault = (call) => (call === 'read' ? keyringLocked : null);
  world.vault.become({ kind: 'locked' });
  await world.cookies.vaultChanged();
  return world;
}

describe('a locked vault', () => {
  it('takes them from the network, and refuses to have them ready', async () => {
    const world = await locked();
    expect(world.network().cookies).toEqual([]);
    expect(failureOf(await world.cookies.open(id)).code).toBe('keyring-locked');
    expect(await world.cookies.view(id)).toMatchObject({
      on: true,
      hosts: [],
      failure: { code: 'keyring-locked' },
    });
  });

  it('keeps nothing of an answer that comes late, neither in memory nor in the vault', async () => {
    const world = await locked();
    const before = world.sealed;
    world.network().set(storedCookie({ name: 'late' }));
    await world.settled();
    expect(world.network().cookies).toEqual([]);
    expect(world.sealed).toBe(before);
    world.vault.fault = () => null;
    world.vault.become({ kind: 'open', backend: 'test' });
    await world.cookies.vaultChanged();
    valueOf(await world.cookies.open(id));
    expect(world.network().cookies).toEqual([storedCookie()]);
  });

  it('that is locked while they are read ends up without them', async () => {
    const world = await keeping();
    const next = new CookieWorld(world.vault);
    const opening = next.cookies.open(id);
    world.vault.become({ kind: 'locked' });
    await next.cookies.vaultChanged();
    await opening;
    await next.settled();
    expect(next.network().cookies).toEqual([]);
  });
});

describe('forgetting', () => {
  it('takes them from the network and from the vault', async () => {
    const world = await keeping();
    expect(valueOf(await world.cookies.forget(id))).toBeNull();
    await world.settled();
    expect(world.network().cookies).toEqual([]);
    expect(world.sealed).toBeUndefined();
  });

  it('comes after what was being saved', async () => {
    const world = await keeping();
    world.network().set(storedCookie({ name: 'more' }));
    valueOf(await world.cookies.forget(id));
    await world.settled();
    expect(world.sealed).toBeUndefined();
  });

  it('is of what an answer brings late, too: it is neither in memory nor in the vault', async () => {
    const world = await keeping();
    world.on.delete(id);
    valueOf(await world.cookies.forget(id));
    world.network().set(storedCookie({ name: 'late' }));
    await world.settled();
    expect([world.sealed, world.network().cookies]).toEqual([undefined, []]);
    expect(await world.cookies.view(id)).toMatchObject({ on: false, hosts: [] });
  });

  it('with the connection, also of one whose cookies were never used in this run', async () => {
    const world = await keeping();
    const next = new CookieWorld(world.vault);
    next.on.delete(id);
    valueOf(await next.cookies.erase(id));
    expect(next.sealed).toBeUndefined();
    valueOf(await next.cookies.erase(id));
    const known = await keeping();
    known.vault.fault = (call) => (call === 'remove' ? diskFull : null);
    expect(failureOf(await known.cookies.erase(id)).code).toBe('disk-full');
    known.vault.fault = () => null;
    valueOf(await known.cookies.erase(id));
    expect([known.sealed, known.network().cookies]).toEqual([undefined, []]);
  });

  it('closing saves what came last', async () => {
    const world = await keeping();
    world.network().set(storedCookie({ name: 'last' }));
    await world.cookies.close();
    expect(world.sealed).toContain('last');
  });
});
