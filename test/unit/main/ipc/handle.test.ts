import { describe, expect, it, vi } from 'vitest';
import type { SenderFacts } from '../../../../src/main/ipc/sender.ts';
import { isOurPage } from '../../../../src/main/ipc/sender.ts';
import { schemas } from '../../../../src/main/ipc/schemas.ts';
import { answerOf, type HandleDeps, type Handlers } from '../../../../src/main/ipc/answer.ts';
import { handleCommands } from '../../../../src/main/ipc/handle.ts';
import { createSendEvent } from '../../../../src/main/ipc/send.ts';
import { coalesce } from '../../../../src/main/system/once.ts';
import { commandNames, type Command } from '../../../../src/shared/ipc.ts';
import { succeed } from '../../../../src/shared/result.ts';
import { connectionInput } from '../../../support/connections.ts';
import { failureOf } from '../../../support/results.ts';

const channels = vi.hoisted(() => new Map<string, (event: unknown, input: unknown) => Promise<unknown>>());
const removed = vi.hoisted((): string[] => []);

vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, listener: (event: unknown, input: unknown) => Promise<unknown>) =>
      channels.set(channel, listener),
    removeAllListeners: (channel: string) => removed.push(channel),
  },
}));

const frame = { url: 'app://latchkey/index.html#/connections' };
const ours: SenderFacts = { sender: { id: 1, mainFrame: frame }, senderFrame: frame };
const id = 'abcdefghijklmnopqrstuvwxyz';

/** Handlers that tell they were called, each answering null. */
function setUp(over: Partial<Handlers> = {}) {
  const called: Command[] = [];
  const logged: string[] = [];
  const base = Object.fromEntries(
    commandNames.map((command) => [
      command,
      () => {
        called.push(command);
        return succeed(null);
      },
    ]),
  );
  const deps: HandleDeps = {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a handler for every command, which the compiler cannot see in a loop
    handlers: { ...(base as unknown as Handlers), ...over },
    schemas,
    trusted: (event) => isOurPage(event, 1),
    redact: (text) => text.replaceAll('secret-token', '…'),
    log: {
      folder: '/nowhere',
      write: (_level, message, cause) => logged.push(`${message} ${String(cause)}`),
    },
  };
  return { deps, called, logged };
}

describe('handleCommands', () => {
  it('answers every command of the contract on a channel of its own, and closes that of electron-store', async () => {
    const { deps, called } = setUp();
    handleCommands({ ...deps, tellNow: () => undefined });
    expect(channels.size).toBe(commandNames.length);
    expect(removed).toEqual(['electron-store-get-data']);
    expect(await channels.get('latchkey:command:getAppState')?.(ours, null)).toEqual(succeed(null));
    expect(called).toEqual(['getAppState']);
  });

  it('tells the page what a call changed before its answer, which may lead it to look', async () => {
    const heard: string[] = [];
    const tell = coalesce(() => heard.push('news'));
    const { deps } = setUp({
      async openLogFolder() {
        await Promise.resolve();
        tell();
        return succeed(null);
      },
    });
    handleCommands({ ...deps, tellNow: tell.now });
    await channels.get('latchkey:command:openLogFolder')?.(ours, null);
    heard.push('answer');
    expect(heard).toEqual(['news', 'answer']);
  });
});

describe('an address by hand', () => {
  it('is refused beyond its limit, in words that name the field, and never logged', async () => {
    const { deps, called, logged } = setUp({
      pasteCallback: () => {
        throw new Error('a bug');
      },
    });
    const answer = answerOf('pasteCallback', deps);
    const pasted = 'http://127.0.0.1:1/callback/x?code=a-code-of-somebody&state=s';
    const long = failureOf(await answer(ours, { id, address: `${pasted}${'x'.repeat(20_000)}` }));
    expect(long).toMatchObject({ code: 'input-invalid', details: { field: 'Address' } });
    expect(failureOf(await answer(ours, { id, address: 1 })).code).toBe('input-invalid');
    expect(failureOf(await answer(ours, { id, address: pasted })).code).toBe('internal');
    expect(called).toEqual([]);
    expect(logged).toHaveLength(1);
    expect(`${logged.join('')}${JSON.stringify(long)}`).not.toContain('a-code-of-somebody');
  });
});

describe('the sender', () => {
  it('is our main frame on our own origin, or nothing happens', async () => {
    const { deps, called } = setUp();
    const answer = answerOf('signOut', deps);
    const child = { url: frame.url };
    const elsewhere = { url: 'https://evil.test/' };
    const strangers: SenderFacts[] = [
      { sender: { id: 2, mainFrame: frame }, senderFrame: frame },
      { sender: { id: 1, mainFrame: frame }, senderFrame: child },
      { sender: { id: 1, mainFrame: frame }, senderFrame: null },
      { sender: { id: 1, mainFrame: elsewhere }, senderFrame: elsewhere },
    ];
    const codes = await Promise.all(
      strangers.map(async (event) => failureOf(await answer(event, { id, alsoInBrowser: false })).code),
    );
    expect(codes).toEqual(strangers.map(() => 'not-permitted'));
    expect(called).toEqual([]);
    expect(isOurPage(ours, null)).toBe(false);
    expect((await answer(ours, { id, alsoInBrowser: false })).ok).toBe(true);
  });
});

describe('the input', () => {
  it('reaches the handler only in the shape of the contract', async () => {
    const { deps, called } = setUp();
    const bad: readonly unknown[] = [
      undefined,
      null,
      'x',
      {},
      { id: '../../etc/passwd', alsoInBrowser: false },
      { id, alsoInBrowser: 'yes' },
      { id, alsoInBrowser: false, more: 1 },
      JSON.parse(`{"id":"${id}","alsoInBrowser":false,"__proto__":{"x":1}}`),
    ];
    const codes = await Promise.all(
      bad.map(async (input) => {
        const result = await answerOf('signOut', deps)(ours, input);
        return result.ok ? 'ok' : result.failure.code;
      }),
    );
    expect(codes).toEqual(bad.map(() => 'input-invalid'));
    expect(called).toEqual([]);
  });

  it('F26-: huge values are refused before they cost anything', async () => {
    const { deps, called } = setUp();
    const issuer = await answerOf('checkIssuer', deps)(ours, { issuer: 'a'.repeat(20_001) });
    expect(failureOf(issuer)).toMatchObject({
      what: 'What was entered as “Issuer” cannot be used.',
      details: { field: 'Issuer' },
    });
    const send = await answerOf('sendRequest', deps)(ours, {
      connectionId: id,
      requestId: 'one',
      request: {
        method: 'GET',
        url: '',
        headers: [['x', 'y'.repeat(100_001)]],
        body: null,
        authorization: 'on',
      },
    });
    expect(failureOf(send).details?.field).toBe('Headers');
    const ids = await answerOf('orderConnections', deps)(ours, {
      ids: Array.from({ length: 10_001 }, () => id),
    });
    expect(failureOf(ids).code).toBe('input-invalid');
    expect(called).toEqual([]);
  });

  it('a client id of 10,000 characters reaches the place that says what is wrong with it', async () => {
    const { deps, called } = setUp();
    const input = connectionInput({ clientId: 'a'.repeat(10_000) });
    expect((await answerOf('addConnection', deps)(ours, input)).ok).toBe(true);
    expect(called).toEqual(['addConnection']);
  });
});

describe('the answer', () => {
  it('is redacted at the edge', async () => {
    const { deps } = setUp({
      renewNow: () => ({
        ok: false,
        failure: {
          code: 'token-request-refused',
          what: 'The provider refused secret-token.',
          why: 'It said so.',
          next: 'Sign in again.',
          details: { providerDescription: 'bad secret-token', host: 'acme.test' },
        },
      }),
    });
    const result = await answerOf('renewNow', deps)(ours, { id });
    expect(JSON.stringify(result)).not.toContain('secret-token');
    expect(failureOf(result).details).toEqual({ providerDescription: 'bad …', host: 'acme.test' });
  });

  it('a bug becomes the failure “internal” and a line in the log, never an exception in the page', async () => {
    const { deps, logged } = setUp({
      listConnections: () => {
        throw new Error('a bug with a secret');
      },
      tryDemo: () => Promise.reject(new Error('another')),
    });
    const first = failureOf(await answerOf('listConnections', deps)(ours, null));
    const second = failureOf(await answerOf('tryDemo', deps)(ours, null));
    expect([first.code, second.code]).toEqual(['internal', 'internal']);
    expect(JSON.stringify(first)).not.toContain('secret');
    expect(logged).toHaveLength(2);
  });
});

/** A page at an address, and what was sent to it. */
function page(url: string, destroyed = false) {
  const sent: string[] = [];
  return {
    sent,
    contents: () => ({
      isDestroyed: () => destroyed,
      getURL: () => url,
      send: (channel: string) => sent.push(channel),
    }),
  };
}

describe('createSendEvent', () => {
  it('tells our page, and nobody else', () => {
    const ourPage = page('app://latchkey/index.html');
    createSendEvent(ourPage.contents)('menuCommand', 'about');
    expect(ourPage.sent).toEqual(['latchkey:event:menuCommand']);
    for (const other of [page('https://evil.test/'), page(''), page('app://latchkey/index.html', true)]) {
      createSendEvent(other.contents)('menuCommand', 'about');
      expect(other.sent).toEqual([]);
    }
    expect(() => {
      createSendEvent(() => null)('menuCommand', 'about');
    }).not.toThrow();
  });
});
