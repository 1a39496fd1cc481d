import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { nodeSpoolDisk } from '../../../src/core/broker/bodies/node-spool-disk.ts';
import { nodeFolders } from '../../../src/core/collections/node-folders.ts';
import { createHistory } from '../../../src/core/history/create-history.ts';
import type { History } from '../../../src/core/history/history.ts';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';
import { joinRequest, resolveRequest } from '../../../src/core/variables/resolve-request.ts';
import { nameSecrets } from '../../../src/core/variables/resolve.ts';
import type { HistoryPage, OpenedHistory } from '../../../src/shared/history.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { startLoopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';
import { MemoryVault } from '../../support/memory-vault.ts';
import { complete, failureOf, valueOf } from '../../support/results.ts';
import { setUp, type SetUp } from '../broker/set-up.ts';
import { patience } from '../../support/patience.ts';

const id = 'connection1';
const secret = 'canary-password/1"2';
const large = 3_000_000;
let server: LoopbackServer;
let folder = '';
let vault: MemoryVault;
let clock: FakeClock;

beforeEach(async () => {
  folder = join(tmpdir(), `latchkey-history-${randomUUID()}`);
  vault = new MemoryVault();
  clock = new FakeClock();
  server = await startLoopbackServer((request, response) => {
    if (request.path === '/large') response.end(Buffer.alloc(large, 'x'));
    else if (request.path === '/broken') response.destroy();
    else if (request.path !== '/silent') {
      response.setHeader('content-type', 'application/json');
      response.setHeader('x-echo', String(request.headers['authorization']));
      response.end(JSON.stringify({ heard: request.headers['authorization'], body: request.body }));
    }
  });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A run of the app, as far as the history goes. */
function run(): { readonly history: History; readonly set: SetUp } {
  const set = setUp(
    [{ origin: server.origin }],
    {},
    {},
    {
      sent: (sent) => {
        history.record(sent);
      },
    },
  );
  const history = createHistory({
    files: nodeFiles,
    folders: nodeFolders,
    disk: nodeSpoolDisk,
    folder,
    clock,
    vault,
    limits: () => ({ days: 30, megabytes: 500 }),
    on: () => true,
    bodies: set.broker,
    changed: () => undefined,
  });
  onTestFinished(() => history.close());
  return { history, set };
}

async function pageOf(history: History): Promise<HistoryPage> {
  return valueOf(await history.page({ id, query: '', from: 0, count: 200 }));
}

/** Once everything that was sent is where it will be. */
async function written(history: History, total: number): Promise<HistoryPage> {
  for (let turn = 0; turn < 4000; turn += 1) {
    // All that waits for its time has been due for long then: what is waited for is the disk.
    if (turn < 500) clock.advance(10);
    const page = await pageOf(history);
    if (page.total === total && (page.state.inMemory === 0 || page.state.failure !== null)) return page;
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
  return pageOf(history);
}

async function openFirst(history: History): Promise<OpenedHistory> {
  const [first] = (await pageOf(history)).rows;
  return valueOf(await history.open(id, first?.entry ?? '', 'kept'));
}

async function everythingOnDisk(): Promise<Buffer> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
}

describe('the history of real requests', () => {
  it('R17+: holds neither the token nor a secret variable, in the clear or sealed, also after a restart', async () => {
    const first = run();
    const draft = {
      method: 'POST',
      url: `${server.origin}/v1/notes?by={{who}}`,
      headers: [['X-Api-Key', '{{who}}']] as const,
      body: { kind: 'text', text: 'from {{who}}' } as const,
      authorization: 'on',
    } as const;
    const resolved = valueOf(resolveRequest(draft, () => ({ kind: 'secret', value: secret })));
    const sent = await first.set.broker.send({
      connectionId: id,
      requestId: 'r',
      request: joinRequest(resolved),
      named: joinRequest(resolved, nameSecrets),
      secrets: [secret],
    });
    expect(valueOf(sent).credentialReplaced).toBe(true);
    expect(server.seen[0]?.body).toBe(`from ${secret}`);
    await written(first.history, 1);
    await first.history.close();
    const later = run();
    const opened = await openFirst(later.history);
    expect(opened.request).toEqual(draft);
    const everything = JSON.stringify([opened, await pageOf(later.history)]);
    expect(everything).toContain('[access token]');
    for (const needle of ['canary', encodeURIComponent(secret), 'secret-token', 'Bearer secret']) {
      expect([needle, everything.includes(needle)]).toEqual([needle, false]);
    }
    const disk = await everythingOnDisk();
    expect(disk.byteLength).toBeGreaterThan(100);
    for (const needle of ['canary', 'secret-token', '/v1/notes', 'Bearer']) {
      expect([needle, disk.includes(needle)]).toEqual([needle, false]);
    }
  });

  it('holds what got no answer, and neither what was refused nor what was cancelled', async () => {
    const { history, set } = run();
    expect(failureOf(await set.send({ url: 'https://elsewhere.test/' })).code).toBe('origin-not-allowed');
    const cancelled = set.send({ url: `${server.origin}/silent` });
    await vi.waitFor(() => {
      expect(server.seen).toHaveLength(1);
    }, patience);
    set.broker.cancel('request1');
    expect(failureOf(await cancelled).code).toBe('cancelled');
    expect(failureOf(await set.send({ url: `${server.origin}/broken` })).code).toBe('connection-failed');
    const { rows } = await written(history, 1);
    expect(rows.map(({ url, status }) => [url, status])).toEqual([[`${server.origin}/broken`, null]]);
  });

  it('a large body is there after a restart, read and saved as ever, and goes with its entry', async () => {
    const first = run();
    valueOf(await first.set.send({ url: `${server.origin}/large` }));
    await written(first.history, 1);
    expect(await readdir(first.set.spoolFolder)).toEqual([]);
    await first.history.close();
    const later = run();
    const opened = await openFirst(later.history);
    expect(opened.outcome).toMatchObject({
      bodyGone: null,
      response: { requestId: 'kept', body: { kind: 'large' }, bytes: large },
    });
    const part = await later.set.broker.read({ requestId: 'kept', from: large - 5, length: 10, as: 'text' });
    expect(valueOf(part).content).toEqual({ kind: 'text', text: 'xxxxx' });
    expect((await later.set.saved('kept'))?.equals(Buffer.alloc(large, 'x'))).toBe(true);
    expect((await everythingOnDisk()).includes('xxxxxxxx')).toBe(false);
    await later.set.broker.drop('kept');
    expect((await openFirst(later.history)).outcome).toMatchObject({ bodyGone: null });

    valueOf(await later.history.remove(id, opened.row.entry));
    await later.history.close();
    expect(await readdir(join(folder, id))).toEqual([]);
  });

  it('says so where the file of a body was removed, and shows everything else', async () => {
    const { history, set } = run();
    valueOf(await set.send({ url: `${server.origin}/large` }));
    await written(history, 1);
    for (const name of await readdir(join(folder, id))) {
      if (name.endsWith('.spool')) await rm(join(folder, id, name));
    }
    const { outcome } = await openFirst(history);
    expect(outcome).toMatchObject({ kind: 'answered', response: { status: 200, body: { kind: 'empty' } } });
    expect(outcome.kind === 'answered' && outcome.bodyGone !== null && complete(outcome.bodyGone).code).toBe(
      'not-found',
    );
    await set.broker.close();
  });

  it('F18+: sends all the same where the history cannot be written, and says why', async () => {
    const { history, set } = run();
    await mkdir(folder, { recursive: true });
    // A file in the place of the folder is refused to everybody; a folder that can only be read is not to the administrator.
    await writeFile(join(folder, id), 'in the way');
    expect(valueOf(await set.send({ url: `${server.origin}/v1` })).status).toBe(200);
    expect(valueOf(await set.send({ url: `${server.origin}/large` })).status).toBe(200);
    const { failure } = (await written(history, 2)).state;
    expect(failure === null ? null : complete(failure).code).toBe('disk-failed');
    await rm(join(folder, id));
    clock.advance(31_000);
    expect((await written(history, 2)).state).toMatchObject({ inMemory: 0, failure: null });
  });

  it('files are readable to their owner only', async () => {
    const { history, set } = run();
    valueOf(await set.send({ url: `${server.origin}/large` }));
    await written(history, 1);
    await history.close();
    const own = join(folder, id);
    const modes = await Promise.all(
      (await readdir(own)).map(async (name) => {
        const { mode } = await stat(join(own, name));
        return `${name.replace(/^.*\./, '')} ${(mode & 0o777).toString(8)}`;
      }),
    );
    expect(modes.toSorted()).toEqual(['index 600', 'segment 600', 'spool 600']);
    expect((await stat(own)).mode & 0o777).toBe(0o700);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('64 requests at a time are all there, each once', async () => {
    const { history, set } = run();
    await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        set.send({ url: `${server.origin}/v1?n=${String(index)}` }, `r${String(index)}`),
      ),
    );
    await written(history, 64);
    await history.close();
    const urls = (await pageOf(run().history)).rows.map(({ url }) => url);
    expect(new Set(urls).size).toBe(64);
  });
});
