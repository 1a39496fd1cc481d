import { describe, expect, it } from 'vitest';
import type { ApiOrigin } from '../../../../src/shared/connection.ts';
import type { FailureCode } from '../../../../src/shared/failure.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import { judgeRequest, withCookies } from '../../../../src/core/broker/policy.ts';
import { textBody } from '../../../support/bodies.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const allowed: readonly ApiOrigin[] = [
  { origin: 'https://api.example.test' },
  { origin: 'https://billing.example.test:8443', resource: 'urn:billing' },
  { origin: 'http://127.0.0.1:4481', resource: 'http://127.0.0.1:4481' },
];

function draft(changes: Partial<RequestDraft> = {}): RequestDraft {
  return {
    method: 'GET',
    url: 'https://api.example.test/v1/notes',
    headers: [],
    body: null,
    authorization: 'on',
    ...changes,
  };
}

function refusal(changes: Partial<RequestDraft>): FailureCode | 'allowed' {
  const judged = judgeRequest(draft(changes), allowed);
  return judged.ok ? 'allowed' : judged.failure.code;
}

describe('where an access token may go', () => {
  it('R24+: a token goes to an origin that the connection names', () => {
    const judged = judgeRequest(draft({ url: 'https://API.example.test:443/v1/notes?page=2#top' }), allowed);
    expect(judged).toMatchObject({
      ok: true,
      value: {
        url: 'https://api.example.test/v1/notes?page=2',
        origin: 'https://api.example.test',
        authorization: { kind: 'token', resource: null },
      },
    });
  });

  it.each([
    'https://api.example.test:8443/',
    'https://billing.example.test/',
    'https://example.test/',
    'https://x.api.example.test/',
    'https://api.example.test.evil.test/',
    'https://api.example.tes/',
    'https://api-example.test/',
    'https://evil.test/https://api.example.test/',
    'https://evil.test\\@api.example.test/',
    'https://api.example.test%2f.evil.test/',
    'http://127.0.0.1:4482/',
    'http://localhost:4481/',
    'https://127.0.0.1:4481/',
  ])('R24-: a token is not sent to %s', (url) => {
    expect(['origin-not-allowed', 'request-url-invalid']).toContain(refusal({ url }));
  });

  it('R24-: the refusal names the origin to ask about, and no other failure does', () => {
    expect(judgeRequest(draft({ url: 'https://other.test:444/secret?x=1' }), allowed)).toMatchObject({
      ok: false,
      failure: {
        code: 'origin-not-allowed',
        details: { suggestion: 'https://other.test:444', host: 'other.test:444', field: 'URL' },
      },
    });
    const insecure = judgeRequest(draft({ url: 'http://other.test/' }), allowed);
    expect(insecure.ok ? null : insecure.failure.details).not.toHaveProperty('suggestion');
  });

  it('R24-: a connection without API origins sends its token nowhere', () => {
    expect(judgeRequest(draft(), [])).toMatchObject({ ok: false, failure: { code: 'origin-not-allowed' } });
  });

  it('R88+: each origin names the resource that its token is obtained for', () => {
    const resources = [
      'https://api.example.test/',
      'https://billing.example.test:8443/',
      'http://127.0.0.1:4481/',
    ].map((url) => {
      const judged = judgeRequest(draft({ url }), allowed);
      return judged.ok && judged.value.authorization.kind === 'token'
        ? judged.value.authorization.resource
        : 'refused';
    });
    expect(resources).toEqual([null, 'urn:billing', 'http://127.0.0.1:4481']);
  });

  it('R23-: a token never goes over http beyond this computer, named or not', () => {
    const named: readonly ApiOrigin[] = [{ origin: 'http://api.example.test' }];
    for (const url of [
      'http://api.example.test/',
      'http://127.0.0.1.evil.test/',
      'http://localhost.evil.test/',
    ]) {
      expect(judgeRequest(draft({ url }), named)).toMatchObject({
        ok: false,
        failure: { code: 'request-url-insecure' },
      });
    }
  });

  it('R17-: a URL with an access_token parameter is refused while the sign-in is sent', () => {
    expect(refusal({ url: 'https://api.example.test/?access_token=abc' })).toBe('request-url-invalid');
    expect(refusal({ url: 'https://api.example.test/?x=1&Access_Token=' })).toBe('request-url-invalid');
    expect(refusal({ url: 'https://api.example.test/?%61ccess_token=abc' })).toBe('request-url-invalid');
  });

  it('R17+: other parameters pass, and the token is no part of the URL', () => {
    const judged = judgeRequest(
      draft({ url: 'https://api.example.test/?token_type=x&q=access_token' }),
      allowed,
    );
    expect(judged).toMatchObject({
      ok: true,
      value: { url: 'https://api.example.test/?token_type=x&q=access_token' },
    });
  });

  it('without sign-in a request goes anywhere on the web and carries nothing', () => {
    const judged = judgeRequest(draft({ url: 'http://other.test/', authorization: 'off' }), allowed);
    expect(judged).toMatchObject({ ok: true, value: { authorization: { kind: 'none' } } });
  });
});

describe('what is no request', () => {
  it.each([
    ['', 'request-url-invalid'],
    ['   ', 'request-url-invalid'],
    ['api.example.test/v1', 'request-url-invalid'],
    ['/v1/notes', 'request-url-invalid'],
    ['https://', 'request-url-invalid'],
    ['https://user@api.example.test/', 'request-url-invalid'],
    ['https://user:pass@api.example.test/', 'request-url-invalid'],
    ['https://:pass@api.example.test/', 'request-url-invalid'],
    ['https://api.example.test@evil.test/', 'request-url-invalid'],
    ['file:///etc/passwd', 'request-url-invalid'],
    ['ftp://api.example.test/', 'request-url-invalid'],
    ['javascript:alert(1)', 'request-url-invalid'],
    ['data:text/plain,x', 'request-url-invalid'],
    ['app.latchkey.desktop:/callback/x', 'request-url-invalid'],
    ['https://api.exam\nple.test/', 'request-url-invalid'],
    ['https://api.example.test/\ta', 'request-url-invalid'],
    ['https://api.example.test:99999/', 'request-url-invalid'],
    [`https://api.example.test/${'a'.repeat(40_000)}`, 'request-url-invalid'],
  ])('the URL %j is refused in words, with and without sign-in', (url, code) => {
    expect(refusal({ url })).toBe(code);
    expect(refusal({ url, authorization: 'off' })).toBe(code);
  });

  it.each(['localhost:8080/v1', 'api.example.test:443', 'localhost:8080'])(
    'a server with its port and nothing in front, %s, is told what to write in front',
    (url) => {
      const judged = judgeRequest(draft({ url }), allowed);
      expect(judged).toMatchObject({
        failure: {
          what: 'The URL does not begin with https:// or http://.',
          next: 'Write https:// in front, or http:// for a server on this computer.',
        },
      });
    },
  );

  it('every refusal says what, why and what next, and where', () => {
    const failure = failureOf(judgeRequest(draft({ url: 'https://user:pass@api.example.test/' }), allowed));
    const { what, why, next, details } = failure;
    expect([what, why, next].map((text) => text.length > 10)).toEqual([true, true, true]);
    expect(details?.field).toBe('URL');
    expect(JSON.stringify(failure)).not.toContain('pass@');
  });

  it('methods are single words, sent in upper case; those that tunnel or echo are refused', () => {
    for (const method of ['', 'GE T', 'GET\r\nX: y', 'CONNECT', 'trace', 'Track', 'x'.repeat(40)]) {
      expect(refusal({ method })).toBe('request-method-invalid');
    }
    expect(judgeRequest(draft({ method: ' patch ' }), allowed)).toMatchObject({ value: { method: 'PATCH' } });
    expect(judgeRequest(draft({ method: 'propfind' }), allowed)).toMatchObject({
      value: { method: 'PROPFIND' },
    });
  });

  it('a body goes only where it has a meaning, and only up to 8 MiB', () => {
    expect(refusal({ body: textBody('{}') })).toBe('input-invalid');
    expect(refusal({ method: 'HEAD', body: textBody('{}') })).toBe('input-invalid');
    expect(refusal({ method: 'POST', body: textBody('é'.repeat(4_300_000)) })).toBe('input-invalid');
    expect(refusal({ body: textBody('') })).toBe('allowed');
    const judged = judgeRequest(draft({ method: 'DELETE', body: textBody('é') }), allowed);
    expect(judged).toMatchObject({ ok: true, value: { body: new Uint8Array([0xc3, 0xa9]) } });
  });
});

describe('headers', () => {
  it.each([
    ['', 'a'],
    ['X Y', 'a'],
    ['X:Y', 'a'],
    ['Ünicode', 'a'],
    ['X-A\r\nHost', 'a'],
    ['X-A', 'a\r\nHost: evil.test'],
    ['X-A', 'a\nb'],
    ['X-A', 'a\u0000b'],
    ['X-A', 'é'],
    ['X-A', '\u202e'],
    ['X-A', 'a'.repeat(20_000)],
    ['Host', 'evil.test'],
    ['host', 'evil.test'],
    ['Content-Length', '5'],
    ['Connection', 'close'],
    ['Transfer-Encoding', 'chunked'],
    ['Cookie', 'a=b'],
    ['Proxy-Authorization', 'Basic x'],
    ['proxy-anything', 'x'],
    ['Sec-Fetch-Mode', 'cors'],
    ['Accept-Encoding', 'identity'],
    ['TE', 'trailers'],
    ['Upgrade', 'h2c'],
    ['Expect', '100-continue'],
  ])('the header %j: %j is refused', (name, value) => {
    expect(refusal({ headers: [[name, value]] })).toBe('request-header-invalid');
    expect(refusal({ headers: [[name, value]], authorization: 'off' })).toBe('request-header-invalid');
  });

  it('the credential headers are Latchkey’s own while the sign-in is sent, and the person’s without', () => {
    for (const name of ['Authorization', 'authorization', 'DPoP']) {
      expect(refusal({ headers: [[name, 'Basic x']] })).toBe('request-header-invalid');
      expect(refusal({ headers: [[name, 'Basic x']], authorization: 'off' })).toBe('allowed');
    }
  });

  it('more than 200 headers are refused', () => {
    const headers = Array.from({ length: 201 }, (_, index): [string, string] => [`x-${String(index)}`, '1']);
    expect(refusal({ headers })).toBe('request-header-invalid');
    expect(refusal({ headers: headers.slice(1) })).toBe('allowed');
  });

  it('what is allowed goes out trimmed, in order and repeated; Accept is added where none is given', () => {
    const judged = judgeRequest(
      draft({
        headers: [
          [' X-A ', ' 1 '],
          ['x-a', '2'],
          ['X-Empty', ''],
        ],
      }),
      allowed,
    );
    expect(judged.ok && judged.value.headers).toEqual([
      ['X-A', '1'],
      ['x-a', '2'],
      ['X-Empty', ''],
      ['accept', '*/*'],
    ]);
    const own = judgeRequest(draft({ headers: [['Accept', 'text/csv']] }), allowed);
    expect(own.ok && own.value.headers).toEqual([['Accept', 'text/csv']]);
  });
});

const carries = (url: string, authorization: 'on' | 'off' = 'off'): boolean =>
  withCookies(valueOf(judgeRequest(draft({ url, authorization }), allowed)), allowed).cookies === true;

describe('cookies that a connection keeps', () => {
  it('R24+: go where the sign-in may go, with and without it', () => {
    expect(carries('https://api.example.test/v1')).toBe(true);
    expect(carries('https://api.example.test/v1', 'on')).toBe(true);
  });

  it.each(['https://other.test/', 'https://api.example.test:444/', 'http://api.example.test/'])(
    'R24-: do not go to %s',
    (url) => {
      expect(carries(url)).toBe(false);
    },
  );

  it('R24-: do not go out in the clear, even where an origin of that kind was let in', () => {
    const request = valueOf(
      judgeRequest(draft({ url: 'http://other.test/', authorization: 'off' }), allowed),
    );
    expect(withCookies(request, [{ origin: 'http://other.test' }]).cookies).toBeUndefined();
  });
});
