import { describe, expect, it } from 'vitest';
import { judgeRedirect, maximumHops } from '../../../../src/core/broker/judge-redirect.ts';
import { judgeRequest, type AllowedRequest } from '../../../../src/core/broker/policy.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import { valueOf } from '../../../support/results.ts';
import { textBody } from '../../../support/bodies.ts';

const api = 'https://api.example.test';

function request(changes: Partial<RequestDraft> = {}): AllowedRequest {
  const draft = { method: 'GET', url: `${api}/v1`, headers: [], body: null, authorization: 'on' } as const;
  return valueOf(
    judgeRequest({ ...draft, ...changes }, [{ origin: api }, { origin: 'http://127.0.0.1:4481' }]),
  );
}

function redirect(to: string, from = request(), status = 302, earlier: readonly AllowedRequest[] = []) {
  return judgeRedirect(from, { status, headers: [['Location', to]] }, earlier);
}

describe('what is no redirect', () => {
  it.each([200, 201, 300, 304, 305, 306, 399, 401])(
    'an answer with %i is the answer, location or not',
    (status) => {
      expect(redirect('/v2', request(), status)).toEqual({ kind: 'none' });
    },
  );

  it('a 302 that names no address is the answer', () => {
    expect(judgeRedirect(request(), { status: 302, headers: [['x', 'y']] }, [])).toEqual({ kind: 'none' });
  });
});

describe('where a redirect leads', () => {
  it('R24+: within the origin everything goes on, the address read against the one before', () => {
    const from = request({ method: 'PUT', body: textBody('x'), headers: [['X-API-Key', 'k']] });
    expect(redirect('../v2?page=2#top', from)).toMatchObject({
      kind: 'follow',
      request: {
        method: 'PUT',
        url: `${api}/v2?page=2`,
        address: `${api}/v2?…`,
        headers: [
          ['X-API-Key', 'k'],
          ['content-type', 'text/plain; charset=utf-8'],
          ['accept', '*/*'],
        ],
        authorization: { kind: 'token', resource: null },
      },
      hop: {
        status: 302,
        from: { method: 'PUT', url: `${api}/v1` },
        to: { method: 'PUT', url: `${api}/v2?page=2` },
        leftBehind: [],
      },
    });
  });

  it('R24-: to another origin only headers go on that cannot be a credential, and the rest is named', () => {
    const from = request({
      method: 'POST',
      body: textBody('{}'),
      headers: [
        ['X-Tenant', 'a'],
        ['Content-Type', 'application/json'],
        ['Referer', `${api}/page`],
        ['X-Tenant', 'b'],
        ['Accept', 'text/csv'],
      ],
    });
    expect(redirect('https://www.example.test/', from, 307)).toMatchObject({
      kind: 'follow',
      request: {
        headers: [
          ['Content-Type', 'application/json'],
          ['Accept', 'text/csv'],
        ],
        authorization: { kind: 'none' },
      },
      hop: { leftBehind: ['Sign-in', 'X-Tenant', 'Referer'] },
    });
  });

  it.each([
    ['http://api.example.test/v2', `${api}/v1`],
    ['http://api.example.test:443/v2', `${api}/v1`],
    ['https://api.example.test:80/v2', 'http://api.example.test/v1'],
    ['https://api.example.test/v2', 'http://api.example.test/v1'],
  ])('R24-: %s is another origin than %s, though the host is the same', (to, url) => {
    // What the policy would not let out in the clear is here to be seen: the redirect decides alone.
    const { origin, host } = new URL(url);
    const from: AllowedRequest = {
      ...request({ headers: [['X-API-Key', 'k']] }),
      url,
      origin,
      host,
      cookies: true,
    };
    const judged = redirect(to, from);
    expect(judged).toMatchObject({
      kind: 'follow',
      request: { headers: [['accept', '*/*']], authorization: { kind: 'none' } },
      hop: { leftBehind: ['Sign-in', 'X-API-Key'] },
    });
    expect(judged.kind === 'follow' && 'cookies' in judged.request).toBe(false);
  });

  it('a body that becomes none takes the headers with it that describe it', () => {
    const from = request({
      method: 'POST',
      body: textBody('{}'),
      headers: [
        ['Content-Type', 'application/json'],
        ['Content-Language', 'en'],
        ['X-A', '1'],
      ],
    });
    expect(redirect('/v2', from, 303)).toMatchObject({
      request: {
        method: 'GET',
        body: null,
        headers: [
          ['X-A', '1'],
          ['accept', '*/*'],
        ],
      },
      hop: { leftBehind: ['Request body'] },
    });
  });

  it('R24-: what was left behind stays behind when a later hop comes back to the first origin', () => {
    const away = redirect('https://www.example.test/', request({ headers: [['X-API-Key', 'k']] }));
    if (away.kind !== 'follow') throw new Error('It was not followed.');
    expect(redirect(`${api}/back`, away.request)).toMatchObject({
      kind: 'follow',
      request: { headers: [['accept', '*/*']], authorization: { kind: 'none' } },
      hop: { leftBehind: [] },
    });
  });

  it('several lines that say the same are one', () => {
    const headers = [
      ['location', '/v2'],
      ['Location', '/v2'],
    ] as const;
    expect(judgeRedirect(request(), { status: 302, headers }, [])).toMatchObject({ kind: 'follow' });
  });
});

describe('what is not followed', () => {
  const plain = request({ url: 'https://www.example.test/', authorization: 'off' });
  const posted = request({ method: 'POST', body: textBody('x') });

  it.each([
    ['a file', 'file:///etc/passwd', /file: address/],
    ['another scheme', 'app.latchkey.desktop:/callback/x', /app\.latchkey\.desktop: address/],
    ['a script', 'javascript:alert(1)', /javascript: address/],
    ['data', 'data:text/html,x', /data: address/],
    ['what is no address', 'https://[::', /no address/],
    ['a port that is none', 'https://api.example.test:99999/', /no address/],
    ['an address with a password', 'https://ada:secret@www.example.test/', /user name or a password/],
    ['an endless address', `/${'a'.repeat(40_000)}`, /too long/],
    ['this computer, from elsewhere', 'http://127.0.0.1:9200/', /into this computer/],
    ['this computer by name', 'https://localhost/', /into this computer/],
    ['this computer over IPv6', 'http://[::1]:9200/', /into this computer/],
    ['an address with the access token', '/next?t=[access token]', /holds your access token/],
  ])('%s: refused in words', (_name, location, why) => {
    for (const from of [request(), plain]) {
      const judged = redirect(location, from);
      expect(judged).toMatchObject({ kind: 'refused', failure: { code: 'redirect-refused' } });
      expect(judged.kind === 'refused' && judged.failure.why).toMatch(why);
      expect(JSON.stringify(judged)).not.toContain('secret');
    }
  });

  it('two lines that differ: nobody can say which is meant', () => {
    const headers = [
      ['location', 'https://one.example.test/'],
      ['location', 'https://two.example.test/'],
    ] as const;
    expect(judgeRedirect(request(), { status: 302, headers }, [])).toMatchObject({ kind: 'refused' });
  });

  it('a body that came over TLS does not go on in the clear; without a body the request does', () => {
    const insecure = 'http://www.example.test/';
    expect(redirect(insecure, posted, 307)).toMatchObject({ kind: 'refused' });
    expect(redirect(insecure, posted, 302)).toMatchObject({ kind: 'follow', request: { body: null } });
    expect(redirect(insecure, request(), 307)).toMatchObject({ kind: 'follow' });
  });

  it('from this computer to itself a redirect is followed, with another port without the sign-in', () => {
    const local = request({ url: 'http://127.0.0.1:4481/' });
    expect(redirect('http://127.0.0.1:4482/', local)).toMatchObject({
      kind: 'follow',
      request: { authorization: { kind: 'none' } },
    });
  });

  it('R24+: kept cookies stay with a request within its origin, where the same address may be asked again', () => {
    const from = { ...request(), cookies: true } as const;
    expect(redirect('/v1', from)).toMatchObject({ kind: 'follow', request: { cookies: true } });
    const asked = Array.from({ length: maximumHops }, () => from);
    expect(redirect('/v1', from, 302, asked)).toMatchObject({
      kind: 'refused',
      failure: { what: 'There are too many redirects.' },
    });
  });

  it('R24-: kept cookies go to no other origin, and do not come back from there', () => {
    const from = { ...request(), cookies: true } as const;
    const away = redirect('https://api.example.test:444/', from);
    expect(away.kind === 'follow' && away.request.cookies).toBeUndefined();
    const back = away.kind === 'follow' ? redirect(`${api}/v2`, away.request, 302, [from]) : away;
    expect(back.kind === 'follow' && back.request.cookies).toBeUndefined();
    expect(back.kind).toBe('follow');
  });

  it('a circle ends where it closes; the same address by another method or without the sign-in is none', () => {
    const first = request();
    const second = request({ url: `${api}/v2` });
    expect(redirect('/v1', second, 302, [first])).toMatchObject({
      kind: 'refused',
      failure: { what: 'The redirects lead in a circle.' },
    });
    expect(redirect('/v1', first)).toMatchObject({ kind: 'refused' });
    expect(redirect('/v1', posted, 303)).toMatchObject({ kind: 'follow', request: { method: 'GET' } });
    expect(redirect(`${api}/v1`, plain, 302, [first])).toMatchObject({ kind: 'follow' });
  });

  it(`after ${String(maximumHops)} hops there is no more`, () => {
    const asked = Array.from({ length: maximumHops }, (_, index) =>
      request({ url: `${api}/${String(index)}` }),
    );
    expect(redirect('/next', request(), 302, asked.slice(1))).toMatchObject({ kind: 'follow' });
    expect(redirect('/next', request(), 302, asked)).toMatchObject({
      kind: 'refused',
      failure: { what: 'There are too many redirects.' },
    });
  });
});
