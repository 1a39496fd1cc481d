import { startAuthorizationServer } from '../../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../../servers/authorization-server.ts';
import { eventually } from '../../harness/processes.ts';
import type { World } from '../../harness/world.ts';

/** Whom the provider signs in. */
export const account = 'ada@example.test';

/** A provider whose page has a link in the place of a sign-in, and whose every answer a test can replace. */
export function startLinkProvider(
  options: Parameters<typeof startAuthorizationServer>[0] = {},
): Promise<AuthorizationServer> {
  return startAuthorizationServer({ ...options, link: 'Continue' });
}

export async function addConnection(
  { window }: World,
  name: string,
  { clientId, issuer }: AuthorizationServer,
  apiOrigins: readonly string[] = [],
): Promise<void> {
  const scopes = 'openid offline_access';
  await window.addConnection({ name, issuer, clientId, scopes, apiOrigins: apiOrigins.join('\n') });
}

/** Signs in from the connection that is shown, past the link, and waits for the last question that comes of it: whose it is. */
export async function signIn({ browser, window }: World, provider: AuthorizationServer): Promise<void> {
  const { origin } = provider;
  const described = provider.requestsTo('/userinfo').length;
  await window.button('Sign in').click();
  const tab = await browser.tab(origin);
  await tab.getByRole('link', { name: 'Continue' }).click();
  browser.answered(tab);
  await window.settledAs(account);
  await eventually(
    'the question about the account',
    () => provider.requestsTo('/userinfo')[described] ?? null,
  );
}

/**
 * The provider is well again: *Try now*, unless the app has tried by itself already. It has another refresh token then, and
 * the one before is spent.
 */
export async function renewed(
  { window }: World,
  { refreshTokens }: AuthorizationServer,
  before: ReadonlySet<string>,
): Promise<void> {
  const look = async (): Promise<true | null> => {
    const again = window.button('Try now');
    if ([...refreshTokens].some((token) => !before.has(token))) return true;
    if (await again.isVisible()) await again.click({ timeout: 1000 }).catch(() => undefined);
    return null;
  };
  // The app looks at its clocks every thirty seconds.
  await eventually('a renewal', look, 60_000);
  await window.settledAs(account);
}
