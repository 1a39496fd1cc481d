import { settingsForAccount } from '../../../core/connections/account-settings.ts';
import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import { connectionGone } from '../../../core/failures/connection-gone.ts';
import type { ClientSecrets } from '../../../core/oauth/client-secrets.ts';
import { noSignInRuns } from '../../../core/oauth/session/failures.ts';
import type { Sessions } from '../../../core/oauth/session/sessions.ts';
import type { Connection, ConnectionView } from '../../../shared/connection.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import type { AnotherAccount } from '../../../shared/session.ts';
import type { Handlers } from '../answer.ts';

export interface AccountHandlerDeps {
  readonly connections: Pick<ConnectionStore, 'get' | 'add' | 'remove'>;
  readonly secrets: Pick<ClientSecrets, 'copy' | 'erase'>;
  readonly sessions: Pick<Sessions, 'view' | 'decideAccount'>;
  readonly view: (connection: Connection) => ConnectionView;
  /** The list changed: the page is told. */
  changed(): void;
}

/** The answer to what becomes of another account that came back (R25). */
export function accountHandlers(deps: AccountHandlerDeps): Pick<Handlers, 'decideAccount'> {
  const { connections, sessions, view } = deps;

  /** A connection is there before an account is put under it; one that stays without is taken back. */
  const keepAsNew = async (before: Connection, asked: AnotherAccount): Promise<Result<Connection>> => {
    const settings = settingsForAccount(before, asked.arrived?.label ?? 'another account');
    const added = await connections.add(settings, { demo: before.demo });
    if (!added.ok) {
      return added;
    }
    const secret = await deps.secrets.copy(before, added.value);
    if (!secret.ok) {
      await connections.remove(added.value.id);
      return secret;
    }
    const decision = { kind: 'new-connection', connectionId: added.value.id } as const;
    const kept = await sessions.decideAccount(before.id, asked.attempt, decision);
    if (!kept.ok) {
      await deps.secrets.erase(added.value.id);
      await connections.remove(added.value.id);
      return kept;
    }
    deps.changed();
    return added;
  };

  return {
    async decideAccount({ id, attempt, decision }) {
      const connection = connections.get(id);
      if (connection === null) {
        return fail(connectionGone());
      }
      const asked = sessions.view(id);
      if (asked.kind !== 'another-account' || asked.attempt !== attempt) {
        return fail(noSignInRuns());
      }
      if (decision === 'new-connection') {
        const added = await keepAsNew(connection, asked);
        return added.ok ? succeed(view(added.value)) : added;
      }
      const decided = await sessions.decideAccount(id, attempt, { kind: decision });
      return decided.ok ? succeed(view(connection)) : decided;
    },
  };
}
