import { describe, expect, test } from 'vitest';

import {
  announcement,
  headerWords,
  isSignedIn,
  listWords,
  shownKind,
} from '../../../../src/renderer/words/session-words.ts';
import { untilTime } from '../../../../src/renderer/words/time.ts';
import { connection, everyState, failure } from '../../../renderer-fake/scenario.ts';

const now = 1_800_000_000_000;

describe('the words of the states table', () => {
  test('each state has the words that the table gives it', () => {
    const words = Object.fromEntries(
      everyState(now).map(({ session }) => [shownKind(session), listWords(session, 'linux', now)]),
    );
    expect(words).toStrictEqual({
      'signed-in': 'ada@acme.test',
      draft: 'Waiting for a client ID',
      'signed-out': 'Signed out',
      'waiting-for-browser': 'Continue in your browser',
      'another-account': 'Another account came back',
      'signed-in-until': `ada@acme.test, until ${untilTime(now + 3_600_000, now)}`,
      renewing: 'ada@acme.test',
      offline: 'Offline, still signed in',
      'provider-unavailable': 'Provider unavailable, still signed in',
      'needs-fix': 'Provider refused this app',
      'needs-sign-in': 'Sign in again',
      locked: 'Keyring locked',
      'passphrase-needed': 'Passphrase needed',
      'more-access-needed': 'Needs one more permission',
      'memory-only': 'No account name',
      'not-saved': 'Signed in, not saved: disk full',
      'set-aside': 'Saved sign-in unreadable',
      'signing-out': 'Signed out here, provider told later',
      'clock-wrong': 'Clock is 12 minutes off',
    });
  });

  test('the keyring is called what the system calls it', () => {
    expect(listWords({ kind: 'locked' }, 'darwin', now)).toBe('Keychain locked');
    expect(listWords({ kind: 'locked' }, 'win32', now)).toBe('Windows account protection locked');
  });

  test('before the keyring was asked nothing is called locked', () => {
    const opening = { kind: 'locked', checking: true } as const;
    expect(listWords(opening, 'linux', now)).toBe('Opening…');
    expect(headerWords(opening, 'linux', now)).toBe('Opening…');
    expect([shownKind(opening), shownKind({ kind: 'locked' })]).toStrictEqual(['opening', 'locked']);
  });

  test('a disk that fails for another reason is not called full', () => {
    const session = { kind: 'not-saved', account: null, reason: failure({ code: 'disk-failed' }) } as const;
    expect(listWords(session, 'linux', now)).toBe('Signed in, not saved: disk failed');
  });

  test('F36-: what a newer Latchkey keeps from being saved is not blamed on the disk', () => {
    const reason = failure({ code: 'vault-format-newer' });
    expect(listWords({ kind: 'not-saved', account: null, reason }, 'linux', now)).toBe(
      'Signed in, not saved',
    );
  });

  test('the header says who is signed in', () => {
    const account = { subject: 's', label: 'ada@acme.test' };
    expect(headerWords({ kind: 'signed-in', account }, 'linux', now)).toBe('Signed in as ada@acme.test');
    expect(headerWords({ kind: 'signed-in', account: null }, 'linux', now)).toBe(
      'Signed in, no account name',
    );
    expect(headerWords({ kind: 'signed-out' }, 'linux', now)).toBe('Signed out');
  });

  test('an announcement names the connection', () => {
    expect(announcement(connection('Demo', { kind: 'signed-out' }), 'linux', now)).toBe('Demo: Signed out');
  });

  test('sessions that hold tokens count as signed in, others do not', () => {
    const held = everyState().filter(({ session }) => isSignedIn(session));
    expect(held.map(({ session }) => session.kind)).toStrictEqual([
      'signed-in',
      'signed-in-until',
      'renewing',
      'offline',
      'provider-unavailable',
      'needs-fix',
      'more-access-needed',
      'memory-only',
      'not-saved',
      'clock-wrong',
    ]);
  });
});
