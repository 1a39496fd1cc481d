import { compactVerify, decodeJwt, decodeProtectedHeader, errors } from 'jose';
import type { Failure } from '../../shared/failure.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { idTokenInvalid } from './id-token-expectations.ts';
import type { Claims } from './id-token-expectations.ts';
import { isShallow } from './json.ts';
import { isAsymmetric } from './key-set.ts';
import type { PublicKey } from './key-set.ts';
import type { KeySource } from './keys.ts';
import { providerText } from '../failures/provider-text.ts';

/** In characters; real ones have 1 to 4 kB, with group lists more. */
const longestToken = 100_000;

/** Three parts, each in base64url without padding, and nothing else (RFC 7515 §5.2, §7.1): decoders forgive more. */
const compactForm = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/**
 * What a provider states about a person, signed with a key that it publishes: an ID token, or an answer of UserInfo. The
 * claims are judged before the keys are asked for, so that one that is refused anyway costs no call; nothing of it is
 * handed on before the signature holds.
 * @param listed the algorithms that the metadata lists; null where it lists none.
 */
export async function signedClaims<T>(
  token: string,
  listed: readonly string[] | null,
  keys: KeySource,
  judge: (claims: Claims, algorithm: string) => Result<T>,
): Promise<Result<T>> {
  const read = readToken(token);
  if (!read.ok) return read;
  const { algorithm, keyId, claims } = read.value;
  const allowed = allowedAlgorithms(listed);
  if (!allowed.includes(algorithm)) {
    const shown = providerText(algorithm) ?? '';
    return fail(
      idTokenInvalid(
        null,
        `It is signed with “${shown}”; this provider’s are signed with ${allowed.join(' or ')}.`,
      ),
    );
  }
  const judged = judge(claims, algorithm);
  if (!judged.ok) return judged;
  const signature = await checkSignature(token, { algorithm, keyId }, keys);
  return signature.ok ? judged : signature;
}

/** The asymmetric ones that metadata lists, else RS256 (R33). */
export function allowedAlgorithms(listed: readonly string[] | null): readonly string[] {
  const asymmetric = (listed ?? []).filter(isAsymmetric);
  return asymmetric.length === 0 ? ['RS256'] : asymmetric;
}

function readToken(
  token: string,
): Result<{ algorithm: string; keyId: string | null; claims: Readonly<Record<string, unknown>> }> {
  if (token.length > longestToken)
    return fail(idTokenInvalid(null, 'It is far larger than such a token can be.'));
  if (!compactForm.test(token)) return fail(malformed());
  try {
    const header = decodeProtectedHeader(token);
    // An extension that has to be understood is not (RFC 7515 §4.1.11); a JWT is never unencoded (RFC 7797 §7).
    if (header.crit !== undefined || header.b64 !== undefined) {
      return fail(idTokenInvalid(null, 'It follows rules that this app does not know.'));
    }
    if (header.kid !== undefined && typeof header.kid !== 'string') return fail(malformed());
    const type = header.typ?.toLowerCase().replace(/^application\//, '');
    // RFC 8725 §3.11: a token that says it is of another kind was made for another purpose.
    if (type !== undefined && ['at+jwt', 'logout+jwt', 'dpop+jwt', 'secevent+jwt'].includes(type)) {
      return fail(idTokenInvalid(null, 'It is a token of another kind.'));
    }
    const claims = decodeJwt(token);
    return isShallow(claims)
      ? succeed({
          algorithm: typeof header.alg === 'string' ? header.alg : '',
          keyId: header.kid ?? null,
          claims,
        })
      : fail(malformed());
  } catch {
    return fail(malformed());
  }
}

function malformed(): Failure {
  return idTokenInvalid(null, 'It is not of the form that such a token has.');
}

/** With the keys that are known; where they may be old, with those that are published now (F11). */
async function checkSignature(
  token: string,
  header: { readonly algorithm: string; readonly keyId: string | null },
  keys: KeySource,
): Promise<Result<null>> {
  const found = await keys.find(header);
  if (!found.ok) return found;
  if (await verifies(token, header.algorithm, found.value)) return succeed(null);
  const published = await keys.findPublished(header);
  if (published !== null && !published.ok) return published;
  return published !== null && (await verifies(token, header.algorithm, published.value))
    ? succeed(null)
    : fail(
        idTokenInvalid(
          null,
          'Its signature does not fit the provider’s key: it was changed, or it is not from there.',
        ),
      );
}

async function verifies(token: string, algorithm: string, keys: readonly PublicKey[]): Promise<boolean> {
  for (const key of keys) {
    try {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other: there is one key in all but odd key sets
      await compactVerify(token, importable(key, algorithm), { algorithms: [algorithm] });
      return true;
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return false;
}

/** What jose throws for a signature or a key that is not acceptable, in contrast to a bug of ours. */
function isRefusal(error: unknown): boolean {
  return error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException;
}

function importable(key: PublicKey, algorithm: string) {
  const members = { kty: key.kty, crv: key.crv, n: key.n, e: key.e, x: key.x, y: key.y };
  const given = Object.entries(members).filter(
    (member): member is [string, string] => member[1] !== undefined,
  );
  return { ...Object.fromEntries(given), kty: key.kty, alg: algorithm };
}
