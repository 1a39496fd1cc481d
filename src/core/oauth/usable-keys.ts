import { importJWK } from 'jose';
import { fitsAlgorithm, type PublicKey } from './key-set.ts';

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
