import type { Connection } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import { pkceSupport } from '../authorization.ts';
import { failure, hostOf } from '../failures.ts';
import type { ServerMetadata } from '../types.ts';

/**
 * R78: plain OAuth 2.0 has no nonce, so PKCE is the only defence of the answer; where the server does not say that it
 * takes it, the person is asked once. Null: nothing to ask. With `openid` the nonce is the second line (R14).
 */
export function unlistedPkce(
  connection: Pick<Connection, 'scopes' | 'unlistedPkceAccepted'>,
  metadata: ServerMetadata,
): Failure | null {
  if (connection.scopes.includes('openid') || connection.unlistedPkceAccepted === true) return null;
  return pkceSupport(metadata) === 'not-listed' ? notListed(metadata.issuer) : null;
}

function notListed(issuer: string): Failure {
  return failure(
    'pkce-not-listed',
    'This provider does not say that it protects sign-ins from apps.',
    'Latchkey asks for that protection anyway, and many providers have it without saying so. Where it is missing, another program on this computer could use the answer that your browser brings back.',
    'Sign in anyway if you trust this provider and this computer, or ask whoever runs the provider first.',
    { host: hostOf(issuer), field: 'code_challenge_methods_supported' },
  );
}
