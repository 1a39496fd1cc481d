import { describe, expect, it, vi } from 'vitest';
import { failure } from '../../../../src/core/failures/failure.ts';
import { historyUndoMilliseconds } from '../../../../src/shared/history.ts';
import { failureOf, complete, valueOf } from '../../../support/results.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';
import { answered, day, HistoryWorld, id } from './world.ts';
import { patience } from '../../../support/patience.ts';

const noKeyring = failure('keyring-missing', 'Nothing is kept.', 'There is no keyring.', 'Install one.');

/** Where nothing can be sealed. */
function memoryOnly(): Pick<HistoryWorld, 'disk' | 'vault' | 'clock'> {
  const { disk, clock } = new HistoryWorld();
  return { disk, clock, vault: new MemoryVault({ kind: 'memory-only', reason: noKeyring }) };
}

describe('the history', () => {
  it('holds what was sent and answered, newest first, also after a restart', async () => {
    const world = new HistoryWorld();
    world.record({
      method: 'POST',
      url: 'https://api.acme.test/v1/notes',
      body: { kind: 'json', text: '{"title":"a"}' },
    });
    await world.settled();
    world.record({ url: 'https://api.acme.test/v1/notes/1' }, '{"id":1}');
    await world.settled();
    const later = await world.next();
    const { rows, total, state } = await later.page();
    expect(rows.map(({ method, url, status }) => `${method} ${url} ${String(status)}`)).toEqual([
      'GET https://api.acme.test/v1/notes/1 200',
      'POST https://api.acme.test/v1/notes 200',
    ]);
    expect([total, state]).toEqual([2, { on: true, kept: 'sealed', inMemory: 0, failure: null }]);
    const opened = await later.open(rows[1]?.entry ?? '');
    expect(opened.request).toMatchObject({ method: 'POST', body: { kind: 'json', text: '{"title":"a"}' } });
    expect(opened.outcome).toMatchObject({
      kind: 'answered',
      response: { requestId: 'shown', status: 200, body: { kind: 'json', text: '{"notes":[]}' } },
      bodyGone: null,
    });
    expect(Buffer.from(later.disk.files.everything()).includes('acme')).toBe(false);
  });

  it('also holds what got no answer, with the reason', async () => {
    const world = new HistoryWorld();
    const late = failure('timed-out', 'No answer.', 'It took too long.', 'Try again.');
    world.history.record({ ...answered(), outcome: { kind: 'failed', failure: late } });
    const { rows } = await world.settled();
    expect(rows[0]?.status).toBeNull();
    expect((await world.open(rows[0]?.entry ?? '')).outcome).toEqual({ kind: 'failed', failure: late });
    expect(await world.urls('no answer')).toHaveLength(1);
  });

  it('is searched by method, host, path, status and words, whatever their case', async () => {
    const world = new HistoryWorld();
    world.record({ method: 'POST', url: 'https://api.acme.test/v1/Invoices?q=1' });
    world.record({ url: 'https://other.test/gr%C3%BCn' });
    await world.settled();
    for (const query of ['post', 'ACME', 'invoices post', '200 invoices', 'api.acme.test/v1']) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      expect([query, await world.urls(query)]).toEqual([query, ['https://api.acme.test/v1/Invoices?q=1']]);
    }
    expect(await world.urls('GRÜN')).toEqual(['https://other.test/gr%C3%BCn']);
    expect(await world.urls('invoices get')).toEqual([]);
    expect(await world.urls('404')).toEqual([]);
  });

  it('writes nothing where nothing can be sealed, and forgets when the app quits', async () => {
    const world = new HistoryWorld(memoryOnly());
    world.record();
    const page = await world.settled();
    expect([page.total, page.state.kept, page.state.inMemory]).toEqual([1, 'memory', 1]);
    expect((await world.open(page.rows[0]?.entry ?? '')).outcome.kind).toBe('answered');
    expect(world.disk.names()).toEqual([]);
    expect((await (await world.next()).page()).total).toBe(0);
    expect(world.disk.names()).toEqual([]);
  });

  it('keeps in memory what is sent while it is locked, says so, and writes it once it is open', async () => {
    const world = new HistoryWorld();
    world.record({ url: 'https://api.acme.test/before' });
    await world.settled();
    world.vault.become({ kind: 'passphrase-needed' });
    await world.history.vaultChanged();
    const files = world.disk.names().length;
    world.record({ url: 'https://api.acme.test/meanwhile' });
    const locked = await world.settled();
    expect(locked.rows.map(({ url }) => url)).toEqual(['https://api.acme.test/meanwhile']);
    expect(locked.state).toMatchObject({ kept: 'locked', inMemory: 1 });
    expect(complete(locked.state.failure ?? noKeyring).code).toBe('passphrase-needed');
    expect(world.disk.names()).toHaveLength(files);
    world.vault.become({ kind: 'open', backend: null });
    await world.history.vaultChanged();
    expect(await world.urls()).toEqual(['https://api.acme.test/meanwhile', 'https://api.acme.test/before']);
    expect((await (await world.next()).page()).total).toBe(2);
  });

  it.each(['ENOSPC', 'EROFS', 'EACCES', 'EIO'])(
    'F17+: keeps in memory what the disk refuses (%s), says so, and writes it later',
    async (code) => {
      const world = new HistoryWorld();
      world.record({ url: 'https://api.acme.test/1' });
      await world.settled();
      world.disk.refusal = code;
      world.record({ url: 'https://api.acme.test/2' });
      const refused = await world.settled();
      expect([refused.total, refused.state.inMemory]).toEqual([2, 1]);
      expect(complete(refused.state.failure ?? noKeyring).code).toBe(
        code === 'ENOSPC' ? 'disk-full' : 'disk-failed',
      );
      world.disk.refusal = null;
      world.clock.advance(31_000);
      expect((await world.settled()).state).toMatchObject({ inMemory: 0, failure: null });
      const later = await world.next();
      expect(await later.urls()).toEqual(['https://api.acme.test/2', 'https://api.acme.test/1']);
      expect((await later.page()).state.failure).toBeNull();
    },
  );

  it('F17+: of requests of which a full disk took some, each is there once after a restart', async () => {
    const world = new HistoryWorld();
    world.record({ url: 'https://api.acme.test/0' });
    await world.settled();
    world.disk.refusal = 'ENOSPC';
    for (const name of ['1', '2', '3']) world.record({ url: `https://api.acme.test/${name}` });
    await world.settled();
    world.disk.refusal = null;
    world.clock.advance(31_000);
    await world.settled();
    // Without its index a segment is read in whole.
    for (const path of world.disk.files.paths(/\.index$/)) world.disk.content.delete(path);
    const { rows, state } = await (await world.next()).page();
    expect(rows.map(({ url }) => url.slice(-1)).toSorted()).toEqual(['0', '1', '2', '3']);
    expect(state.failure).toBeNull();
  });

  it('asks a disk that refused again once in 30 seconds, however many requests it refused, and no more once it is closed', async () => {
    const world = new HistoryWorld();
    world.disk.refusal = 'ENOSPC';
    await world.settled();
    const waiting = world.clock.waiting;
    for (let request = 0; request < 5; request += 1) {
      world.record();
      // oxlint-disable-next-line eslint/no-await-in-loop -- each is refused by itself
      expect((await world.settled()).state.inMemory).toBe(request + 1);
    }
    expect(world.clock.waiting).toBe(waiting + 1);
    await world.history.close();
    expect(world.clock.waiting).toBe(waiting);
  });

  it('holds the newest of what it cannot write, up to 64 MiB with their bodies', async () => {
    const world = new HistoryWorld(memoryOnly());
    const text = 'x'.repeat(1_000_000);
    for (let request = 0; request < 80; request += 1) {
      world.record({ method: 'POST', body: { kind: 'text', text } });
    }
    expect((await world.settled()).total).toBe(Math.floor((64 * 1_048_576) / (text.length + 12)));
  });

  it('has an entry without its body for a request whose body is longer than what is kept', async () => {
    const world = new HistoryWorld();
    const text = JSON.stringify({ password: 'x'.repeat(1_048_576) });
    world.record({ method: 'POST', body: { kind: 'json', text } });
    const { rows } = await world.settled();
    const opened = await world.open(rows[0]?.entry ?? '');
    expect(opened.request.body).toBeNull();
    expect(opened.leftOut).toEqual(['the request body, because of its size']);
  });

  it('goes on in a new folder where somebody removed the one that it wrote to', async () => {
    const world = new HistoryWorld();
    world.record({ url: 'https://api.acme.test/1' });
    await world.settled();
    world.disk.content.clear();
    world.record({ url: 'https://api.acme.test/2' });
    await world.settled();
    expect(await (await world.next()).urls()).toEqual(['https://api.acme.test/2']);
  });

  it('removes one at once, brings it back in its place, and not once the time for that is over', async () => {
    const world = new HistoryWorld();
    for (const name of ['1', '2', '3']) {
      world.record({ url: `https://api.acme.test/${name}` });
      // oxlint-disable-next-line eslint/no-await-in-loop -- in this order
      await world.settled();
      world.clock.advance(1000);
    }
    const second = (await world.page('acme.test/2')).rows[0]?.entry ?? '';
    const undo = valueOf(await world.history.remove(id, second));
    expect(await world.urls()).toEqual(['https://api.acme.test/3', 'https://api.acme.test/1']);
    expect(failureOf(await world.history.open(id, second, 'shown')).code).toBe('not-found');
    expect(await new HistoryWorld(world).urls()).toHaveLength(2);
    expect(valueOf(await world.history.restore(id, undo))).toBeNull();
    expect(await world.urls()).toEqual(['3', '2', '1'].map((name) => `https://api.acme.test/${name}`));
    expect((await world.open(second)).request.url).toBe('https://api.acme.test/2');
    const again = valueOf(await world.history.remove(id, second));
    world.clock.advance(historyUndoMilliseconds);
    expect(failureOf(await world.history.restore(id, again)).code).toBe('not-found');
    expect(await (await world.next()).urls()).toHaveLength(2);
  });

  it('is cleared at once, comes back whole, and nothing is left once the time for that is over', async () => {
    const world = new HistoryWorld();
    world.record({ url: 'https://api.acme.test/1' });
    await world.settled();
    const undo = valueOf(await world.history.clear(id));
    world.clock.advance(1000);
    world.record({ url: 'https://api.acme.test/2' });
    await world.settled();
    expect(await world.urls()).toEqual(['https://api.acme.test/2']);
    expect(valueOf(await world.history.restore(id, undo))).toBeNull();
    expect(await world.urls()).toEqual(['https://api.acme.test/2', 'https://api.acme.test/1']);
    const again = valueOf(await world.history.clear(id));
    world.clock.advance(historyUndoMilliseconds);
    await world.settled();
    expect(failureOf(await world.history.restore(id, again)).code).toBe('not-found');
    expect(world.disk.names()).toEqual([]);
  });

  it('that was cleared in a run that was killed is gone at the next start', async () => {
    const world = new HistoryWorld();
    world.record();
    await world.settled();
    valueOf(await world.history.clear(id));
    const killed = new HistoryWorld(world);
    expect(killed.disk.names()).not.toEqual([]);
    await killed.history.start([id]);
    expect(killed.disk.names()).toEqual([]);
  });

  it('of a connection that is not among those that could be read is left alone, and else is gone at the start', async () => {
    const world = new HistoryWorld();
    world.record();
    await world.settled();
    const unsure = await world.next();
    await unsure.history.start(null);
    expect(await unsure.urls()).toHaveLength(1);
    const sure = await unsure.next();
    await sure.history.start([]);
    expect(sure.disk.names()).toEqual([]);
  });

  it('that was cleared can be brought back although what is sealed was locked and opened meanwhile', async () => {
    const world = new HistoryWorld();
    await world.history.start([id]);
    world.record();
    await world.settled();
    const waiting = world.clock.waiting;
    const undo = valueOf(await world.history.clear(id));
    await world.history.start([id]);
    expect(valueOf(await world.history.restore(id, undo))).toBeNull();
    expect(await world.urls()).toHaveLength(1);
    expect(world.clock.waiting).toBe(waiting);
  });

  it('begins another segment once one is full', async () => {
    const world = new HistoryWorld();
    for (let burst = 0; burst < 6; burst += 1) {
      for (let request = 0; request < 700; request += 1) world.record({}, '');
      // oxlint-disable-next-line eslint/no-await-in-loop -- only so many wait
      await vi.waitFor(async () => {
        expect((await world.settled()).state.inMemory).toBe(0);
      }, patience);
    }
    expect(world.disk.names(/\.segment$/)).toHaveLength(2);
    expect((await (await world.next()).page()).total).toBe(4200);
  });

  it('removes a body whose entry a killed run did not write any more, and no other', async () => {
    const world = new HistoryWorld();
    world.record();
    const { rows } = await world.settled();
    const [segment = ''] = world.disk.names(/\.segment$/);
    const later = await world.next();
    const body = (entry: string) => segment.replace('segment', `${entry}.spool`);
    for (const entry of ['17', rows[0]?.entry ?? '']) {
      later.disk.content.set(`/profile/history/${id}/${body(entry)}`, new Uint8Array(1));
    }
    expect(await later.urls()).toHaveLength(1);
    expect(later.disk.names(/\.spool$/)).toEqual([body(rows[0]?.entry ?? '')]);
  });

  it('lists what can be read, and says so, where a file was damaged', async () => {
    const world = new HistoryWorld();
    for (const name of ['1', '2']) {
      world.record({ url: `https://api.acme.test/${name}` });
      // oxlint-disable-next-line eslint/no-await-in-loop -- in this order
      await world.settled();
    }
    const later = await world.next();
    const entry = (await later.page('acme.test/1')).rows[0]?.entry ?? '';
    const [path = ''] = later.disk.files.paths(/\.segment$/);
    later.disk.content.get(path)?.fill(0xff, 60, 64);
    expect(failureOf(await later.history.open(id, entry, 'shown')).code).toBe('record-unreadable');
    later.disk.content.delete(path.replace('.segment', '.index'));
    const again = await later.next();
    expect(await again.urls()).toEqual(['https://api.acme.test/2']);
    expect(complete((await again.page()).state.failure ?? noKeyring).code).toBe('record-unreadable');
    valueOf(await again.history.clear(id));
    expect((await again.page()).state.failure).toBeNull();
  });

  it('drops what is older than the limit, at the start and while it runs', async () => {
    const world = new HistoryWorld();
    world.record({ url: 'https://api.acme.test/old' });
    await world.settled();
    world.clock.setWall(world.clock.now() + 30 * day + 1000);
    world.record({ url: 'https://api.acme.test/new' });
    await world.settled();
    expect(await world.urls()).toEqual(['https://api.acme.test/new']);
    world.clock.setWall(world.clock.now() + day);
    const later = await world.next();
    expect(later.disk.names(/\.segment$/)).toHaveLength(2);
    await later.history.start([id]);
    expect(later.disk.names(/\.segment$/)).toHaveLength(1);
    later.clock.setWall(later.clock.now() + 40 * day);
    later.clock.advance(3_600_000);
    await later.settled();
    expect(later.disk.names()).toEqual([]);
  });

  it('remembers nothing of a connection for which it is switched off', async () => {
    const world = new HistoryWorld();
    world.on = false;
    world.record();
    const page = await world.settled();
    expect([page.total, page.state.on]).toEqual([0, false]);
    expect(world.disk.names()).toEqual([]);
  });

  it('is gone with its connection, and with it its key', async () => {
    const world = new HistoryWorld();
    world.record();
    await world.settled();
    valueOf(await world.history.erase(id));
    expect(world.disk.names()).toEqual([]);
    expect(world.vault.idsOf('history')).toEqual([]);
  });
});
