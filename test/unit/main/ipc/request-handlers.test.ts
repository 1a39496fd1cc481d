import { describe, expect, it } from 'vitest';
import { SpoolDamagedError } from '../../../../src/core/broker/bodies/spool-file.ts';
import type { Broker, FinishedBody } from '../../../../src/core/broker/broker.ts';
import type { Prepared } from '../../../../src/main/demo/demo-connection.ts';
import { requestHandlers } from '../../../../src/main/ipc/handlers/request-handlers.ts';
import { resolveRequest } from '../../../../src/core/variables/resolve-request.ts';
import type { ChosenFile } from '../../../../src/shared/request-body.ts';
import { fail } from '../../../../src/shared/result.ts';
import { savedConnection } from '../../../support/connections.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const broken = {
  code: 'disk-full',
  what: 'It was not saved.',
  why: 'The disk is full.',
  next: 'Free space.',
} as const;
const body: FinishedBody = {
  async *chunks() {
    yield await Promise.resolve(Uint8Array.of(1));
    yield Uint8Array.of(2);
  },
  size: 2,
  suggestedName: 'notes.json',
  mediaType: 'application/json',
};

function requests(options: {
  body: FinishedBody | null;
  path?: string | null;
  file?: () => Promise<ChosenFile>;
  error?: Error;
  confirmed?: boolean;
  openProblem?: string;
  prepared?: Prepared | Promise<Prepared>;
}) {
  const written: string[] = [];
  const closing = new AbortController();
  const broker: Broker = {
    send: () => Promise.resolve(fail(broken)),
    cancel: () => undefined,
    cancelAll: () => undefined,
    read: () => Promise.resolve(fail(broken)),
    withBody: (_requestId, work) =>
      options.body === null ? Promise.resolve(null) : work(options.body, closing.signal),
    show: () => Promise.resolve(fail(broken)),
    drop(requestId) {
      written.push(`dropped ${requestId}`);
      return Promise.resolve();
    },
    sweep: () => Promise.resolve(),
    close() {
      closing.abort();
      return Promise.resolve();
    },
  };
  const handlers = requestHandlers({
    broker,
    variables: {
      resolve: (_id, draft) => Promise.resolve(resolveRequest(draft, () => null)),
    },
    connections: { get: () => savedConnection() },
    prepare: () => Promise.resolve(options.prepared ?? { kind: 'ready' }),
    askForFile: (suggestedName) =>
      Promise.resolve(options.path === undefined ? `/home/ada/${suggestedName}` : options.path),
    async saveFile(path, chunks) {
      let length = 0;
      for await (const chunk of chunks) length += chunk.byteLength;
      written.push(`${path} ${String(length)}`);
      if (options.error !== undefined) throw options.error;
    },
    confirmOpen(name, size) {
      written.push(`asked ${name} ${String(size)}`);
      return Promise.resolve(options.confirmed ?? true);
    },
    async writeOpened(name, chunks) {
      for await (const chunk of chunks) written.push(`wrote ${String(chunk.byteLength)}`);
      if (options.error !== undefined) throw options.error;
      return `/opened/${name}`;
    },
    openPath(path) {
      written.push(`opened ${path}`);
      return Promise.resolve(options.openProblem ?? '');
    },
    chooseFile: () => Promise.resolve(options.file === undefined ? null : '/home/ada/notes.bin'),
    addFile: options.file ?? (() => Promise.reject(new Error('No file was chosen.'))),
    meterFor: () => ({
      stage: (stage, total) => void written.push(`${stage} ${String(total)}`),
      add: () => undefined,
      answered: () => undefined,
      end: () => void written.push('over'),
      times: () => [],
    }),
  });
  return { broker, handlers, written };
}

describe('requestHandlers', () => {
  it('a request whose sign-in is over is not sent, and says why', async () => {
    const request = {
      method: 'GET',
      url: 'http://127.0.0.1:4481/',
      headers: [],
      body: null,
      authorization: 'on',
    } as const;
    const input = { connectionId: 'demo', requestId: 'r', request };
    const sent = requests({ body: null });
    expect(failureOf(await sent.handlers.sendRequest(input)).code).toBe('disk-full');
    const reason = { ...broken, code: 'session-ended' } as const;
    const { handlers } = requests({ body: null, prepared: { kind: 'ended', reason } });
    expect(failureOf(await handlers.sendRequest(input))).toEqual(reason);
  });

  it('saves a body where the person says', async () => {
    const { handlers, written } = requests({ body });
    expect(valueOf(await handlers.saveResponse({ requestId: 'r' }))).toEqual({
      path: '/home/ada/notes.json',
    });
    expect(written).toEqual(['saving 2', '/home/ada/notes.json 2', 'over']);
  });

  it('writes nothing when they cancel', async () => {
    const { handlers, written } = requests({ body, path: null });
    expect(valueOf(await handlers.saveResponse({ requestId: 'r' }))).toBeNull();
    expect(written).toEqual([]);
  });

  it('F17-: a full disk, and a body that is not kept any more, are said in words', async () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const first = await requests({ body, error: full }).handlers.saveResponse({ requestId: 'r' });
    const denied = Object.assign(new Error('no'), { code: 'EACCES' });
    const second = await requests({ body, error: denied }).handlers.saveResponse({ requestId: 'r' });
    const third = await requests({ body: null }).handlers.saveResponse({ requestId: 'r' });
    const damaged = new SpoolDamagedError('no');
    const fourth = await requests({ body, error: damaged }).handlers.saveResponse({ requestId: 'r' });
    expect([first, second, third, fourth].map((result) => failureOf(result).code)).toEqual([
      'disk-full',
      'disk-failed',
      'not-found',
      'disk-failed',
    ]);
  });

  it('cancelled while what it needs is being started, a request is not sent', async () => {
    const { handlers } = requests({ body, prepared: new Promise(() => undefined) });
    const request = {
      method: 'GET',
      url: 'http://127.0.0.1/',
      headers: [],
      body: null,
      authorization: 'on',
    } as const;
    const sending = handlers.sendRequest({ connectionId: 'demo', requestId: 'r', request });
    await handlers.cancelRequest({ requestId: 'r' });
    expect(failureOf(await sending).code).toBe('cancelled');
  });

  it('cancelled while it is saved, a body is not put in its place', async () => {
    const endless: FinishedBody = {
      ...body,
      async *chunks() {
        for (;;) {
          await handlers.cancelRequest({ requestId: 'r' });
          yield Uint8Array.of(1);
        }
      },
    };
    const { handlers, written } = requests({ body: endless });
    const saving = handlers.saveResponse({ requestId: 'r' });
    expect(failureOf(await handlers.saveResponse({ requestId: 'r' })).code).toBe('input-invalid');
    expect(failureOf(await saving).code).toBe('cancelled');
    expect(written).toEqual(['saving 2', 'over']);
  });

  it('where the app quits meanwhile, nothing is put in its place either', async () => {
    const endless: FinishedBody = {
      ...body,
      async *chunks() {
        for (;;) {
          await broker.close();
          yield Uint8Array.of(1);
        }
      },
    };
    const { broker, handlers, written } = requests({ body: endless });
    expect(failureOf(await handlers.saveResponse({ requestId: 'r' })).code).toBe('cancelled');
    expect(written).toEqual(['saving 2', 'over']);
  });

  const pdf: FinishedBody = { ...body, suggestedName: 'report.pdf', mediaType: 'application/pdf' };

  it('what is only looked at is written and opened, once the person has said so', async () => {
    const { handlers, written } = requests({ body: pdf });
    const opened = await handlers.openResponse({ requestId: 'r' });
    expect(valueOf(opened)).toEqual({ path: '/opened/report.pdf' });
    expect(written).toEqual([
      'asked report.pdf 2',
      'saving 2',
      'wrote 1',
      'wrote 1',
      'over',
      'opened /opened/report.pdf',
    ]);
  });

  it('nothing is written where the person declines, and nobody is asked about what may be run', async () => {
    const declined = requests({ body: pdf, confirmed: false });
    expect(valueOf(await declined.handlers.openResponse({ requestId: 'r' }))).toBeNull();
    expect(declined.written).toEqual(['asked report.pdf 2']);
    const program = requests({ body: { ...body, suggestedName: 'x.sh', mediaType: 'application/x-sh' } });
    expect(failureOf(await program.handlers.openResponse({ requestId: 'r' })).code).toBe('not-permitted');
    expect(program.written).toEqual([]);
  });

  it('what cannot be written, shown or found any more says why', async () => {
    const full = requests({ body: pdf, error: Object.assign(new Error('no'), { code: 'ENOSPC' }) });
    expect(failureOf(await full.handlers.openResponse({ requestId: 'r' })).code).toBe('disk-full');
    const damaged = requests({ body: pdf, error: new SpoolDamagedError('x') });
    expect(failureOf(await damaged.handlers.openResponse({ requestId: 'r' })).code).toBe('disk-failed');
    const none = requests({ body: pdf, openProblem: 'No application is registered.' });
    expect(failureOf(await none.handlers.openResponse({ requestId: 'r' })).code).toBe('not-found');
    const gone = requests({ body: null });
    expect(failureOf(await gone.handlers.openResponse({ requestId: 'r' })).code).toBe('not-found');
  });

  it('a chosen file is named to the page by a ticket; none, and one that cannot be read, are said', async () => {
    const chosen = { ticket: 'a'.repeat(26), name: 'notes.bin', size: 5 };
    expect(valueOf(await requests({ body }).handlers.chooseFile(null))).toBeNull();
    const one = requests({ body, file: () => Promise.resolve(chosen) });
    expect(valueOf(await one.handlers.chooseFile(null))).toEqual(chosen);
    const denied = Object.assign(new Error('no'), { code: 'EACCES' });
    const two = requests({ body, file: () => Promise.reject(denied) });
    expect(failureOf(await two.handlers.chooseFile(null)).code).toBe('disk-failed');
  });

  it('drops a body that is not shown any more', async () => {
    const { handlers, written } = requests({ body });
    expect(valueOf(await handlers.dropResponse({ requestId: 'r' }))).toBeNull();
    expect(written).toEqual(['dropped r']);
  });
});
