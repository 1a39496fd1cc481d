import { describe, expect, it } from 'vitest';
import { embeddedConnection, onlyConnection } from '../../../src/embed/embedded-connection.ts';

const given = {
  name: 'Field Notes',
  issuer: 'https://login.example.com',
  clientId: 'field-notes',
  scopes: ['openid', 'notes:read'],
  apiOrigins: [{ origin: 'https://api.example.com', resource: 'urn:api' }],
} as const;

describe('embeddedConnection', () => {
  it('is the same for the same issuer and client, so that a saved sign-in is found again, and another for any other', () => {
    const { id } = embeddedConnection(given);
    expect(id).toMatch(/^[a-z2-7]{26}$/);
    expect(embeddedConnection({ ...given, name: 'Renamed', scopes: ['openid'] }).id).toBe(id);
    expect(embeddedConnection({ ...given, issuer: 'https://login.example.org' }).id).not.toBe(id);
    expect(embeddedConnection({ ...given, clientId: 'other' }).id).not.toBe(id);
  });

  it('signs in by the loopback address unless the app says otherwise', () => {
    expect(embeddedConnection(given)).toMatchObject({
      redirectWays: ['loopback'],
      scopes: ['openid', 'notes:read'],
      apiOrigins: given.apiOrigins,
    });
    expect(embeddedConnection({ ...given, redirectWays: ['scheme', 'loopback'] }).redirectWays).toEqual([
      'scheme',
      'loopback',
    ]);
  });

  it('R23-: settings that cannot be used are a mistake of the app’s developer, and are thrown with their reason', () => {
    expect(() => embeddedConnection({ ...given, issuer: 'http://login.example.com' })).toThrow(TypeError);
    expect(() =>
      embeddedConnection({ ...given, apiOrigins: [{ origin: 'http://api.example.com' }] }),
    ).toThrow(/https/);
    expect(() => embeddedConnection({ ...given, scopes: ['a"b'] })).toThrow(/scope/i);
  });

  it('is the only one that anybody finds', () => {
    const connection = embeddedConnection(given);
    const lookup = onlyConnection(connection);
    expect(lookup.get(connection.id)).toBe(connection);
    expect(lookup.get('abcdefghijklmnopqrstuvwxyz')).toBeNull();
    expect(lookup.list()).toEqual([connection]);
  });
});
