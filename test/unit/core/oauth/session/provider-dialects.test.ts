import { describe, expect, test } from 'vitest';
import { valueOf } from '../../../../support/results.ts';
import { connection, scheme, start } from './stage.ts';
import type { Stage } from './stage.ts';

const issuer = 'https://id.example.test/';

/** A provider under a domain of its own, which only its metadata gives away as Auth0's. */
async function signedInAtAuth0(): Promise<Stage> {
  const stage = await start({
    connections: [
      connection({
        issuer,
        apiOrigins: [
          { origin: 'https://api.example.test', resource: 'urn:api' },
          { origin: 'https://mail.example.test', resource: 'urn:mail' },
        ],
      }),
    ],
  });
  const { provider } = stage;
  provider.metadata['issuer'] = issuer;
  provider.metadata['token_endpoint'] = `${issuer}oauth/token`;
  provider.metadata['jwks_uri'] = `${issuer}.well-known/jwks.json`;
  delete provider.metadata['end_session_endpoint'];
  provider.claims = { iss: issuer };
  provider.script('/oauth/token', (seen) => provider.asUsual({ ...seen, path: '/token' }));
  provider.script('/.well-known/jwks.json', (seen) => provider.asUsual({ ...seen, path: '/jwks' }));
  await stage.signIn();
  return stage;
}

describe('a provider that is known by its metadata', () => {
  test('R88+: is asked for an API in its own word', async () => {
    const stage = await signedInAtAuth0();
    const { searchParams } = new URL(stage.lastOpened);
    expect(searchParams.getAll('audience')).toEqual(['urn:api']);
    expect(searchParams.has('resource')).toBe(false);
  });

  test('R88+: is asked for another API in the same word, when its token is renewed', async () => {
    const stage = await signedInAtAuth0();
    await stage.token('one', 'urn:mail');
    const form = stage.provider.requestsTo('/oauth/token').at(-1)?.form;
    expect(form?.get('grant_type')).toBe('refresh_token');
    expect(form?.getAll('audience')).toEqual(['urn:mail']);
    expect(form?.has('resource')).toBe(false);
  });

  test('R50+ R53+: is told of no token that it takes back none of', async () => {
    const stage = await signedInAtAuth0();
    const told: (string | null)[] = [];
    stage.provider.script('/revoke', async (seen) => {
      told.push(seen.form.get('token_type_hint'));
      return stage.provider.asUsual(seen);
    });
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: false }));
    await stage.shows('signed-out');
    expect(told).toEqual(['refresh_token']);
  });

  test('R46+: is asked to sign out where its metadata names no address, without an ID token', async () => {
    const stage = await signedInAtAuth0();
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: true }));
    const url = new URL(stage.lastOpened);
    expect(`${url.origin}${url.pathname}`).toBe(`${issuer}v2/logout`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client-1',
      returnTo: `${scheme}:/logged-out`,
    });
    // It sends no `state` back, and the sign-out that was begun here is completed all the same.
    expect(await stage.sessions.handleCallback(`${scheme}:/logged-out`)).toEqual({
      kind: 'signed-out',
      connectionId: 'one',
    });
  });

  test('R79+: is asked for another account in the word that it knows, and never for a consent that it does not need', async () => {
    const stage = await signedInAtAuth0();
    expect(new URL(stage.lastOpened).searchParams.get('scope')).toContain('offline_access');
    expect(new URL(stage.lastOpened).searchParams.has('prompt')).toBe(false);
    valueOf(await stage.sessions.signIn('one', { anotherAccount: true }));
    expect(new URL(stage.lastOpened).searchParams.get('prompt')).toBe('login');
  });

  test('R88-: another one hears RFC 8707’s word, and nothing besides', async () => {
    const stage = await start({
      connections: [
        connection({ apiOrigins: [{ origin: 'https://api.example.test', resource: 'urn:api' }] }),
      ],
    });
    await stage.signIn();
    const { searchParams } = new URL(stage.lastOpened);
    expect(searchParams.get('resource')).toBe('urn:api');
    expect(searchParams.has('audience')).toBe(false);
    expect(searchParams.has('access_type')).toBe(false);
  });
});
