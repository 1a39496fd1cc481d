import { describe, expect, it } from 'vitest';
import type { BrokerRequest } from '../../../src/core/broker/broker.ts';
import { embeddedCalls } from '../../../src/embed/embedded-calls.ts';
import type { SenderFacts } from '../../../src/main/ipc/sender.ts';
import { isOurPage } from '../../../src/main/ipc/sender.ts';
import { fail } from '../../../src/shared/result.ts';
import { failure } from '../../../src/core/failures/failure.ts';

const origin = 'app://field-notes';
const connectionId = 'abcdefghijklmnopqrstuvwxyz';
const frame = { url: `${origin}/index.html` };
const page: SenderFacts = { sender: { id: 7, mainFrame: frame }, senderFrame: frame };

function setUp() {
  const sent: BrokerRequest[] = [];
  const cancelled: string[] = [];
  const calls = embeddedCalls(
    {
      send(input) {
        sent.push(input);
        return Promise.resolve(fail(failure('cancelled', 'It was cancelled.', 'By secret-token.', 'Go on.')));
      },
      cancel: (id) => cancelled.push(id),
    },
    connectionId,
    {
      trusted: (event) => isOurPage(event, 7, origin),
      redact: (text) => text.replaceAll('secret-token', '…'),
      log: { folder: '/nowhere', write: () => undefined },
    },
  );
  return { calls, sent, cancelled };
}

describe('embeddedCalls', () => {
  it('R24+: a request of the page is sent for its connection, always with the sign-in', async () => {
    const { calls, sent } = setUp();
    await calls.request(page, { requestId: 'a-1', url: 'https://api.example.com/' });
    await calls.request(page, {
      requestId: 'a-2',
      url: 'https://api.example.com/',
      method: 'POST',
      headers: [['Content-Type', 'text/plain']],
      body: 'x',
    });
    expect(sent.map(({ request }) => request.method)).toEqual(['GET', 'POST']);
    expect(sent.map(({ request }) => request.authorization)).toEqual(['on', 'on']);
    expect(new Set(sent.map((each) => each.connectionId))).toEqual(new Set([connectionId]));
  });

  it('R24-: a page cannot ask for one without sign-in, for another connection, or for a file', async () => {
    const { calls, sent } = setUp();
    const request = { requestId: 'a', url: 'https://elsewhere.example.com/' };
    for (const more of [{ authorization: 'off' }, { connectionId: 'other' }, { bodyFile: 'x' }]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      expect(await calls.request(page, { ...request, ...more })).toMatchObject({
        ok: false,
        failure: { code: 'input-invalid' },
      });
    }
    for (const wrong of [null, 'a', {}, { ...request, requestId: '../a' }, { ...request, body: 7 }]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      expect(await calls.request(page, wrong)).toMatchObject({ failure: { code: 'input-invalid' } });
    }
    expect(sent).toEqual([]);
  });

  it('cancels by id, and lets no failure out unredacted', async () => {
    const { calls, cancelled } = setUp();
    expect(await calls.cancel(page, { requestId: 'a-1' })).toEqual({ ok: true, value: null });
    expect(cancelled).toEqual(['a-1']);
    expect(await calls.request(page, { requestId: 'a', url: 'https://api.example.com/' })).toMatchObject({
      failure: { why: 'By ….' },
    });
  });

  it('answers nobody but the main frame of the page at its own origin', async () => {
    const { calls, sent } = setUp();
    const inner = { url: `${origin}/inner.html` };
    const elsewhere = { url: 'app://latchkey/index.html' };
    for (const event of [
      { ...page, sender: { ...page.sender, id: 8 } },
      { ...page, senderFrame: inner },
      { ...page, senderFrame: null },
      { sender: { id: 7, mainFrame: elsewhere }, senderFrame: elsewhere },
    ]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      expect(await calls.request(event, { requestId: 'a', url: 'https://api.example.com/' })).toMatchObject({
        failure: { code: 'not-permitted' },
      });
    }
    expect(sent).toEqual([]);
  });
});
