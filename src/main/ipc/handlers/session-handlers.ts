import type { ActivityEntry } from '../../../shared/activity.ts';
import type { Sessions } from '../../../core/oauth/session/sessions.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import { stopOf, type Prepared } from '../../demo/demo-connection.ts';
import type { Handlers } from '../answer.ts';

type SessionCommands =
  | 'signIn'
  | 'cancelSignIn'
  | 'openBrowserAgain'
  | 'pasteCallback'
  | 'explainPage'
  | 'pageSayings'
  | 'copySignInLink'
  | 'signOut'
  | 'declineAccess'
  | 'renewNow'
  | 'tryNow'
  | 'forgetSignOut'
  | 'getSessionDetails'
  | 'listActivity';

export interface SessionHandlerDeps {
  readonly sessions: Sessions;
  /** Entries of one connection, oldest first. */
  activityOf(id: ConnectionId): readonly ActivityEntry[];
  copy(text: string): Promise<void>;
  /** Starts what a connection needs before it can be reached: the demo's own server. */
  prepare(id: ConnectionId): Promise<Prepared>;
  /** Remembers for a connection that its provider need not list PKCE (R78). */
  acceptUnlistedPkce(id: ConnectionId): Promise<Result<unknown>>;
}

/** Calls about one connection's session. */
export function sessionHandlers(deps: SessionHandlerDeps): Pick<Handlers, SessionCommands> {
  const { sessions } = deps;
  return {
    async signIn({ id, acceptUnlistedPkce, ...options }) {
      if (acceptUnlistedPkce === true) {
        // Asked once: an answer that is not kept would be asked for again and again.
        const kept = await deps.acceptUnlistedPkce(id);
        if (!kept.ok) {
          return kept;
        }
      }
      const prepared = await deps.prepare(id);
      // A sign-in that is over is what a new one is for.
      return prepared.kind === 'failed' ? fail(prepared.failure) : sessions.signIn(id, options);
    },
    async cancelSignIn({ id }) {
      await sessions.cancelSignIn(id);
      return succeed(null);
    },
    openBrowserAgain: ({ id }) => sessions.openBrowserAgain(id),
    explainPage: ({ id, words }) => sessions.explainPage(id, words),
    pageSayings: ({ id }) => sessions.pageSayings(id),
    pasteCallback: ({ id, address }) => sessions.pasteCallback(id, address),
    async copySignInLink({ id }) {
      const link = sessions.signInLink(id);
      if (!link.ok) {
        return link;
      }
      await deps.copy(link.value);
      return succeed(null);
    },
    signOut: ({ id, alsoInBrowser }) => sessions.signOut(id, { alsoInBrowser }),
    declineAccess: ({ id }) => sessions.declineAccess(id),
    async renewNow({ id }) {
      return stopOf(await deps.prepare(id)) ?? sessions.renewNow(id);
    },
    async tryNow({ id }) {
      return stopOf(await deps.prepare(id)) ?? sessions.tryNow(id);
    },
    forgetSignOut: ({ id }) => sessions.forgetSignOut(id),
    getSessionDetails: ({ id }) => sessions.details(id),
    listActivity: ({ id }) => succeed(deps.activityOf(id)),
  };
}
