import { describe, expect, test } from 'vitest';
import { createClientSecrets } from '../../../src/core/oauth/client-secrets.ts';
import type { Fetch } from '../../../src/core/ports/fetch.ts';
import { startEmulatedEntra, startEmulatedOkta } from '../../servers/third-party/emulated.ts';
import type { Emulated } from '../../servers/third-party/emulated.ts';
import { whileRunning } from '../../servers/third-party/while-running.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { registeredAddresses } from '../../support/registered-addresses.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { connection } from '../../unit/core/oauth/session/stage.ts';
import { AtProvider, altering, parameter, withoutToken } from './at-provider.ts';
import type { Fields, Walk } from './at-provider.ts';

/*
 * Each error that the sources of `emulate` have for its Okta and its Entra ID, and that a sign-in can be made to meet: a
 * request is changed on the way, as a fault of the app, a proxy or a person would. Not met by any request of the app: a missing
 * address after a sign-out, and introspection.
 */
let okta: Emulated;
let entra: Emulated;
whileRunning(
  async () => {
    [okta, entra] = await Promise.all([
      startEmulatedOkta((issuer) => registeredAddresses(issuer)),
      startEmulatedEntra((issuer) => registeredAddresses(issuer)),
    ]);
  },
  async () => {
    await Promise.all([okta.stop(), entra.stop()]);
  },
);

const asAda: Walk = async (browser, page) => browser.submit(page, 'A ada@example.test');
/** The person was deleted while the page was open. */
const asNobody: Walk = async (browser, page) =>
  browser.submit(page, 'A ada@example.test', { user_ref: 'nobody', email: 'nobody@example.test' });

const elsewhere = 'app.latchkey.desktop:/elsewhere';
const verifier = 'x'.repeat(43);

async function atServer({ clientId, issuer }: Emulated, fetch = nodeFetch()): Promise<AtProvider> {
  return AtProvider.with({ issuer, clientId }, asAda, { fetch });
}

describe.each([
  ['Okta', (): Emulated => okta],
  ['Entra ID', (): Emulated => entra],
])('%s as emulate has it', (_name, server) => {
  const at = async (fetch?: Fetch): Promise<AtProvider> => atServer(server(), fetch);

  test.each<[Fields, string, string]>([
    [{ client_id: 'somebody-else' }, 'invalid_client', 'web-application'],
    [{ code: 'another' }, 'invalid_grant', 'code-spent'],
    [{ redirect_uri: elsewhere }, 'invalid_grant', 'code-spent'],
    [{ code_verifier: null }, 'invalid_grant', 'code-spent'],
    [{ code_verifier: verifier }, 'invalid_grant', 'code-spent'],
    [{ grant_type: 'unknown' }, 'unsupported_grant_type', 'grant-not-allowed'],
  ])('R75-: a code with %j is answered %s: %s', async (fields, providerError, entry) => {
    const one = await at(altering('authorization_code', fields));
    expect(await one.refused()).toMatchObject({
      code: 'token-request-refused',
      details: { providerError, help: { entry } },
    });
    expect(one.stage.sealed()).toBeNull();
  });

  test.each<[Fields, string, string, string]>([
    [{ client_id: 'somebody-else' }, 'invalid_client', 'web-application', 'needs-fix'],
    [{ refresh_token: 'another' }, 'invalid_grant', 'sign-in-ended', 'needs-sign-in'],
    [{ grant_type: 'unknown' }, 'unsupported_grant_type', 'grant-not-allowed', 'needs-fix'],
  ])(
    'R75-: a renewal with %j is answered %s: %s, and leaves: %s',
    async (fields, providerError, entry, kind) => {
      const one = await at(altering('refresh_token', fields));
      await one.signIn();
      expect((await one.renew()).kind).toBe(kind);
      expect(one.reason()).toMatchObject({ details: { providerError, help: { entry } } });
    },
  );

  test('R6-: a secret that is not the client’s is told as that, and the right one signs in', async () => {
    const { issuer, secret, secretClientId: clientId } = server();
    const settings = { issuer, clientId, confidential: true } as const;
    const one = await AtProvider.with(settings, asAda);
    const secrets = createClientSecrets(one.stage.vault);
    valueOf(await secrets.keep(connection(settings), 'another'));
    expect(await one.refused()).toMatchObject({
      details: { providerError: 'invalid_client', help: { entry: 'secret-wrong' } },
    });
    valueOf(await secrets.keep(connection(settings), secret));
    await one.signIn();
    expect(one.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
  });

  test('R42-: UserInfo does not take the token: the sign-in stays, with the name of its ID token', async () => {
    const one = await at(withoutToken('/userinfo'));
    await one.signIn();
    await one.notDescribed();
    expect(one.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
  });

  test('a path that is none of its issuers is said to describe nothing there', async () => {
    const issuer = new URL('/oauth2/nowhere', server().issuer).href;
    const one = await AtProvider.with({ issuer, clientId: server().clientId }, asAda);
    expect(failureOf(await one.stage.sessions.signIn('one', {}))).toMatchObject({
      code: 'metadata-not-found',
      details: { httpStatus: 404 },
    });
  });
});

describe('pages that only emulate’s Okta has', () => {
  test('without a redirect address: its words are explained', async () => {
    const { details } = await (await atServer(okta)).explained(parameter('redirect_uri', ''));
    expect(details?.help?.entry).toBe('redirect-address-unknown');
  });

  test('for another kind of answer: nobody knows the words, which are shown as they are', async () => {
    const { details, why } = await (await atServer(okta)).explained(parameter('response_type', 'token'));
    expect(why).toBe('Latchkey does not know what this page says.');
    expect(details?.help).toBeUndefined();
    expect(details?.providerDescription).toContain('Only response_type=code is supported.');
  });

  test('for a person who is gone: its words are shown as they are, and the sign-in goes on waiting', async () => {
    const one = await atServer(okta);
    const { text } = await one.walk(undefined, asNobody);
    expect(text).toContain('The selected user is not available.');
    expect(one.stage.view().kind).toBe('waiting-for-browser');
  });
});
