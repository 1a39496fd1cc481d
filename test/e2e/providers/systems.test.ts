import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { whyNoThirdPartyServers } from '../../../scripts/lib/packages.mjs';
import type { MockServer } from '../../servers/third-party/oauth2-mock-server.ts';
import { person as known } from '../../servers/dialects/pages.ts';
import type { Dialect } from '../../servers/dialects/dialect.ts';
import { violations } from '../harness/accessibility.ts';
import { answerAt, answerPages } from '../harness/provider-pages.ts';
import type { Answered, Person } from '../harness/provider-pages.ts';
import { openWorld } from '../harness/open-world.ts';
import type { OpenWorld } from '../harness/open-world.ts';
import { findTarget } from '../harness/target.ts';
import { startPlain, startSystems } from './start-systems.ts';
import type { System, SystemName } from './start-systems.ts';

/* Authorization servers through one window and one browser. None of them is the provider whose name it has here. */
let systems: Readonly<Partial<Record<SystemName, System>>>;
let mockServer: MockServer | null;
let plain: Dialect;
let opened: OpenWorld;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ mockServer, systems, stop } = await startSystems(findTarget().scheme));
  plain = await startPlain();
  const origins = [plain.server.origin, ...Object.values(systems).map(({ origin }) => origin)];
  opened = await openWorld('systems', { origins }, async (world) => {
    await world.start();
  });
}, 120_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await opened.world.picture(`systems ${task.name.slice(0, 40)}`);
});
afterAll(async () => {
  await opened.close();
  await plain.stop();
  await stop();
});

it.for([
  ['okta', 'Okta'],
  ['entra', 'Microsoft Entra ID'],
  ['better-auth', 'Better Auth'],
  ['auth0', 'Auth0'],
  ['cognito', 'Amazon Cognito'],
  ['identityserver4', 'IdentityServer4'],
  ['duende', 'Duende IdentityServer'],
  ['oauth2-mock-server', 'OpenID Connect provider'],
] as const)(
  '%s: added by its address as %s, signed in within 12 decisions, renewed, and signed out here and in the browser',
  async ([name, provider], context) => {
    const system = systems[name] ?? context.skip(whyNoThirdPartyServers() ?? 'It was not started.');
    const { world } = opened;
    const { browser, window } = world;
    const { clientId, email, issuer, leadsBack, origin, person, revokes } = system;
    const { wizard } = window;
    await wizard.open();
    await wizard.where(issuer);
    await wizard.dialog.getByRole('list', { name: `At ${provider}`, exact: true }).waitFor();
    await wizard.registered();
    await wizard.connect({ name, clientId });
    await wizard.press('Sign in');
    await window.signInPanel.getByText('Continue in your browser').waitFor();
    expect(wizard.decisions).toBeLessThanOrEqual(12);

    const signedIn = window.signedIn(email);
    const asked = { kind: 'sign-in', ...person } as const;
    const answered = await answerAt(browser, origin, asked, () => signedIn.isVisible());
    expect(answered.why).toBeNull();
    await window.signedInAs(email);

    await window.menu('Renew now');
    await window.openTab('Activity');
    await window.shows('Renewed.');

    await window.alsoSignOutInBrowser(true);
    await window.button('Sign out').click();
    await window.button('Sign in').waitFor();
    await window.openTab('Activity');
    await window.shows('The browser was asked to open the provider’s sign-out page.');
    if (revokes) await window.shows('The provider was told.');
    const leaving = leadsBack ? await leadBack(origin, { ...asked, kind: 'sign-out' }) : null;
    expect(leaving).toEqual(leadsBack ? { pages: 1, why: null, said: null } : null);
  },
);

it('R34-: oauth2-mock-server: keys that cannot be read are told as what they are, and the next sign-in goes well', async (context) => {
  const server = mockServer ?? context.skip(whyNoThirdPartyServers() ?? 'It was not started.');
  const { browser, window } = opened.world;
  const { origin } = new URL(server.issuer);
  const person = { kind: 'sign-in', user: '', password: '' } as const;
  // The app knows the keys of the sign-in before.
  await server.newKey();
  await server.nextKeys({ body: '<!doctype html><title>Sign in</title>A page of the network.' });
  await window.addConnection({ name: 'Other keys', issuer: server.issuer, clientId: 'another-client' });
  await window.beginSignIn();
  const told = window.page.getByText('The sign-in could not be checked.').first();
  expect((await answerAt(browser, origin, person, () => told.isVisible())).why).toBeNull();
  await window.shows('The provider answered with something that is no list of keys.');

  await window.beginSignIn();
  const signedIn = window.signedIn('johndoe');
  expect((await answerAt(browser, origin, person, () => signedIn.isVisible())).why).toBeNull();
  await window.signedInAs('johndoe');
});

it('R77+: one that describes itself nowhere is signed in to by its addresses, and renewed', async () => {
  const { world } = opened;
  const { browser, window } = world;
  const { wizard } = window;
  const { origin, clientId } = plain.server;
  await wizard.open();
  // Its sign-in page first, as people have it in hand: a page is no description.
  await wizard.fill('Issuer', `${origin}/Account/Login`);
  await window.shows('does not describe itself as a sign-in provider');
  await wizard.fill('Issuer', origin);
  await wizard.press('Enter its addresses by hand');
  await wizard.fill('Authorization endpoint', `${origin}/connect/authorize`);
  await wizard.fill('Token endpoint', 'http://tokens.example.test/connect/token');
  await window.shows('Use its https address.');
  await wizard.fill('Token endpoint', `${origin}/connect/token`);
  await window.shows(`${new URL(origin).host}: the issuer, sign-in, tokens`);
  expect(await violations(window.page)).toEqual([]);
  await world.picture('addresses-by-hand');
  await wizard.press('Use these addresses');
  await wizard.at('Register');
  const address = wizard.dialog.getByText(new RegExp(`^${findTarget().scheme}:/callback/[a-z2-7]{26}$`));
  plain.registration = { redirectUris: [await address.first().innerText()], afterSignOut: [] };
  await wizard.registered();
  await wizard.connect({ name: 'Plain', clientId, scopes: 'api1 offline_access' });
  await wizard.press('Sign in');
  await window.button('Sign in anyway').click();
  await window.signInPanel.getByText('Continue in your browser').waitFor();
  const signedIn = window.page.getByText('No account name').first();
  const asked = { kind: 'sign-in', user: known.name, password: known.password } as const;
  const answered = await answerAt(browser, origin, asked, () => signedIn.isVisible());
  expect(answered.why).toBeNull();
  await signedIn.waitFor();
  await window.menu('Renew now');
  await window.openTab('Activity');
  await window.shows('Renewed.');
});

/** Follows the page after a sign-out to the app, which says that it knows. */
async function leadBack(origin: string, person: Person): Promise<Answered> {
  const { browser, window } = opened.world;
  const back = window.page.getByText('Signed out in the browser too.').first();
  return answerPages(await browser.tab(origin), person, () => back.isVisible());
}
