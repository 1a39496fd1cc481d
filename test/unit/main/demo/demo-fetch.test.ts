import { describe, expect, it } from 'vitest';
import type { Fetch } from '../../../../src/core/ports/fetch.ts';
import { createDemoFetch } from '../../../../src/main/demo/demo-fetch.ts';
import { fail, succeed } from '../../../../src/shared/result.ts';

const before = 'http://127.0.0.1:5001';
const info = {
  issuer: 'http://127.0.0.1:4480',
  clientId: 'latchkey-demo',
  apiOrigin: 'http://127.0.0.1:4481',
  scopes: ['openid'],
};
const { signal } = new AbortController();

function setUp(options: { readonly issuer: string; readonly runs?: boolean }) {
  const sent: string[] = [];
  let starts = 0;
  let moves = 0;
  const network: Fetch = {
    send: ({ url }) => {
      sent.push(url);
      return Promise.resolve({ status: 200, statusText: 'OK', headers: [], body: (async function* () {})() });
    },
  };
  const demo = {
    start: () => {
      starts += 1;
      const failure = { code: 'demo-not-started', what: 'No.', why: 'No.', next: 'No.' } as const;
      return Promise.resolve(options.runs === false ? fail(failure) : succeed(info));
    },
  };
  const fetch = createDemoFetch({ demo, issuer: options.issuer, moved: () => (moves += 1) }, network);
  const ask = (url: string) => fetch.send({ method: 'POST', url, headers: [] }, signal);
  return { ask, sent, starts: () => starts, moves: () => moves };
}

describe('createDemoFetch', () => {
  it('runs the demo before anything is asked of it', async () => {
    const { ask, sent, starts, moves } = setUp({ issuer: info.issuer });
    expect((await ask(`${info.issuer}/token`)).status).toBe(200);
    expect(sent).toEqual([`${info.issuer}/token`]);
    expect([starts(), moves()]).toEqual([1, 0]);
  });

  it('is an unreachable server when the demo does not run', async () => {
    const { ask, sent } = setUp({ issuer: info.issuer, runs: false });
    await expect(ask(`${info.issuer}/token`)).rejects.toMatchObject({ code: 'connection-failed' });
    expect(sent).toEqual([]);
  });

  it('sends nothing to what took the demo’s old place, and says that it moved', async () => {
    const { ask, sent, moves } = setUp({ issuer: before });
    for (const path of ['/token', '/token/revocation', '/.well-known/openid-configuration']) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      await expect(ask(`${before}${path}`)).rejects.toMatchObject({ code: 'connection-failed' });
    }
    expect(sent).toEqual([]);
    expect(moves()).toBe(3);
  });

  it('leaves other addresses to the person', async () => {
    const { ask, sent, moves } = setUp({ issuer: before });
    await ask('http://127.0.0.1:3000/mine');
    expect(sent).toEqual(['http://127.0.0.1:3000/mine']);
    expect(moves()).toBe(0);
  });
});
