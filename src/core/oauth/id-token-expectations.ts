import type { Failure } from '../../shared/failure.ts';
import { failure } from './failures.ts';

/** A token's payload as it came. */
export type Claims = Readonly<Record<string, unknown>>;

export interface IdTokenExpectations {
  readonly issuer: string;
  readonly clientId: string;
  /** Null: none was sent. */
  readonly nonce: string | null;
  /** Seconds; null: not asked for. */
  readonly maxAge: number | null;
  /** One of which the token has to carry (an essential `acr`, a step-up); null where they were a mere wish (R38). */
  readonly acrValues: readonly string[] | null;
  /** `id_token_signing_alg_values_supported` of the metadata. */
  readonly algorithms: readonly string[] | null;
  /** To compare `at_hash` with. */
  readonly accessToken: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The `Date` of the answer that brought the token, in milliseconds; null when it had none. */
  readonly serverDate: number | null;
}

/** An ID token that breaks a rule; `claim` is the one that was judged. */
export function idTokenInvalid(claim: string | null, why: string): Failure {
  return failure(
    'id-token-invalid',
    'The sign-in was not accepted.',
    `The provider’s statement of who you are is not valid. ${why}`,
    'Sign in again. If it stays so, tell whoever runs the provider.',
    { field: claim },
  );
}
