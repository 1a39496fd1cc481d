import type { Sessions } from '../oauth/session/sessions.ts';
import type { Cookies } from './cookies.ts';

/**
 * Sessions that take the cookies of their connection with them: signing out forgets them, and so does another account in the
 * place of the one before, to whom they belonged. A session that merely ran out leaves them: nobody wanted to leave.
 */
export function endingCookies(sessions: Sessions, cookies: Pick<Cookies, 'on' | 'forget'>): Sessions {
  return {
    ...sessions,
    async signOut(id, options) {
      const ended = await sessions.signOut(id, options);
      const forgotten = cookies.on(id) ? await cookies.forget(id) : ended;
      return ended.ok ? forgotten : ended;
    },
    async decideAccount(id, attempt, decision) {
      const decided = await sessions.decideAccount(id, attempt, decision);
      const replaced = decided.ok && decision.kind === 'replace' && cookies.on(id);
      return replaced ? cookies.forget(id) : decided;
    },
  };
}
