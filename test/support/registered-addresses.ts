import { issuerTag, postLogoutRedirectUri, redirectUri } from '../../src/core/oauth/redirect-uri.ts';

/** Everything that a person registers at a provider for the app. */
export function registeredAddresses(
  issuer: string,
  scheme = 'app.latchkey.desktop',
  spelling: 'path' | 'authority' = 'path',
): readonly [redirect: string, afterSignOut: string] {
  return [
    redirectUri('scheme', { scheme, spelling, tag: issuerTag(issuer) }),
    postLogoutRedirectUri(scheme, spelling),
  ];
}
