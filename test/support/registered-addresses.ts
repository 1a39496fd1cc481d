import { issuerTag, postLogoutRedirectUri, redirectUri } from '../../src/core/oauth/redirect-uri.ts';

/** Everything that a person registers at a provider for the app. */
export function registeredAddresses(
  issuer: string,
  scheme = 'app.latchkey.desktop',
): readonly [redirect: string, afterSignOut: string] {
  return [
    redirectUri('scheme', { scheme, spelling: 'path', tag: issuerTag(issuer) }),
    postLogoutRedirectUri(scheme, 'path'),
  ];
}
