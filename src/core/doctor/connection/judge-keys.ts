import { importJWK } from 'jose';
import type { Finding } from '../../../shared/doctor.ts';
import { fitsAlgorithm, type PublicKey } from '../../oauth/key-set.ts';
import { good, wrong } from '../finding.ts';

/** An RSA key below this verifies nothing (RFC 7518 §3.3), in bits. */
const shortestModulus = 2048;

/** How many of the published keys can check a signature with one of these algorithms. */
export async function usableKeys(
  keys: readonly PublicKey[],
  algorithms: readonly string[],
): Promise<readonly PublicKey[]> {
  const usable = await Promise.all(
    keys.map(async (key) => {
      const algorithm = algorithms.find((each) => fitsAlgorithm(key, each));
      return algorithm !== undefined && isLongEnough(key) && (await imports(key, algorithm)) ? [key] : [];
    }),
  );
  return usable.flat();
}

/**
 * Whether a sign-in can be checked with what the provider publishes.
 * @param seen.published null where what came is no list of keys
 */
export function judgeKeys(seen: {
  readonly host: string;
  readonly published: number | null;
  readonly usable: number;
  readonly algorithms: readonly string[];
}): Finding {
  const { host, published, usable, algorithms } = seen;
  const facts = { Host: host, Algorithms: algorithms.join(', ') };
  const next = 'Tell whoever runs the provider: until that is mended nobody can sign in with this app.';
  if (published === null) {
    return wrong('Where the keys of this provider have to be, there is something else.', next, facts);
  }
  if (usable === 0) {
    const what =
      published === 0
        ? 'The provider publishes no key, so no sign-in can be checked.'
        : `None of the ${count(published)} that the provider publishes can check a sign-in.`;
    return wrong(what, next, facts);
  }
  return good(`The provider publishes ${count(usable)} with which a sign-in can be checked.`, facts);
}

function count(keys: number): string {
  return keys === 1 ? 'one key' : `${String(keys)} keys`;
}

function isLongEnough({ kty, n }: PublicKey): boolean {
  return kty !== 'RSA' || Buffer.from(n ?? '', 'base64url').byteLength * 8 >= shortestModulus;
}

async function imports({ kty, crv, n, e, x, y }: PublicKey, algorithm: string): Promise<boolean> {
  const given = Object.entries({ crv, n, e, x, y }).filter(([, value]) => value !== undefined);
  try {
    await importJWK({ kty, ...Object.fromEntries(given) }, algorithm);
    return true;
  } catch {
    return false;
  }
}
