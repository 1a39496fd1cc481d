import { fail, succeed } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import { failure } from './failures.ts';
import { textMember } from './json.ts';
import type { JsonObject } from './json.ts';
import type { TokenSet } from './types.ts';

/** Ten years in seconds: longer is not a lifetime but a mistake, and would overflow dates. */
const longestLifetime = 10 * 365 * 24 * 60 * 60;

/**
 * Judges the members of a successful token response (RFC 6749 §5.1) with the freedom of R72. Null when it is no token
 * response at all; a failure when it is one that must not be used.
 */
export function parseTokenSet(body: JsonObject, host: string): Result<TokenSet> | null {
  const accessToken = textMember(body, 'access_token');
  if (accessToken === null) return null;
  // What could not be sent in one header line (RFC 6749 appendix A.12).
  if (!/^[\u0020-\u007e]+$/.test(accessToken)) {
    return fail(unusable(host, 'The token holds characters that a token cannot have.'));
  }
  const tokenType = textMember(body, 'token_type');
  if (tokenType === null) return fail(unusable(host, 'It does not say what kind of token it gave.'));
  // RFC 6749 §7.1: a token of an unknown type is not used. A DPoP token came without a proof of ours.
  if (tokenType.toLowerCase() !== 'bearer') {
    return fail(unusable(host, 'It gave a kind of token that this connection cannot use.'));
  }
  return succeed({
    accessToken,
    tokenType,
    expiresIn: seconds(body['expires_in'], true),
    refreshToken: textMember(body, 'refresh_token'),
    refreshExpiresIn: seconds(body['refresh_expires_in'] ?? body['refresh_token_expires_in'], false),
    idToken: textMember(body, 'id_token'),
    scope: scopeMember(body),
  });
}

/** A number, or a string of digits (R72). Null when it says nothing usable: then the token is used until 401. */
function seconds(value: unknown, zeroCounts: boolean): number | null {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return null;
  // Keycloak writes 0 for a refresh token without a limit.
  if (number === 0 && !zeroCounts) return null;
  return Math.min(Math.floor(number), longestLifetime);
}

function scopeMember(body: JsonObject): string | null {
  const value = body['scope'];
  if (Array.isArray(value)) {
    const scopes = value.filter((item): item is string => typeof item === 'string' && item !== '');
    return scopes.length === 0 ? null : scopes.join(' ');
  }
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function unusable(host: string, why: string): Failure {
  return failure(
    'token-response-invalid',
    `The answer of ${host} was not accepted.`,
    why,
    'Sign in again. If it stays so, tell whoever runs the provider.',
    { host },
  );
}
