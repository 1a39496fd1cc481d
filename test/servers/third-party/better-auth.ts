import { launch } from './launch.ts';
import type { ThirdPartyServer } from './launch.ts';

/** Better Auth with its OAuth provider, and one person who may sign in. */
export interface BetterAuth extends ThirdPartyServer {
  readonly issuer: string;
  readonly person: { readonly email: string; readonly password: string };
  /** Registers the app there as it is registered by hand (RFC 7591); its client ID. */
  register(redirectUri: string, afterSignOut: string): Promise<string>;
}

export async function startBetterAuth(): Promise<BetterAuth> {
  const server = await launch('better-auth');
  const { issuer = '', email = '', password = '' } = server.told;
  return {
    ...server,
    issuer,
    person: { email, password },
    async register(redirectUri, afterSignOut) {
      const answer = await fetch(`${issuer}/oauth2/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          client_name: 'Latchkey',
          application_type: 'native',
          token_endpoint_auth_method: 'none',
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
          scope: 'openid profile email offline_access',
          redirect_uris: [redirectUri],
          post_logout_redirect_uris: [afterSignOut],
        }),
      });
      const made: unknown = await answer.json();
      if (typeof made === 'object' && made !== null && 'client_id' in made) return String(made.client_id);
      throw new Error(`It could not be registered: ${JSON.stringify(made)}`);
    },
  };
}
