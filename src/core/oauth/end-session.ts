import { withParameters } from './form.ts';
import { postLogoutRedirectUri } from './redirect-uri.ts';
import type { ServerMetadata } from './types.ts';

/**
 * The address that ends the sign-in in the browser too (OpenID Connect RP-Initiated Logout 1.0 §2; R46). Null when the
 * provider has none. With an ID token in it, it is handed over as R85 says: see `openInBrowser`.
 */
export function endSessionUrl(input: {
  readonly metadata: ServerMetadata;
  readonly clientId: string;
  readonly idToken: string | null;
  readonly scheme: string;
  readonly state: string;
}): string | null {
  const endpoint = input.metadata.endSessionEndpoint;
  if (endpoint === null) return null;
  return withParameters(endpoint, [
    ...(input.idToken === null ? [] : [['id_token_hint', input.idToken] as const]),
    ['client_id', input.clientId],
    ['post_logout_redirect_uri', postLogoutRedirectUri(input.scheme)],
    ['state', input.state],
  ]);
}
