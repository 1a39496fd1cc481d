import type { Failure } from '../../../shared/failure.ts';
import type { LockedBy } from '../../../shared/session.ts';
import { assertNever } from '../../../shared/result.ts';
import { presetOf } from '../../providers/presets/preset-of.ts';
import { explained } from '../explained.ts';
import { providerText } from '../../failures/provider-text.ts';
import { failure } from '../failures.ts';
import { askedOffline } from './state.ts';
import type { Doubt, Held } from './state.ts';

/** The words of the session layer. Those of the protocol come with the failures that it returns. */

/** What is saved cannot be read before the keyring, or the passphrase, opens it. */
export function stillSealed(by: LockedBy): Failure {
  return by === 'keyring'
    ? failure(
        'keyring-locked',
        'Your saved sign-in cannot be read yet.',
        'The keyring of this computer is locked.',
        'Unlock it, then try again. Nothing is lost.',
      )
    : failure(
        'passphrase-needed',
        'Your saved sign-in cannot be read yet.',
        'It is protected by your passphrase.',
        'Enter the passphrase, then try again. Nothing is lost.',
      );
}

export function notSignedIn(): Failure {
  return failure(
    'sign-in-needed',
    'This connection is not signed in.',
    'Nobody signed in here yet, or somebody signed out.',
    'Sign in, then try again.',
  );
}

export function signInCancelled(): Failure {
  return failure(
    'sign-in-cancelled',
    'The sign-in was cancelled.',
    'Somebody cancelled it here, or signed out meanwhile.',
    'Sign in again when you want to.',
  );
}

export function noSignInRuns(): Failure {
  return failure(
    'not-found',
    'No sign-in is running.',
    'It was finished, cancelled, or it was too old.',
    'Press “Sign in” to begin a new one.',
  );
}

export function startAgain(): Failure {
  return failure(
    'callback-unknown',
    'The sign-in could not be finished.',
    'Latchkey was closed in between, and without a keyring it cannot remember a sign-in that was running.',
    'Start again: press “Sign in”.',
  );
}

export function wayNotRegistered(): Failure {
  return failure(
    'not-permitted',
    'This way to sign in cannot be used here.',
    'Its redirect address is not ticked for this connection, so it may not be registered at the provider.',
    'Register the address at the provider and tick it in Settings.',
  );
}

export function browserSignOutUnsupported(): Failure {
  return failure(
    'not-permitted',
    'You are signed out here, but not in the browser.',
    'The provider does not say where to sign out in the browser.',
    'Sign out on the provider’s own page if you want that too.',
  );
}

export function anotherAccount(label: string, previous: string): Failure {
  return failure(
    'another-account',
    `The browser signed in ${label}, and this connection belongs to ${previous}.`,
    'Your browser may have remembered the other account, or you asked for it.',
    'Say whether both are kept, the new one takes the place, or it is forgotten.',
  );
}

/** R84: a sign-in for more permission that came back without it. */
export function notGranted(scopes: readonly string[]): Failure {
  const named = providerText(scopes.join(' ')) ?? '';
  return failure(
    'authorization-refused',
    'Your provider did not give the permission.',
    `You were signed in without ${named}. It may have been declined there, or it is not for this account or this app.`,
    'You are signed in as before. Ask whoever runs the provider, or ask for it once more.',
  );
}

export function noKeysNamed(host: string): Failure {
  return failure(
    'keys-unavailable',
    'The sign-in could not be checked.',
    'The provider does not say where its signing keys are.',
    'Leave “openid” out of the scopes, or ask whoever runs the provider to name its keys.',
    { host, field: 'jwks_uri' },
  );
}

/** R76: why the session ends at a fixed time. */
export function nothingToRenewWith(held: Held): Failure {
  const happened = askedOffline(held) ? 'nothing-to-renew-with-though-asked' : 'nothing-to-renew-with';
  const { why, next, help } = explained(
    { at: 'token', happened },
    { provider: presetOf(held.record.metadata) },
    'Sign in again when you are asked to.',
  );
  return failure('sign-in-needed', 'You will be asked to sign in again.', why, next, help);
}

export function timeIsUp(): Failure {
  return failure(
    'sign-in-needed',
    'Your sign-in ran out.',
    'The provider gave nothing to renew it with.',
    'Sign in again.',
  );
}

export function tokenRejected(): Failure {
  return failure(
    'sign-in-needed',
    'Your sign-in is not accepted any more.',
    'The API refused it, and the provider gave nothing to renew it with.',
    'Sign in again.',
  );
}

export function settingsChanged(): Failure {
  return failure(
    'sign-in-needed',
    'This connection has to sign in again.',
    'Its provider or its client ID was changed after the last sign-in.',
    'Sign in again.',
  );
}

/** R16: what came back belongs to a connection that is another one by now. */
export function changedMeanwhile(): Failure {
  return failure(
    'sign-in-cancelled',
    'The sign-in was not finished.',
    'The connection’s provider, its client ID or its redirect address was changed while it ran.',
    'Sign in again.',
  );
}

/** Why a session ended, where we know more than the provider says (F1, F2). The provider's own words stay with it. */
export function endedBecause(doubt: Doubt, cause: Failure): Failure {
  switch (doubt) {
    case 'none':
      return cause;
    case 'crash':
      return {
        ...cause,
        why: 'Latchkey was closed in the moment in which it renewed the sign-in, and the provider accepts the earlier one no more.',
      };
    case 'answer-lost':
      return {
        ...cause,
        why: 'The provider’s answer to an earlier renewal was lost on the way, and it accepts the earlier sign-in no more.',
      };
    default:
      return assertNever(doubt);
  }
}

export function notRenewedYet(): Failure {
  return failure(
    'token-response-invalid',
    'The provider’s access token cannot be used.',
    'It was just renewed, and the new one has run out already.',
    'Ask whoever runs the provider to give access tokens a longer life.',
  );
}

export function recordUnknown(): Failure {
  return failure(
    'record-unreadable',
    'The saved sign-in cannot be read.',
    'It was written by another version of Latchkey, or it is damaged.',
    'Sign in. The file is kept.',
  );
}

/** A sign-out that an earlier run could not deliver, and that has to wait still. */
export function toldLater(): Failure {
  return failure(
    'provider-unavailable',
    'The provider has still to be told that you signed out.',
    'It asked to be left alone for a while.',
    'You are signed out here. The app tells the provider as soon as it may.',
  );
}

export function couldNotDeliver(): Failure {
  return failure(
    'provider-unavailable',
    'The provider was not told that you signed out.',
    'It could not be reached for seven days.',
    'If it matters, end the session on the provider’s own page.',
  );
}

export function closing(): Failure {
  return failure(
    'cancelled',
    'This was not finished.',
    'Latchkey is closing.',
    'Try again after the next start.',
  );
}

export function clientIdMissing(): Failure {
  return failure(
    'client-id-invalid',
    'This connection cannot sign in yet.',
    'It has no client ID.',
    'Enter the client ID that the provider gave you, in Settings.',
    { field: 'Client ID' },
  );
}

/** A bug of ours, met while something was being done for a session. */
export function internal(): Failure {
  return failure(
    'internal',
    'Latchkey could not finish this.',
    'It met a problem of its own.',
    'Try again. If it stays so, open the log folder from the Help menu and report it.',
  );
}
