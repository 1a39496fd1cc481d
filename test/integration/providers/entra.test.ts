import { expect, test } from 'vitest';
import { startEmulatedEntra } from '../../servers/third-party/emulated.ts';
import type { Emulated } from '../../servers/third-party/emulated.ts';
import { whileRunning } from '../../servers/third-party/while-running.ts';
import { failureOf } from '../../support/results.ts';
import { registeredAddresses } from '../../support/registered-addresses.ts';
import { AtProvider, otherChallenge, parameter, presetAt, revokeAt } from './at-provider.ts';
import type { Walk } from './at-provider.ts';

/* `emulate` has the addresses, forms and answers of Entra ID as its authors wrote them down; it is not Entra ID. */
let entra: Emulated;
whileRunning(
  async () => {
    entra = await startEmulatedEntra((issuer) => registeredAddresses(issuer));
  },
  async () => entra.stop(),
);

const asAda: Walk = async (browser, page) => browser.submit(page, 'A ada@example.test');

async function atEntra(clientId = entra.clientId): Promise<AtProvider> {
  return AtProvider.with({ issuer: entra.issuer, clientId }, asAda);
}

test('it is taken for Entra ID by the tenant in its issuer and its addresses', async () => {
  expect(await presetAt(entra.issuer)).toBe('entra');
});

test('R21+ R42+: signs in, renews, and signs out without anything to revoke at', async () => {
  const at = await atEntra();
  await at.signIn();
  await at.described();
  expect(at.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
  const spent = at.stage.sealed()?.refreshToken;
  await at.renewed();
  expect(at.stage.sealed()?.refreshToken).not.toBe(spent);
  const { url } = await at.signOutInBrowser();
  expect(url.href).toBe('app.latchkey.desktop:/logged-out');
  expect(await at.answer(url.href)).toEqual({ kind: 'signed-out', connectionId: 'one' });
  await at.signedOut();
});

test('R75+: a refresh token that is refused ends the session, with words', async () => {
  const at = await atEntra();
  await at.signIn();
  const { origin } = new URL(entra.issuer);
  await revokeAt(`${origin}/oauth2/v2.0/revoke`, entra.clientId, at.stage.sealed()?.refreshToken);
  await at.stage.sessions.renewNow('one');
  expect(at.stage.view().kind).toBe('needs-sign-in');
  expect(at.reason()).toMatchObject({ code: 'session-ended', details: { providerError: 'invalid_grant' } });
});

test('a redirect address or a client that is not registered ends on a page, and its words are explained', async () => {
  const redirect = await (
    await atEntra()
  ).explained(parameter('redirect_uri', 'app.latchkey.desktop:/elsewhere'));
  expect(redirect.details?.help).toMatchObject({ entry: 'redirect-address-unknown' });
  const client = await (await atEntra('somebody-else')).explained();
  expect(client.details?.help).toMatchObject({ entry: 'client-unknown-on-page' });
});

test('R6-: a client that wants a secret says that it was registered as a web application', async () => {
  const failure = await (await atEntra(entra.secretClientId)).refused();
  expect(failure).toMatchObject({ details: { providerError: 'invalid_client', httpStatus: 401 } });
  expect(failure.why).toBe('This is registered as a web application.');
});

test('R10-: a verifier that does not fit is refused, and explained', async () => {
  const failure = await (await atEntra()).refused({ request: otherChallenge });
  expect(failure).toMatchObject({
    code: 'token-request-refused',
    details: { providerError: 'invalid_grant' },
  });
});

test('R44-: an address for every tenant at once names another issuer, which is offered and not taken', async () => {
  const common = new URL('/common/v2.0', entra.issuer).href;
  const at = await AtProvider.with({ issuer: common, clientId: entra.clientId }, asAda);
  const begun = failureOf(await at.stage.sessions.signIn('one', {}));
  expect(begun).toMatchObject({ code: 'issuer-mismatch' });
  expect(begun.details?.suggestion).toMatch(/\/[0-9a-f-]{36}\/v2\.0$/);
});
