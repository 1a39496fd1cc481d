import type { ServerMetadata } from '../../oauth/types.ts';
import { parseUrl } from '../../oauth/url.ts';
import { presetOf } from './preset-of.ts';

/**
 * Metadata with the endpoints that its provider is known to have and does not name, such as that of revocation in older
 * documents of Cognito. They are on the host that tokens come from anyway, so nothing goes to another one. Where a person
 * gave endpoints by hand nothing is added (R87).
 */
export function completeMetadata(metadata: ServerMetadata): ServerMetadata {
  if (metadata.source === 'manual') return metadata;
  const { revocation, userInfo } = presetOf(metadata).unnamedEndpoints.value;
  const at = (path: string | null): string | null =>
    path === null ? null : (parseUrl(path, metadata.tokenEndpoint)?.href ?? null);
  return {
    ...metadata,
    revocationEndpoint: metadata.revocationEndpoint ?? at(revocation),
    userinfoEndpoint: metadata.userinfoEndpoint ?? at(userInfo),
  };
}
