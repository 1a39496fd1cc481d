import { expect, test } from 'vitest';
import { startEmulatedOkta } from '../../servers/third-party/emulated.ts';
import type { Emulated } from '../../servers/third-party/emulated.ts';
import { whileRunning } from '../../servers/third-party/while-running.ts';
import { valueOf } from '../../support/results.ts';
import { registeredAddresses } from '../../support/registered-addresses.ts';
import { AtProvider, otherChallenge, parameter, presetAt, revokeAt, takesToken } from './at-provider.ts';
import type { Walk } from './at-provider.ts';

/* `emulate` has the addresses, forms and answers of Okta as its authors wrote them down; it is not Okta. */
let okta: Emulated;
whileRunning(
  async () => {
    okta = await startEmulatedOkta((issuer) => registeredAddresses(issuer));
  },
  async () => okta.stop(),
);

const asAda: Walk = async (browser, page) => browser.submit(page, 'A ada@example.test');

async function atOkta(): Promise<AtProvider> {
  return AtProvider.with({ issuer: okta.issuer, clientId: okta.clientId }, asAda);
}

test('it is taken for Okta by what it publishes', async () => {
  expect(await presetAt(okta.issuer)).toBe('okta');
});

test('R21+ R42+ R50+: signs in, renews with a token that works once, and signs out with both tokens revoked', async () => {
  const at = await atOkta();
  await at.signIn();
  await at.described();
  expect(at.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
  expect(at.stage.sealed()?.userInfo).toMatchObject({ preferred_username: 'ada@example.test' });
  const spent = at.stage.sealed()?.refreshToken;
  const token = await at.renewed();
  expect(at.stage.sealed()?.refreshToken).not.toBe(spent);
  expect(await takesToken(`${okta.issuer}/v1/userinfo`, token)).toBe(true);
  valueOf(await at.stage.sessions.signOut('one', { alsoInBrowser: false }));
  await at.signedOut();
  expect(await takesToken(`${okta.issuer}/v1/userinfo`, token)).toBe(false);
});

test('R46+ R48+: the sign-out in the browser leads back to the app', async () => {
  const at = await atOkta();
  await at.signIn();
  const { url } = await at.signOutInBrowser();
  // It gives back no `state`.
  expect(url.href).toBe('app.latchkey.desktop:/logged-out');
  expect(await at.answer(url.href)).toEqual({ kind: 'signed-out', connectionId: 'one' });
  await at.signedOut();
});

test('R75+: a refresh token that was revoked elsewhere ends the session, with words', async () => {
  const at = await atOkta();
  await at.signIn();
  await revokeAt(`${okta.issuer}/v1/revoke`, okta.clientId, at.stage.sealed()?.refreshToken);
  await at.stage.sessions.renewNow('one');
  expect(at.stage.view().kind).toBe('needs-sign-in');
  expect(at.reason()).toMatchObject({ code: 'session-ended', details: { providerError: 'invalid_grant' } });
});

test('a redirect address that is not registered ends on a page, and its words are explained', async () => {
  const at = await atOkta();
  const { why, details } = await at.explained(parameter('redirect_uri', 'app.latchkey.desktop:/elsewhere'));
  expect(details?.help).toMatchObject({ entry: 'redirect-address-unknown', action: 'copy-redirect-address' });
  expect(why).toContain('redirect address');
});

test('a client that is not registered ends on a page, and its words are explained', async () => {
  const at = await AtProvider.with({ issuer: okta.issuer, clientId: 'somebody-else' }, asAda);
  expect((await at.explained()).details?.help).toMatchObject({
    entry: 'client-unknown-on-page',
    action: 'open-settings',
  });
});

test('R6-: a client that wants a secret says that it was registered as a web application', async () => {
  const at = await AtProvider.with({ issuer: okta.issuer, clientId: okta.secretClientId }, asAda);
  const failure = await at.refused();
  expect(failure).toMatchObject({ details: { providerError: 'invalid_client', httpStatus: 401 } });
  expect(failure.why).toBe('This is registered as a web application.');
});

test('R10-: a verifier that does not fit is refused, and explained', async () => {
  const at = await atOkta();
  const failure = await at.refused({ request: otherChallenge });
  expect(failure).toMatchObject({
    code: 'token-request-refused',
    details: { providerError: 'invalid_grant' },
  });
});
