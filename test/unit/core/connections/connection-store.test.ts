import { describe, expect, it } from 'vitest';
import { createConnectionStore } from '../../../../src/core/connections/create-connection-store.ts';
import type { ConnectionStore } from '../../../../src/core/connections/connection-store.ts';
import type { Connection } from '../../../../src/shared/connection.ts';
import type { Result } from '../../../../src/shared/result.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { testClock } from '../vault/test-vault.ts';
import { settings } from './test-settings.ts';

const folder = '/profile';
const path = `${folder}/connections.json`;

async function openStore(files: MemoryFiles = new MemoryFiles()) {
  const store = createConnectionStore({ files, folder, clock: testClock });
  return { files, store, notice: await store.load() };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.why);
  return result.value;
}

const names = (store: ConnectionStore) => store.list().map((connection) => connection.name);

async function storeWith(
  ...each: string[]
): Promise<{ files: MemoryFiles; store: ConnectionStore; added: Connection[] }> {
  const { files, store } = await openStore();
  const added: Connection[] = [];
  for (const name of each) added.push(valueOf(await store.add(settings({ name }))));
  return { files, store, added };
}

/** Two that believe the profile is theirs, and what a third finds afterwards. */
async function twoStores(...each: string[]) {
  const { files, store: left, added } = await storeWith(...each);
  const { store: right } = await openStore(files);
  return { files, left, right, added, found: async () => (await openStore(files)).store };
}

describe('a file that another process changed meanwhile', () => {
  it('F28+: what each added is there, whoever saved last', async () => {
    const { left, right, found } = await twoStores('one');
    valueOf(await right.add(settings({ name: 'theirs' })));
    valueOf(await left.add(settings({ name: 'ours' })));
    valueOf(await right.add(settings({ name: 'theirs too' })));
    expect(names(await found()).toSorted()).toEqual(['one', 'ours', 'theirs', 'theirs too']);
    expect(names(left)).toEqual(['one', 'ours']);
    expect([left.complete(), right.complete()]).toEqual([false, false]);
  });

  it('F28+: what they changed stays, unless the same is changed here', async () => {
    const { left, right, added, found } = await twoStores('one', 'two');
    const [one = '', two = ''] = added.map(({ id }) => id);
    valueOf(await right.update(one, settings({ name: 'theirs' })));
    valueOf(await right.update(two, settings({ name: 'theirs too' })));
    valueOf(await left.update(two, settings({ name: 'ours' })));
    expect(names(await found())).toEqual(['theirs', 'ours']);
  });

  it('F28-: what is removed here does not come back from the file', async () => {
    const { left, right, added, found } = await twoStores('one', 'two');
    valueOf(await right.add(settings({ name: 'theirs' })));
    valueOf(await left.remove(added[0]?.id ?? ''));
    valueOf(await left.order([]));
    expect(names(await found())).toEqual(['two', 'theirs']);
  });

  it('F28+: what they write between the reading and the replacing is not lost', async () => {
    const { files, left, right } = await twoStores('one');
    const theirs: Promise<unknown>[] = [];
    files.fault = (operation) => {
      if (operation === 'replace' && theirs.length === 0)
        theirs.push(right.add(settings({ name: 'theirs' })));
      return null;
    };
    valueOf(await left.add(settings({ name: 'ours' })));
    await Promise.all(theirs);
    const third = await openStore(files);
    expect(third.notice).toBeNull();
    expect(names(third.store).toSorted()).toEqual(['one', 'ours', 'theirs']);
  });

  it('F28+: a change of theirs that is overwritten unseen is put back', async () => {
    const { files, left, right, added, found } = await twoStores('one');
    const theirs: Promise<unknown>[] = [];
    files.fault = (operation) => {
      if (operation === 'replace' && theirs.length === 0)
        theirs.push(right.update(added[0]?.id ?? '', settings({ name: 'theirs' })));
      return null;
    };
    valueOf(await left.add(settings({ name: 'ours' })));
    await Promise.all(theirs);
    expect(names(await found())).toEqual(['theirs', 'ours']);
  });

  it('F28+: what is overwritten right away is written again', async () => {
    const { files, left, added, found } = await twoStores('one');
    const before = files.content.get(path) ?? new Uint8Array();
    files.fault = (operation, read) => {
      if (operation === 'read' && read.endsWith('.previous')) {
        files.fault = () => null;
        files.content.set(path, before);
      }
      return null;
    };
    const ours = valueOf(await left.add(settings({ name: 'ours' })));
    expect((await found()).list()).toEqual([...added, ours]);
  });

  it('F28-: one who never stops writing does not keep a save from its end', async () => {
    const { files, left } = await twoStores('one');
    const before = files.content.get(path) ?? new Uint8Array();
    files.fault = (operation, read) => {
      if (operation === 'read' && read.endsWith('.previous')) files.content.set(path, before);
      return null;
    };
    valueOf(await left.add(settings({ name: 'ours' })));
    expect(files.calls.filter(({ operation }) => operation === 'replace')).toHaveLength(6);
  });

  it('F28- F36-: one that a newer Latchkey wrote meanwhile is left alone', async () => {
    const { files, left } = await twoStores('one');
    const newer = new TextEncoder().encode('{"version":2,"connections":{}}');
    files.content.set(path, newer);
    const saved = await left.add(settings({ name: 'ours' }));
    expect(saved).toMatchObject({ ok: false, failure: { code: 'settings-unreadable' } });
    expect(files.content.get(path)).toEqual(newer);
    expect(names(left)).toEqual(['one']);
  });

  it('F28+: one that is gone or damaged meanwhile is written anew from memory', async () => {
    const { files, left, found } = await twoStores('one');
    files.content.delete(path);
    valueOf(await left.add(settings({ name: 'two' })));
    files.content.set(path, new TextEncoder().encode('{"version":1,'));
    valueOf(await left.add(settings({ name: 'three' })));
    expect(names(await found())).toEqual(['one', 'two', 'three']);
  });

  it('F18-: one that cannot be read now is not replaced; one that cannot be looked at afterwards is saved', async () => {
    const { files, left } = await twoStores('one');
    files.fault = (operation) => (operation === 'read' ? 'EIO' : null);
    expect(await left.add(settings({ name: 'two' }))).toMatchObject({ failure: { code: 'disk-failed' } });
    let replaced = false;
    files.fault = (operation) => {
      if (operation === 'replace') replaced = true;
      return operation === 'read' && replaced ? 'EIO' : null;
    };
    valueOf(await left.add(settings({ name: 'two' })));
    expect(names(left)).toEqual(['one', 'two']);
  });
});

describe('the connections', () => {
  it('are none at the first start, without a notice', async () => {
    const { store, notice, files } = await openStore();
    expect(notice).toBeNull();
    expect(store.complete()).toBe(true);
    expect(store.list()).toEqual([]);
    expect(files.paths()).toEqual([]);
  });

  it('are there again after a restart, with ids of 128 random bits', async () => {
    const { files, added } = await storeWith('one', 'two');
    const { store, notice } = await openStore(files.copy());
    expect(notice).toBeNull();
    expect(store.list()).toEqual(added);
    expect(new Set(added.map(({ id }) => id)).size).toBe(2);
    for (const { id } of added) expect(id).toMatch(/^[a-z2-7]{26}$/);
  });

  it('are changed, ordered and forgotten', async () => {
    const { store, files, added } = await storeWith('one', 'two', 'three');
    const [one, two, three] = added.map(({ id }) => id);
    valueOf(await store.update(two ?? '', settings({ name: 'second', issuer: 'https://other.test' })));
    valueOf(await store.order([three ?? '', 'unknown', one ?? '']));
    expect(names(store)).toEqual(['three', 'one', 'second']);
    valueOf(await store.remove(one ?? ''));
    valueOf(await store.remove('unknown'));
    expect(names((await openStore(files)).store)).toEqual(['three', 'second']);
    expect(await store.update('unknown', settings())).toMatchObject({ failure: { code: 'not-found' } });
  });

  it('are added behind another one, or at the end where that is not there', async () => {
    const { store, files, added } = await storeWith('one', 'two');
    valueOf(await store.add(settings({ name: 'between' }), { after: added[0]?.id ?? '' }));
    valueOf(await store.add(settings({ name: 'last' }), { after: 'unknown' }));
    expect(names((await openStore(files)).store)).toEqual(['one', 'between', 'two', 'last']);
  });

  it('change together: added, changed and set aside in one write', async () => {
    const { store, files, added } = await storeWith('one', 'two', 'three');
    const [one = '', two = ''] = added.map(({ id }) => id);
    const before = files.calls.filter(({ operation }) => operation === 'replace').length;
    const made = valueOf(
      await store.change({
        add: [settings({ name: 'four' }), settings({ name: 'five' })],
        update: new Map([[one, settings({ name: 'first' })]]),
        setAside: new Set([two]),
      }),
    );
    expect(files.calls.filter(({ operation }) => operation === 'replace')).toHaveLength(before + 1);
    expect(made.map(({ name }) => name)).toEqual(['four', 'five']);
    const again = (await openStore(files)).store;
    expect(names(again)).toEqual(['first', 'three', 'four', 'five']);
    expect(again.ending().map(({ name }) => name)).toEqual(['two']);
    expect(again.list().slice(2)).toEqual(made);
  });

  it('stay as they were where one of several is gone, or the disk refuses: no mark stays in the file either', async () => {
    const { store, files, added } = await storeWith('one', 'two');
    const [one = '', two = ''] = added.map(({ id }) => id);
    const add = [settings({ name: 'three' })];
    expect(await store.change({ add, setAside: new Set([one, 'unknown']) })).toMatchObject({
      failure: { code: 'not-found' },
    });
    expect(await store.change({ update: new Map([['unknown', settings()]]) })).toMatchObject({
      failure: { code: 'not-found' },
    });
    // The file is replaced, and only what comes after fails.
    const replace = files.replace.bind(files);
    let refused = false;
    files.replace = async (...call) => {
      await replace(...call);
      if (refused) return;
      refused = true;
      throw Object.assign(new Error('EIO'), { code: 'EIO' });
    };
    expect(await store.change({ setAside: new Set([two]) })).toMatchObject({
      failure: { code: 'disk-failed' },
    });
    expect(names(store)).toEqual(['one', 'two']);
    const again = (await openStore(files.copy())).store;
    expect([names(again), again.ending()]).toEqual([['one', 'two'], []]);
  });

  it('keep what no form shows while it means the same', async () => {
    const { store } = await openStore();
    const manual = { tag: 'a'.repeat(26), tokenEndpoint: 'https://acme.okta.com/token' };
    const apiOrigins = [{ origin: 'https://api.acme.test', resource: 'urn:api' }];
    const { id, createdAt } = valueOf(await store.add(settings({ manual, apiOrigins }), { demo: true }));
    const renamed = valueOf(await store.update(id, settings({ name: 'renamed', apiOrigins })));
    expect(renamed).toEqual({
      ...settings({ name: 'renamed', manual, apiOrigins }),
      id,
      createdAt,
      demo: true,
    });
    const moved = valueOf(await store.update(id, settings({ issuer: 'https://other.test' })));
    expect(moved.manual).toBeUndefined();
  });

  it('R78+: what was accepted of a provider is kept on disk and through changes, while the issuer is the same', async () => {
    const { store, files, added } = await storeWith('one');
    const id = added[0]?.id ?? '';
    expect(valueOf(await store.acceptUnlistedPkce(id)).unlistedPkceAccepted).toBe(true);
    valueOf(await store.update(id, settings({ name: 'renamed', clientId: 'another' })));
    expect((await openStore(files)).store.get(id)).toMatchObject({
      name: 'renamed',
      unlistedPkceAccepted: true,
    });
  });

  it('R78-: another issuer is asked about again', async () => {
    const { store, added } = await storeWith('one');
    const id = added[0]?.id ?? '';
    valueOf(await store.acceptUnlistedPkce(id));
    const moved = valueOf(await store.update(id, settings({ issuer: 'https://other.test' })));
    expect(moved).not.toHaveProperty('unlistedPkceAccepted');
    expect(await store.acceptUnlistedPkce('unknown')).toMatchObject({ failure: { code: 'not-found' } });
  });

  it('R24+: an origin that a person allows is added once', async () => {
    const { store, added } = await storeWith('one');
    const id = added[0]?.id ?? '';
    valueOf(await store.allowOrigin(id, 'https://new.acme.test'));
    const after = valueOf(await store.allowOrigin(id, 'https://new.acme.test/'));
    expect(after.apiOrigins.map(({ origin }) => origin)).toEqual([
      'https://api.acme.test',
      'https://new.acme.test',
    ]);
  });

  it('R24-: an origin that is none is never added', async () => {
    const { store, added } = await storeWith('one');
    const id = added[0]?.id ?? '';
    expect(await store.allowOrigin(id, 'https://*.acme.test')).toMatchObject({
      failure: { code: 'api-origin-invalid' },
    });
    expect(await store.allowOrigin('unknown', 'https://new.acme.test')).toMatchObject({
      failure: { code: 'not-found' },
    });
    expect(store.get(id)?.apiOrigins).toHaveLength(1);
  });

  it('are saved in the order of the calls', async () => {
    const { store, files } = await openStore();
    await Promise.all(['one', 'two', 'three'].map((name) => store.add(settings({ name }))));
    expect(names((await openStore(files)).store)).toEqual(['one', 'two', 'three']);
  });
});

describe('a connections file that cannot be used', () => {
  it.each([
    ['is not JSON', 'not JSON at all'],
    ['is empty', ''],
    ['is cut off', '{"version":1,"connections":[{"id":'],
    ['is other JSON', '[1,2,3]'],
    ['is not text', '\u{FFFD}\0\0\0'],
  ])('%s: it is kept, the one before is used, and the person is told', async (_, content) => {
    const { files } = await storeWith('one', 'two');
    const damaged = new TextEncoder().encode(content);
    files.content.set(path, damaged);
    const { store, notice } = await openStore(files);
    expect(names(store)).toEqual(['one']);
    expect(store.complete()).toBe(false);
    const kept = files.paths(/set-aside/)[0] ?? '';
    expect(notice).toMatchObject({ code: 'settings-unreadable', details: { file: kept } });
    expect(files.content.get(kept)).toEqual(damaged);
    expect(valueOf(await store.add(settings({ name: 'three' })))).toBeDefined();
    const again = await openStore(files);
    expect(again.notice).toBeNull();
    expect(again.store.complete()).toBe(true);
    expect(names(again.store)).toEqual(['one', 'three']);
    expect(files.content.has(kept)).toBe(true);
  });

  it('without one before: an empty list, the file kept, and words that say so', async () => {
    const files = new MemoryFiles();
    files.content.set(path, new TextEncoder().encode('{{{'));
    const { store, notice } = await openStore(files);
    expect(store.list()).toEqual([]);
    expect(notice?.next).toContain('Add your connections again');
    expect(files.paths(/set-aside/)).toHaveLength(1);
  });

  it('the one before deletes nothing: what is marked in it was brought back since', async () => {
    const { files, store, added } = await storeWith('one', 'two');
    const id = added[0]?.id ?? '';
    valueOf(await store.setAside(id));
    valueOf(await store.restore(id));
    files.content.set(path, new TextEncoder().encode('{'));
    const { store: next, notice } = await openStore(files);
    expect([notice?.code, next.list(), next.ending()]).toEqual(['settings-unreadable', added, []]);
    const { store: later } = await openStore(files);
    expect([later.list(), later.ending()]).toEqual([added, []]);
  });

  it('that is gone: the one before is used', async () => {
    const { files } = await storeWith('one', 'two');
    files.content.delete(path);
    const { store, notice } = await openStore(files);
    expect(names(store)).toEqual(['one']);
    expect(notice).toMatchObject({ code: 'settings-unreadable' });
  });

  it('in one place only: the others are there, and a copy is kept', async () => {
    const { files, added } = await storeWith('one', 'two');
    const text = JSON.stringify({
      version: 1,
      connections: [added[0], { ...added[1], scopes: 'openid' }, 7],
    });
    files.content.set(path, new TextEncoder().encode(text));
    const { store, notice } = await openStore(files);
    expect(names(store)).toEqual(['one']);
    expect(notice?.what).toBe('2 connections could not be read.');
    expect(store.complete()).toBe(false);
    expect(Buffer.from(files.content.get(files.paths(/set-aside/)[0] ?? '') ?? []).toString()).toBe(text);
  });

  it('F36-: that a newer Latchkey wrote is refused and never written', async () => {
    const { files } = await storeWith('one');
    const newer = new TextEncoder().encode(JSON.stringify({ version: 2, connections: {} }));
    files.content.set(path, newer);
    const { store, notice } = await openStore(files);
    expect(notice).toMatchObject({ code: 'settings-unreadable' });
    expect(await store.add(settings())).toMatchObject({
      ok: false,
      failure: { code: 'settings-unreadable' },
    });
    expect(files.content.get(path)).toEqual(newer);
    expect(files.paths(/set-aside/)).toEqual([]);
  });

  it('F36+: of this format is read', async () => {
    const { files } = await storeWith('one');
    expect((await openStore(files)).notice).toBeNull();
  });

  it('cut off at any length is never taken for an empty list in silence', async () => {
    const { files } = await storeWith('one', 'two');
    const whole = files.content.get(path) ?? new Uint8Array();
    // The last byte is the line break after the JSON.
    for (let length = 0; length < whole.length - 1; length += 1) {
      const cut = files.copy();
      cut.content.set(path, whole.subarray(0, length));
      const { store, notice } = await openStore(cut);
      expect(notice?.code).toBe('settings-unreadable');
      expect(names(store)).toEqual(['one']);
    }
  });
});

/** A disk that fails when everything is in its place; returns what ends that. */
function failAfterReplacing(files: MemoryFiles): () => void {
  const replace = files.replace.bind(files);
  files.replace = async (...given) => {
    await replace(...given);
    throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO', syscall: 'fsync' });
  };
  return () => {
    files.replace = replace;
  };
}

describe('a disk that refuses the connections', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EROFS', 'disk-failed'],
    ['EIO', 'disk-failed'],
  ])('F17- F18-: with %s nothing changes, and the error is told', async (code, expected) => {
    const { store, files, added } = await storeWith('one');
    files.fault = (operation) => (operation === 'replace' ? code : null);
    const id = added[0]?.id ?? '';
    expect(await store.add(settings())).toMatchObject({ ok: false, failure: { code: expected } });
    expect(await store.update(id, settings({ name: 'x' }))).toMatchObject({
      ok: false,
      failure: { code: expected },
    });
    expect(await store.remove(id)).toMatchObject({ ok: false, failure: { code: expected } });
    expect(store.list()).toEqual(added);
    files.fault = () => null;
    expect((await openStore(files)).store.list()).toEqual(added);
  });

  it('F17+ F18+: the next save works when the disk does', async () => {
    const { store, files } = await storeWith('one');
    files.fault = () => 'ENOSPC';
    await store.add(settings({ name: 'two' }));
    files.fault = () => null;
    valueOf(await store.add(settings({ name: 'two' })));
    expect(names((await openStore(files)).store)).toEqual(['one', 'two']);
  });

  it('F18+: one that could not be made safe after it was in its place is there once when it is added again', async () => {
    const { store, files } = await storeWith('one');
    const recover = failAfterReplacing(files);
    expect(await store.add(settings({ name: 'two' }))).toMatchObject({ failure: { code: 'disk-failed' } });
    recover();
    valueOf(await store.add(settings({ name: 'two' })));
    expect(names((await openStore(files)).store)).toEqual(['one', 'two']);
  });

  it('F18-: a deletion whose mark could not be made safe after it was in its place is not carried out by the next start', async () => {
    const { store, files, added } = await storeWith('one');
    const recover = failAfterReplacing(files);
    expect(await store.setAside(added[0]?.id ?? '')).toMatchObject({ failure: { code: 'disk-failed' } });
    recover();
    const { store: next } = await openStore(files);
    expect([store.list(), next.list(), next.ending()]).toEqual([added, added, []]);
  });

  it('F18-: when it cannot be read now, nothing is written over it', async () => {
    const { files, added } = await storeWith('one');
    files.fault = (operation) => (operation === 'read' ? 'EIO' : null);
    const { store, notice } = await openStore(files);
    expect(notice).toMatchObject({ code: 'disk-failed' });
    expect(store.complete()).toBe(false);
    expect(await store.add(settings())).toMatchObject({ ok: false, failure: { code: 'disk-failed' } });
    files.fault = () => null;
    expect((await openStore(files)).store.list()).toEqual(added);
  });

  it('is not asked before the file was read', async () => {
    const files = new MemoryFiles();
    const store = createConnectionStore({ files, folder, clock: testClock });
    expect(await store.add(settings())).toMatchObject({
      ok: false,
      failure: { code: 'settings-unreadable' },
    });
    expect(files.paths()).toEqual([]);
  });

  it('leaves no temporary file of its own behind, and touches no other', async () => {
    const { files } = await storeWith('one');
    files.content.set(`${path}.0123456789abcdef.tmp`, new Uint8Array());
    files.content.set(`${folder}/other.json.0123456789abcdef.tmp`, new Uint8Array());
    await openStore(files);
    expect(files.paths(/tmp$/)).toEqual([`${folder}/other.json.0123456789abcdef.tmp`]);
  });
});
