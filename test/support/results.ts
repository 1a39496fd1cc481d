import type { Failure } from '../../src/shared/failure.ts';
import type { Result } from '../../src/shared/result.ts';

/** The value of a result that has to be a success. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(
    `It should have succeeded: ${result.failure.code}. ${result.failure.what} ${result.failure.why}`,
  );
}

/** The failure of a result that has to be one, with all three parts for people in it. */
export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error(`It should have failed, and gave ${JSON.stringify(result.value)}.`);
  return complete(result.failure);
}

/** Terms of the protocols that belong into details, Session and Activity, and not into what a person is told. */
const jargon =
  /\b(?:PKCE|JWKS?|jwks_uri|nonce|verifier|ID token|id_token|refresh token|endpoint|metadata|TLS)\b/i;

/** A failure whose three parts are there and hold nothing that a person cannot read. */
export function complete(failure: Failure): Failure {
  for (const part of [failure.what, failure.why]) {
    // What stands in quotes is repeated, from the provider or from the person.
    const term = jargon.exec(part.replaceAll(/“[^”]*”/g, ''))?.[0];
    if (term !== undefined) throw new Error(`A person did not bring “${term}”: “${part}”`);
  }
  for (const part of [failure.what, failure.why, failure.next]) {
    if (!/^\S.*[.?!”]$/s.test(part) || /undefined|null|\[object|NaN/.test(part)) {
      throw new Error(`These are no words for a person: “${part}”`);
    }
  }
  return failure;
}
