import type { ClientMetadata } from 'oidc-provider';
import { callbackTag } from '../callback-tag.ts';

export const demoClientId = 'latchkey-demo';

export const supportedScopes = [
  'openid',
  'profile',
  'email',
  'offline_access',
  'notes:read',
  'notes:write',
] as const;

/** The schemes of the installed app and of a development run. */
const schemes = ['app.latchkey.desktop', 'app.latchkey.desktop.dev'];
/** RFC 8252 §7.3: the port is the app's choice, so it is registered without one. */
const loopbacks = ['http://127.0.0.1', 'http://[::1]'];

/** The public client of the app: no secret, PKCE demanded, a redirect of its own for this issuer. */
export function demoClient(issuer: string): ClientMetadata {
  const tag = callbackTag(issuer);
  return {
    client_id: demoClientId,
    client_name: 'Latchkey',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    response_types: ['code'],
    redirect_uris: [
      ...schemes.map((scheme) => `${scheme}:/callback/${tag}`),
      ...loopbacks.map((origin) => `${origin}/callback/${tag}`),
    ],
    post_logout_redirect_uris: schemes.map((scheme) => `${scheme}:/logged-out`),
    id_token_signed_response_alg: 'RS256',
  };
}
