import type { Cookies } from '../../../core/cookies/cookies.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import { succeed } from '../../../shared/result.ts';
import type { Handlers } from '../answer.ts';
import { ofKnown } from './of-known.ts';

type CookieCommands = 'listCookies' | 'keepCookies' | 'forgetCookies';

export interface CookieHandlerDeps {
  readonly cookies: Pick<Cookies, 'view' | 'forget'>;
  /** Whether there is such a connection. */
  readonly exists: (id: ConnectionId) => boolean;
  readonly setOn: (id: ConnectionId, on: boolean) => void;
}

/** Calls about the cookies of a connection. */
export function cookieHandlers(deps: CookieHandlerDeps): Pick<Handlers, CookieCommands> {
  const { cookies } = deps;
  const known = ofKnown(deps.exists);
  return {
    listCookies: ({ id }) => known(id, async () => succeed(await cookies.view(id))),
    keepCookies: ({ id, on }) =>
      known(id, async () => {
        deps.setOn(id, on);
        // What nobody sends any more is not left lying about.
        return on ? succeed(null) : cookies.forget(id);
      }),
    forgetCookies: ({ id }) => known(id, () => cookies.forget(id)),
  };
}
