import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { allowAndSend, dropQuestion, send } from '../../../../src/renderer/requests/exchange-store.ts';
import { failure } from '../../../../src/core/failures/failure.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import { fail, succeed } from '../../../../src/shared/result.ts';
import { connection, scenario } from '../../../renderer-fake/scenario.ts';

const origin = 'https://other.test';
const request: RequestDraft = {
  method: 'POST',
  url: `${origin}/v1`,
  headers: [],
  body: null,
  authorization: 'on',
};

const notAllowed = failure('origin-not-allowed', 'It was not sent.', 'Its origin is not listed.', '', {
  suggestion: origin,
});

/** What main is asked, with its answers to `allowOrigin` in the hand of the test. */
function fakeMain() {
  const sent: RequestDraft['authorization'][] = [];
  const allowing: (() => void)[] = [];
  let allowed = false;
  const api: Parameters<typeof allowAndSend>[0] = {
    async sendRequest({ request: { authorization } }: { readonly request: RequestDraft }) {
      if (authorization === 'on' && !allowed) return fail(notAllowed);
      sent.push(authorization);
      return succeed(scenario().response);
    },
    allowOrigin: () =>
      new Promise((resolve) => {
        allowing.push(() => {
          allowed = true;
          resolve(succeed(connection('Acme', { kind: 'signed-out' })));
        });
      }),
    dropResponse: async () => Promise.resolve(succeed(null)),
  };
  return { api, sent, allowing };
}

beforeEach(() => {
  vi.stubGlobal('window', { crypto, latchkey: { dropResponse: async () => Promise.resolve() } });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the question whether an origin gets the sign-in', () => {
  test('R24+: allowed, the request that waited for it is sent', async () => {
    const { api, sent, allowing } = fakeMain();
    await send(api, 'one', request);
    const answered = allowAndSend(api, 'one', origin, request);
    allowing[0]?.();
    await answered;
    expect(sent).toEqual(['on']);
  });

  test('R24-: allowed by two presses it is sent once, also where the answer is there before the second is kept', async () => {
    const { api, sent, allowing } = fakeMain();
    await send(api, 'two', request);
    const presses = [1, 2].map(async () => allowAndSend(api, 'two', origin, request));
    allowing[0]?.();
    await presses[0];
    allowing[1]?.();
    await presses[1];
    expect(sent).toEqual(['on']);
  });

  test('R24-: cancelled while the first answer is being kept, nothing is sent', async () => {
    const { api, sent, allowing } = fakeMain();
    await send(api, 'three', request);
    const answered = allowAndSend(api, 'three', origin, request);
    dropQuestion('three');
    allowing[0]?.();
    await answered;
    expect(sent).toEqual([]);
  });

  test('R24-: sent without the sign-in meanwhile, it is not sent with it as well', async () => {
    const { api, sent, allowing } = fakeMain();
    await send(api, 'four', request);
    const answered = allowAndSend(api, 'four', origin, request);
    await send(api, 'four', { ...request, authorization: 'off' });
    allowing[0]?.();
    await answered;
    expect(sent).toEqual(['off']);
  });
});
