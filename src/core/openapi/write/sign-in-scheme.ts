import type { ConnectionSettings } from '../../../shared/connection.ts';
import type { Node } from '../nodes.ts';

/** What the sign-in is called in a document. */
export const signInName = 'signIn';

/** How the connection signs in: the endpoints that a person entered, or where its provider describes itself. */
export function signInScheme({ issuer, manual, scopes }: ConnectionSettings): Node {
  const { authorizationEndpoint, tokenEndpoint, discoveryUrl } = manual ?? {};
  if (authorizationEndpoint !== undefined && tokenEndpoint !== undefined) {
    const flow = {
      authorizationUrl: authorizationEndpoint,
      tokenUrl: tokenEndpoint,
      scopes: Object.fromEntries(scopes.map((scope) => [scope, ''])),
    };
    return { type: 'oauth2', flows: { authorizationCode: flow } };
  }
  const wellKnown = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return { type: 'openIdConnect', openIdConnectUrl: discoveryUrl ?? wellKnown };
}
