import { describe, expect, it } from 'vitest';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { input, newApp } from './app.ts';

describe('a connection that is filled in wrongly', () => {
  it.each([
    [
      'a client ID of 10,000 characters',
      { clientId: 'c'.repeat(10_000) },
      'client-id-invalid',
      'Client ID',
      '10,000',
    ],
    [
      'a client ID with a line break',
      { clientId: 'one\ntwo' },
      'client-id-invalid',
      'Client ID',
      'line break',
    ],
    ['scopes in quotes', { scopes: '"openid" "profile"' }, 'scopes-invalid', 'Scopes', '“"”'],
    ['scopes beyond ASCII', { scopes: 'openid prófile' }, 'scopes-invalid', 'Scopes', '“ó”'],
    [
      'an API origin with a path',
      { apiOrigins: 'https://api.example.test/v1' },
      'api-origin-invalid',
      'API origins',
      'a path',
    ],
    [
      'an API origin with a star for more than one name',
      { apiOrigins: 'https://*.test' },
      'api-origin-invalid',
      'API origins',
      'hosts of many owners',
    ],
    [
      'a resource that is none',
      { apiOrigins: 'https://api.example.test resource=notes' },
      'api-origin-invalid',
      'API origins',
      'not the name of a resource',
    ],
    [
      'an API origin over http',
      { apiOrigins: 'http://api.example.test' },
      'api-origin-invalid',
      'API origins',
      'http',
    ],
    ['scopes of 30,000 characters', { scopes: 's '.repeat(15_000) }, 'input-invalid', 'Scopes', 'too long'],
  ])(
    '%s: said at its field, without a call, and nothing is changed',
    async (_, changes, code, field, why) => {
      const { app, profile } = await newApp();
      const { id } = valueOf(await app.call('addConnection', input));
      const files = await profile.files();
      const answers = [
        await app.call('addConnection', { ...input, ...changes }),
        await app.call('updateConnection', { id, changes: { ...input, ...changes } }),
      ];
      for (const failure of answers.map(failureOf)) {
        expect(failure).toMatchObject({ code, details: { field } });
        expect(failure.why).toContain(why);
      }
      expect(await profile.files()).toEqual(files);
      expect(app.sent).toEqual([]);
      expect(app.logged).toEqual([]);
    },
  );

  it.each(['https://api.example.test/v1', 'https://*.example.test', 'http://api.example.test', '*', ''])(
    'R24-: the origin %j is never allowed afterwards either',
    async (origin) => {
      const { app, profile } = await newApp();
      const { id } = valueOf(await app.call('addConnection', input));
      const files = await profile.files();
      expect(failureOf(await app.call('allowOrigin', { id, origin })).code).toBe('api-origin-invalid');
      expect(await profile.files()).toEqual(files);
    },
  );

  it('spaces around a client ID are dropped, and the provider gets it without them', async () => {
    const server = await startAuthorizationServer();
    const { app } = await newApp();
    const clientId = ` \t${server.clientId} \n`;
    const { id } = valueOf(await app.call('addConnection', { ...input, issuer: server.issuer, clientId }));
    valueOf(await app.call('signIn', { id }));
    expect(new URL(app.opened[0] ?? '').searchParams.get('client_id')).toBe(server.clientId);
    await server.stop();
  });

  it('an empty client ID is a draft, which says at *Sign in* what it waits for, without a call', async () => {
    const { app } = await newApp();
    const { id, session } = valueOf(await app.call('addConnection', { ...input, clientId: '  ' }));
    expect(session.kind).toBe('draft');
    expect(failureOf(await app.call('signIn', { id }))).toMatchObject({
      code: 'client-id-invalid',
      details: { field: 'Client ID' },
    });
    expect(app.sessions.view(id).kind).toBe('draft');
    expect(app.sent).toEqual([]);
    expect(app.opened).toEqual([]);
  });
});
