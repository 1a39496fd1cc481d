import type { AppState } from '../../shared/app-state.ts';
import type { ConnectionView } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Account, SessionKind, SessionView, SignedIn } from '../../shared/session.ts';
import { assertNever } from '../../shared/result.ts';
import { untilTime } from './time.ts';

export type Platform = AppState['platform'];

/** What the system calls the place where secrets are kept. */
export function keyringWord(platform: Platform): string {
  switch (platform) {
    case 'linux':
      return 'keyring';
    case 'darwin':
      return 'Keychain';
    case 'win32':
      return 'Windows account protection';
    default:
      return assertNever(platform);
  }
}

/** The same at the beginning of a sentence. */
export function keyringWordFirst(platform: Platform): string {
  const word = keyringWord(platform);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** True where a session that can send requests, now or when its provider is back, is held. */
export function isSignedIn(session: SessionView): session is SessionView & SignedIn {
  switch (session.kind) {
    case 'signed-in':
    case 'signed-in-until':
    case 'renewing':
    case 'offline':
    case 'provider-unavailable':
    case 'needs-fix':
    case 'more-access-needed':
    case 'memory-only':
    case 'not-saved':
    case 'clock-wrong':
      return true;
    case 'draft':
    case 'signed-out':
    case 'waiting-for-browser':
    case 'another-account':
    case 'needs-sign-in':
    case 'locked':
    case 'set-aside':
    case 'signing-out':
      return false;
    default:
      return assertNever(session);
  }
}

/** What the page draws: the state, or that it is not known yet, in the moment before the keyring was asked. */
export type ShownKind = SessionKind | 'opening' | 'passphrase-needed';

export function shownKind(session: SessionView): ShownKind {
  if (session.kind !== 'locked') return session.kind;
  if (session.checking === true) return 'opening';
  return session.by === 'passphrase' ? 'passphrase-needed' : 'locked';
}

function accountWords(account: Account | null): string {
  return account === null ? 'No account name' : account.label;
}

/** The words under a connection's name in the list. `now` is milliseconds since the epoch. */
export function listWords(session: SessionView, platform: Platform, now: number): string {
  switch (session.kind) {
    case 'draft':
      return 'Waiting for a client ID';
    case 'signed-out':
      return 'Signed out';
    case 'waiting-for-browser':
      return 'Continue in your browser';
    case 'another-account':
      return 'Another account came back';
    case 'signed-in':
    case 'renewing':
    case 'memory-only':
      return accountWords(session.account);
    case 'signed-in-until':
      return session.until === null
        ? accountWords(session.account)
        : `${accountWords(session.account)}, until ${untilTime(session.until, now)}`;
    case 'offline':
      return 'Offline, still signed in';
    case 'provider-unavailable':
      return 'Provider unavailable, still signed in';
    case 'needs-fix':
      return 'Provider refused this app';
    case 'needs-sign-in':
      return 'Sign in again';
    case 'more-access-needed':
      return 'Needs one more permission';
    case 'locked':
      if (session.checking === true) return 'Opening…';
      return session.by === 'passphrase' ? 'Passphrase needed' : `${keyringWordFirst(platform)} locked`;
    case 'not-saved':
      return `Signed in, not saved${notSavedBecause(session.reason)}`;
    case 'set-aside':
      return 'Saved sign-in unreadable';
    case 'signing-out':
      return 'Signed out here, provider told later';
    case 'clock-wrong':
      return `Clock is ${session.minutesOff === 1 ? '1 minute' : `${session.minutesOff} minutes`} off`;
    default:
      return assertNever(session);
  }
}

/** Only of the disk is there a word as short as this; the note below the header says the others. */
function notSavedBecause({ code }: Failure): string {
  if (code === 'disk-full') return ': disk full';
  return code === 'disk-failed' ? ': disk failed' : '';
}

/** The words of the header, which has room to say who is signed in. */
export function headerWords(session: SessionView, platform: Platform, now: number): string {
  if (
    session.kind === 'signed-in' ||
    session.kind === 'renewing' ||
    session.kind === 'memory-only' ||
    session.kind === 'signed-in-until'
  ) {
    const who =
      session.account === null ? 'Signed in, no account name' : `Signed in as ${session.account.label}`;
    return session.kind === 'signed-in-until' && session.until !== null
      ? `${who} until ${untilTime(session.until, now)}`
      : who;
  }
  return listWords(session, platform, now);
}

/** What the live region says when the state of a connection changes. */
export function announcement(connection: ConnectionView, platform: Platform, now: number): string {
  return `${connection.name}: ${headerWords(connection.session, platform, now)}`;
}
