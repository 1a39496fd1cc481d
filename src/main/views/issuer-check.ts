import { signsOutInBrowser } from '../../core/oauth/end-session.ts';
import type { ServerMetadata } from '../../core/oauth/types.ts';
import { hintOf, presetOf } from '../../core/providers/presets/preset-of.ts';
import type { ManualEndpoints } from '../../shared/connection.ts';
import type { IssuerCheck } from '../../shared/ipc.ts';
import { hostOf, isDevelopmentIssuer, redirectUrisOf } from './connection-view.ts';

/**
 * What the metadata of an issuer says to somebody who is about to add it.
 * @param manual where endpoints were given by hand: such a connection has redirect addresses of its own (R87).
 */
export function issuerCheck(metadata: ServerMetadata, scheme: string, manual?: ManualEndpoints): IssuerCheck {
  const { issuer, scopesSupported, grantTypesSupported } = metadata;
  const preset = presetOf(metadata);
  const renews =
    grantTypesSupported?.includes('refresh_token') === true ||
    scopesSupported?.includes('offline_access') === true;
  return {
    issuer,
    provider: hintOf(metadata),
    host: hostOf(issuer),
    scopesSupported,
    refreshTokens: renews ? 'supported' : 'unknown',
    signsOut: signsOutInBrowser(metadata, preset.logout.value),
    revokes: metadata.revocationEndpoint !== null,
    development: isDevelopmentIssuer(issuer),
    redirectUris: redirectUrisOf(
      { issuer, redirectSpelling: 'path', ...(manual === undefined ? {} : { manual }) },
      scheme,
    ),
  };
}
