import type { FailureCode } from '../../../src/shared/failure.ts';
import type { Call, Outcome } from './behaviour.ts';

/** What follows an accepted sign-in: UserInfo, once (R42). */
const afterAcceptance: readonly Call[] = ['userinfo'];

const toToken: readonly Call[] = ['discovery', 'authorization', 'token'];
const toKeys: readonly Call[] = [...toToken, 'keys'];

const nothing = { code: null, field: null, sealed: [], nextTry: null } as const;

/** A second sign-in in the same run that is refused: who was signed in stays so. */
export function keptBefore(code: FailureCode, changes: Partial<Outcome> = {}): Outcome {
  return refused(code, { state: 'signed-in', sealed: ['session'], ...changes });
}

/** Signed in: the keys were read, and whoever signed in is known. */
export function accepted(changes: Partial<Outcome> = {}): Outcome {
  return {
    ...nothing,
    verdict: 'accepted',
    state: 'signed-in',
    sealed: ['session'],
    calls: [...toKeys, ...afterAcceptance],
    ...changes,
  };
}

/** Not signed in, with nothing kept; by default judged on the token answer alone, before the keys are read. */
export function refused(code: FailureCode, changes: Partial<Outcome> = {}): Outcome {
  return { ...nothing, verdict: 'refused', state: 'signed-out', code, calls: toToken, ...changes };
}

/** An ID token that says what it must not say. The keys are not even asked for. */
export function falseClaim(claim: string | null): Outcome {
  return refused('id-token-invalid', { field: claim });
}

/** An ID token whose signature is not the issuer's: that takes the keys to see. */
export function forged(changes: Partial<Outcome> = {}): Outcome {
  return refused('id-token-invalid', { calls: toKeys, ...changes });
}

/** Keys that cannot be read: nothing can be checked. */
export function keysUnread(): Outcome {
  return refused('keys-unavailable', { calls: toKeys });
}

/** Metadata that is not believed, or not found at any of the places where it may be: the browser never opens. */
export function notBegun(code: FailureCode, field: string | null = null, places = 1): Outcome {
  return refused(code, { field, calls: Array.from({ length: places }, (): Call => 'discovery') });
}

/** An answer of the browser that ends the sign-in: the code is not redeemed. */
export function answerRefused(code: FailureCode): Outcome {
  return refused(code, { calls: ['discovery', 'authorization'] });
}

/** An answer of the browser that belongs to nothing here: the sign-in goes on waiting for its own. */
export function ignored(): Outcome {
  return {
    ...nothing,
    verdict: 'ignored',
    state: 'waiting-for-browser',
    sealed: ['transaction'],
    calls: ['discovery', 'authorization'],
  };
}

/** A renewal that went well. The keys of the sign-in are still known. */
export function renewed(changes: Partial<Outcome> = {}): Outcome {
  return {
    ...nothing,
    verdict: 'accepted',
    state: 'signed-in',
    sealed: ['session'],
    calls: ['refresh'],
    ...changes,
  };
}

/** A renewal whose answer is discarded: the tokens stay, and a person decides (R75). */
export function renewalRefused(field: string | null, changes: Partial<Outcome> = {}): Outcome {
  return renewed({ verdict: 'refused', state: 'needs-sign-in', code: 'id-token-invalid', field, ...changes });
}

/** A renewal that has to wait: the session is kept. The first wait is 2.5 s where chance takes nothing away. */
export function waits(
  state: 'offline' | 'provider-unavailable',
  code: FailureCode,
  changes: Partial<Outcome> = {},
): Outcome {
  return renewed({ verdict: 'refused', state, code, nextTry: 2.5, ...changes });
}

/**
 * A renewal without an answer: it may have arrived, so the same is asked once more (F2), and then whether the provider
 * moved (F19).
 */
export function lost(code: FailureCode): Outcome {
  return waits('offline', code, { calls: ['refresh', 'refresh', 'discovery'] });
}

/** A renewal whose answer says nothing of what was done: it may have been, so the same is asked once more (F2). */
export function doubtful(code: FailureCode): Outcome {
  return waits('provider-unavailable', code, { calls: ['refresh', 'refresh'] });
}

/** A definitive refusal that is no end: tokens are kept, nothing is tried by itself. */
export function needsFix(): Outcome {
  return renewed({ verdict: 'refused', state: 'needs-fix', code: 'token-request-refused' });
}

/** Nothing is at the token address any more, nor is another one named (F19). */
export function gone(changes: Partial<Outcome> = {}): Outcome {
  return { ...needsFix(), calls: ['refresh', 'discovery'], ...changes };
}

/** The provider ended the session. */
export function ended(): Outcome {
  return renewed({ verdict: 'refused', state: 'needs-sign-in', code: 'session-ended' });
}

/** A sign-out that the provider was told, or told enough: refresh token, then access token. */
export function told(changes: Partial<Outcome> = {}): Outcome {
  return {
    ...nothing,
    verdict: 'accepted',
    state: 'signed-out',
    calls: ['revocation', 'revocation'],
    ...changes,
  };
}

/** A sign-out that is complete here and told later. */
export function toldLater(code: FailureCode, changes: Partial<Outcome> = {}): Outcome {
  return told({
    verdict: 'refused',
    state: 'signing-out',
    code,
    sealed: ['sign-out'],
    calls: ['revocation'],
    nextTry: 2.5,
    ...changes,
  });
}
