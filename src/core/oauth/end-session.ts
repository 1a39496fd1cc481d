import type { ConnectionSettings } from '../../shared/connection.ts';
import { assertNever } from '../../shared/result.ts';
import type { LogoutDialect, OwnLogout } from '../providers/presets/preset.ts';
import type { Parameters } from './appauth.ts';
import { withParameters } from './form.ts';
import { postLogoutRedirectUri } from './redirect-uri.ts';
import type { ServerMetadata } from './types.ts';
import { parseUrl } from './url.ts';

export interface EndSessionInput {
  readonly metadata: ServerMetadata;
  /** How the provider wants to be asked. */
  readonly dialect: LogoutDialect;
  readonly clientId: string;
  readonly idToken: string | null;
  readonly scheme: string;
  readonly spelling: ConnectionSettings['redirectSpelling'];
  readonly state: string;
}

/**
 * The address that ends the sign-in in the browser too (OpenID Connect RP-Initiated Logout 1.0 §2; R46), or what the
 * provider has in its place. Null when it has none. With an ID token in it, it is handed over as R85 says: see
 * `openInBrowser`.
 */
export function endSessionUrl(input: EndSessionInput): string | null {
  const { dialect, metadata } = input;
  const endpoint = metadata.endSessionEndpoint;
  switch (dialect.kind) {
    case 'openid':
      if (endpoint !== null) return withParameters(endpoint, openIdParameters(input));
      return dialect.otherwise === null ? null : ownUrl(dialect.otherwise, null, input);
    case 'own':
      return ownUrl(dialect.own, endpoint, input);
    default:
      return assertNever(dialect);
  }
}

/** Whether there is such an address at all. */
export function signsOutInBrowser(metadata: ServerMetadata, dialect: LogoutDialect): boolean {
  return (
    endSessionUrl({
      metadata,
      dialect,
      clientId: '',
      idToken: null,
      scheme: '',
      spelling: 'path',
      state: '',
    }) !== null
  );
}

function openIdParameters(input: EndSessionInput): Parameters {
  return [
    ...(input.idToken === null ? [] : [['id_token_hint', input.idToken] as const]),
    ['client_id', input.clientId],
    ['post_logout_redirect_uri', postLogoutRedirectUri(input.scheme, input.spelling)],
    ['state', input.state],
  ];
}

/** No ID token goes to an address that does not ask for one, and no `state`, which would not come back. */
function ownUrl(own: OwnLogout, endpoint: string | null, input: EndSessionInput): string | null {
  const origin = parseUrl(input.metadata.authorizationEndpoint)?.origin;
  const address = endpoint ?? (origin === undefined ? null : `${origin}${own.path}`);
  return address === null
    ? null
    : withParameters(address, [
        [own.clientParameter, input.clientId],
        [own.returnParameter, postLogoutRedirectUri(input.scheme, input.spelling)],
      ]);
}
