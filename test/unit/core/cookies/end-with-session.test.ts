import { describe, expect, it } from 'vitest';
import { endingCookies } from '../../../../src/core/cookies/end-with-session.ts';
import { failure } from '../../../../src/core/failures/failure.ts';
import type { Sessions } from '../../../../src/core/oauth/session/sessions.ts';
import { fail, succeed } from '../../../../src/shared/result.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { Stage } from '../oauth/session/stage.ts';

const gone = failure('sign-in-needed', 'There is none.', 'Nobody signed in.', 'Sign in.');

function ending(sessions: Partial<Sessions>, on = true) {
  const forgotten: string[] = [];
  const cookies = {
    on: () => on,
    forget: (id: string) => {
      forgotten.push(id);
      return Promise.resolve(succeed(null));
    },
  };
  const whole = { ...new Stage().sessions, ...sessions };
  return { sessions: endingCookies(whole, cookies), forgotten };
}

describe('cookies end with the sign-in', () => {
  it.each([true, false])('signing out forgets them, also where there was no session (%s)', async (there) => {
    const result = there ? succeed(null) : fail(gone);
    const { sessions, forgotten } = ending({ signOut: () => Promise.resolve(result) });
    expect(await sessions.signOut('a', { alsoInBrowser: false })).toEqual(result);
    expect(forgotten).toEqual(['a']);
  });

  it('another account in its place forgets them, and one that was discarded or got its own connection does not', async () => {
    const { sessions, forgotten } = ending({ decideAccount: () => Promise.resolve(succeed(null)) });
    valueOf(await sessions.decideAccount('a', 'attempt', { kind: 'discard' }));
    valueOf(await sessions.decideAccount('b', 'attempt', { kind: 'new-connection', connectionId: 'e' }));
    expect(forgotten).toEqual([]);
    valueOf(await sessions.decideAccount('c', 'attempt', { kind: 'replace' }));
    expect(forgotten).toEqual(['c']);
    const refused = ending({ decideAccount: () => Promise.resolve(fail(gone)) });
    failureOf(await refused.sessions.decideAccount('a', 'attempt', { kind: 'replace' }));
    expect(refused.forgotten).toEqual([]);
  });

  it('where none are kept nothing is asked of the vault', async () => {
    const { sessions, forgotten } = ending({ signOut: () => Promise.resolve(succeed(null)) }, false);
    valueOf(await sessions.signOut('a', { alsoInBrowser: false }));
    expect(forgotten).toEqual([]);
  });
});
