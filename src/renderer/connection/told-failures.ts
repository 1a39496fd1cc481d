import type { Failure } from '../../shared/failure.ts';
import type { SessionView } from '../../shared/session.ts';

/** Why the last new sign-in came to nothing, while the session goes on. */
export function attemptFailure(session: SessionView): Failure | null {
  return 'attemptFailure' in session ? (session.attemptFailure ?? null) : null;
}

/** Why a session is as it is; where nobody is signed in, that can be why a sign-in came to nothing. */
export function reasonOf(session: SessionView): Failure | null {
  return 'reason' in session ? (session.reason ?? null) : null;
}

/** Whether the last sign-in came to nothing because the provider calls itself something else. */
export function isIssuerInDoubt(session: SessionView): boolean {
  return [reasonOf(session), attemptFailure(session)].some(
    (told) => told?.code === 'issuer-mismatch' || told?.code === 'metadata-redirected',
  );
}

/** Whether the provider refused the client because no secret was sent. */
export function isSecretWanted(session: SessionView): boolean {
  return [reasonOf(session), attemptFailure(session)].some(
    (told) => told?.details?.help?.action === 'native-or-secret',
  );
}

/** Whether the page tells a failure already, beneath the header: then the action that met it need not repeat it. */
export function isTold(failure: Failure, session: SessionView): boolean {
  return [reasonOf(session), attemptFailure(session)].some(
    (told) => told?.code === failure.code && told.what === failure.what && told.why === failure.why,
  );
}
