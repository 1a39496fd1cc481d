import { describe, expect, it } from 'vitest';
import { authWords } from '../../../../src/renderer/requests/auth/auth-words.ts';
import type { ConnectionView } from '../../../../src/shared/connection.ts';
import type { HeaderList } from '../../../../src/shared/request.ts';

const signedIn: Pick<ConnectionView, 'name' | 'apiOrigins' | 'session'> = {
  name: 'Acme',
  apiOrigins: [
    { origin: 'https://api.acme.test', resource: 'urn:api' },
    { origin: 'https://*.level.test' },
    { origin: 'http://127.0.0.1:8080' },
  ],
  session: { kind: 'signed-in', account: { subject: '1', label: 'ada@acme.test' } },
};

function words(
  url: string,
  changes: { headers?: HeaderList; off?: true; session?: ConnectionView['session'] } = {},
) {
  const { headers = [], session = signedIn.session } = changes;
  const authorization = changes.off === true ? 'off' : 'on';
  return authWords({ url, headers, authorization }, { ...signedIn, session }, { platform: 'linux', now: 0 });
}

describe('what becomes of the sign-in, in a sentence', () => {
  it.each<[string, string, string]>([
    [
      'https://api.acme.test/v1?a={{b}}',
      'sent',
      'of ada@acme.test, issued for urn:api goes to https://api.acme.test,',
    ],
    ['https://one.level.test/', 'sent', 'goes to https://one.level.test,'],
    ['http://127.0.0.1:8080/', 'sent', 'goes to http://127.0.0.1:8080,'],
    ['https://two.one.level.test/', 'asked', 'asks before your sign-in goes to https://two.one.level.test'],
    ['https://api.acme.test:8443/', 'asked', 'https://api.acme.test:8443'],
    ['http://api.acme.test/', 'refused', 'anybody on the way'],
    ['https://api.acme.test/?ACCESS_TOKEN=x', 'refused', 'access_token parameter'],
    ['ftp://api.acme.test/', 'refused', 'not a whole web address'],
    ['api.acme.test', 'refused', 'not a whole web address'],
    ['', 'unknown', 'Type an address'],
    ['{{base}}/v1', 'unknown', 'the variable base'],
    ['https://{{host}}.acme.test/', 'unknown', 'the variable host'],
  ])('%s: %s', (url, kind, text) => {
    expect(words(url).kind).toBe(kind);
    expect(words(url).what).toContain(text);
  });

  it('a header of one’s own is refused beside the sign-in, and goes without it', () => {
    const headers = [[' authorization ', 'Basic x']] as const;
    const url = 'https://api.acme.test/';
    expect(words(url, { headers })).toMatchObject({ kind: 'refused' });
    expect(words(url, { headers }).what).toContain('an authorization header of its own');
    expect(words(url, { headers, off: true })).toMatchObject({ kind: 'nothing' });
    expect(words(url, { headers, off: true }).more).toContain('authorization header is sent');
    expect(words(url, { off: true })).toMatchObject({ kind: 'nothing', more: null });
  });

  it('says in which state the connection is, where there is no sign-in', () => {
    const told = words('https://api.acme.test/', { session: { kind: 'signed-out' } });
    expect(told).toMatchObject({ kind: 'refused' });
    expect(told.what).toContain('Signed out');
    const nameless = words('https://one.level.test/', { session: { kind: 'renewing', account: null } });
    expect(nameless.what).toBe(
      'The access token of your sign-in goes to https://one.level.test, in the Authorization header.',
    );
  });
});
