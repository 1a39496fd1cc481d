import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { json, startHttpServer, text } from '../../servers/http-server.ts';
import type { HttpServer, Script } from '../../servers/http-server.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { impatientClock } from '../oauth/support.ts';
import { input, newApp } from './app.ts';

const openid = '/.well-known/openid-configuration';

let server: HttpServer;
let script: Script;
beforeEach(async () => {
  server = await startHttpServer((request, response) => script(request, response));
});
afterEach(() => server.stop());

function metadata(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${server.origin}/authorize`,
    token_endpoint: `${server.origin}/token`,
  };
}

describe('an issuer that cannot be one', () => {
  it.each([
    ['no URL', 'hello', 'issuer-invalid', 'not a web address'],
    ['empty', '   ', 'issuer-invalid', 'empty'],
    ['without https://', 'id.example.test', 'issuer-invalid', 'does not begin with “https://”'],
    ['with a query', 'https://id.example.test?tenant=1', 'issuer-invalid', 'query'],
    ['with a fragment', 'https://id.example.test#top', 'issuer-invalid', 'fragment'],
    ['http beyond loopback', 'http://id.example.test', 'issuer-insecure', 'begins with http'],
    ['of another scheme', 'ftp://id.example.test', 'issuer-invalid', 'begins with “ftp:”'],
    ['with a password', 'https://ada:secret@id.example.test', 'issuer-invalid', 'password'],
    ['with a placeholder', 'https://{yourDomain}/oauth2', 'issuer-invalid', 'placeholder'],
  ])('%s: said at its field, without a call, and nothing is saved', async (_, issuer, code, why) => {
    const { app, profile } = await newApp();
    const answers = [
      await app.call('checkIssuer', { issuer }),
      await app.call('addConnection', { ...input, issuer }),
    ];
    for (const failure of answers.map(failureOf)) {
      expect(failure).toMatchObject({ code, details: { field: 'Issuer' } });
      expect(failure.why).toContain(why);
    }
    expect(app.sent).toEqual([]);
    expect(await profile.files()).not.toHaveProperty('connections.json');

    const before = valueOf(await app.call('addConnection', input));
    const files = await profile.files();
    const changed = await app.call('updateConnection', { id: before.id, changes: { ...input, issuer } });
    expect(failureOf(changed).details?.field).toBe('Issuer');
    expect(await profile.files()).toEqual(files);
    expect(app.logged).toEqual([]);
  });

  it('of 30,000 characters: said at its field, too', async () => {
    const { app } = await newApp();
    const issuer = `https://id.example.test/${'a'.repeat(30_000)}`;
    expect(failureOf(await app.call('checkIssuer', { issuer }))).toMatchObject({
      code: 'input-invalid',
      details: { field: 'Issuer' },
    });
    expect(app.sent).toEqual([]);
  });
});

const page: Script = (_request, response) => text(response, 200, '<!doctype html><title>Sign in</title>');
const status =
  (code: number): Script =>
  (_request, response) =>
    text(response, code, 'no');

describe('an issuer whose server gives no description of itself', () => {
  /** Each location is asked once; where the first answer settles it, the others are not asked. */
  it.each<[name: string, Script, code: string, why: string, calls: number]>([
    ['answers HTML', page, 'metadata-not-found', 'a web page', 3],
    ['answers 404', status(404), 'metadata-not-found', 'status 404', 3],
    ['answers 500', status(500), 'provider-unavailable', 'status 500', 3],
    ['never answers', () => undefined, 'timed-out', 'slow', 1],
    [
      'answers 10 MB',
      (_request, response) => json(response, 200, { padding: 'x'.repeat(10_000_000) }),
      'answer-too-large',
      'more than 512 kB',
      1,
    ],
    [
      'names another issuer',
      (_request, response) => json(response, 200, metadata('https://other.example.test')),
      'issuer-mismatch',
      'it calls itself https://other.example.test',
      1,
    ],
    [
      'differs by a slash',
      (_request, response) => json(response, 200, metadata(`${server.origin}/`)),
      'issuer-mismatch',
      'differ by the slash',
      1,
    ],
  ])(
    '%s: said at the form and at *Sign in*, nothing lost, no browser',
    async (_, answer, code, why, calls) => {
      script = answer;
      const { app, profile } = await newApp(code === 'timed-out' ? impatientClock : undefined);
      const checked = failureOf(await app.call('checkIssuer', { issuer: server.origin }));
      expect(checked.code).toBe(code);
      expect(checked.why).toContain(why);
      expect(server.requests).toHaveLength(calls);
      expect(server.requests[0]?.path).toBe(openid);

      // A provider that is down today is no reason to lose what was typed.
      const { id } = valueOf(await app.call('addConnection', { ...input, issuer: server.origin }));
      const files = await profile.files();
      const begun = failureOf(await app.call('signIn', { id }));
      expect(begun).toEqual(checked);
      expect(app.sessions.view(id)).toEqual({ kind: 'signed-out', reason: checked });
      expect(server.requests).toHaveLength(2 * calls);
      expect(app.opened).toEqual([]);
      expect(await profile.files()).toEqual(files);
      expect(app.logged).toEqual([]);
    },
  );

  it.each([
    ['another name', 'https://other.example.test'],
    ['a slash', '/'],
  ])('%s is offered for adoption', async (_, named) => {
    const issuer = named === '/' ? `${server.origin}/` : named;
    script = (_request, response) => json(response, 200, metadata(issuer));
    const { app } = await newApp();
    const checked = failureOf(await app.call('checkIssuer', { issuer: server.origin }));
    expect(checked.details?.suggestion).toBe(issuer);
  });

  it('does not resolve: said with the name, after one call', async () => {
    const { app } = await newApp();
    const issuer = 'https://id.example.invalid';
    const checked = failureOf(await app.call('checkIssuer', { issuer }));
    expect(checked).toMatchObject({ code: 'name-not-resolved', what: 'id.example.invalid was not found.' });
    expect(app.sent).toHaveLength(1);
    const { id } = valueOf(await app.call('addConnection', { ...input, issuer }));
    expect(failureOf(await app.call('signIn', { id }))).toEqual(checked);
    expect(app.sent).toHaveLength(2);
    expect(app.opened).toEqual([]);
  });
});
