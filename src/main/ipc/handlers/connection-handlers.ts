import { checkConnectionInput } from '../../../core/connections/check-connection-input.ts';
import { sameClient } from '../../../core/connections/same-client.ts';
import { parseConnectionInput } from '../../../core/connections/parse-connection-input.ts';
import { sameEndpoints } from '../../../core/connections/endpoints-by-hand.ts';
import type { NewTags } from '../../../core/connections/new-tags.ts';
import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import type { Deletions } from '../../../core/connections/deletions.ts';
import { connectionGone } from '../../../core/failures/connection-gone.ts';
import type { ClientSecrets } from '../../../core/oauth/client-secrets.ts';
import type { Sessions } from '../../../core/oauth/session/sessions.ts';
import { madeIssuer, providerChoices } from '../../../core/providers/presets/made-issuer.ts';
import { recognize } from '../../../core/providers/presets/recognize.ts';
import type { Connection, ConnectionSettings, ConnectionView } from '../../../shared/connection.ts';
import type { ConnectionInput, IssuerCheck } from '../../../shared/ipc.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import type { Handlers } from '../answer.ts';
import { manualOf } from './endpoints-by-hand.ts';
import { secretChange, withSecret, type SecretChange } from './client-secret.ts';

type ConnectionCommands =
  | 'listConnections'
  | 'checkIssuer'
  | 'recognizeProvider'
  | 'listProviders'
  | 'makeIssuer'
  | 'checkConnection'
  | 'addConnection'
  | 'updateConnection'
  | 'removeConnection'
  | 'restoreConnection'
  | 'finishDeletion'
  | 'orderConnections'
  | 'allowOrigin';

export interface ConnectionHandlerDeps {
  readonly connections: ConnectionStore;
  readonly secrets: Pick<ClientSecrets, 'keep' | 'erase'>;
  readonly sessions: Sessions;
  /** What the addresses by hand of a new connection were shown with. */
  readonly tags: NewTags;
  readonly deletions: Pick<Deletions, 'begin' | 'undo' | 'finish'>;
  /** Resolves once the connections file was read. */
  readonly loaded: Promise<unknown>;
  readonly view: (connection: Connection) => ConnectionView;
  checkIssuer(issuer: string): Promise<Result<IssuerCheck>>;
  /** The list changed: the page is told. */
  changed(): void;
}

/** Calls about the list of connections and their settings. */
export function connectionHandlers(deps: ConnectionHandlerDeps): Pick<Handlers, ConnectionCommands> {
  const { connections, secrets, sessions, view } = deps;

  const changed = (result: Result<Connection>): Result<ConnectionView> => {
    if (!result.ok) {
      return result;
    }
    const { issuer, manual } = result.value;
    if (manual !== undefined) deps.tags.spend(issuer, manual.tag);
    deps.changed();
    return succeed(view(result.value));
  };

  /** What the form means: with addresses by hand where there are any, which stay with their issuer (R87). */
  const settingsOf = (input: ConnectionInput, before: Connection | null): Result<ConnectionSettings> => {
    const settings = parseConnectionInput(input);
    if (!settings.ok) return settings;
    const { issuer } = settings.value;
    const { endpoints } = input;
    if (endpoints === undefined) {
      const kept = before?.issuer === issuer ? before.manual : undefined;
      return succeed(kept === undefined ? settings.value : { ...settings.value, manual: kept });
    }
    const manual = manualOf({ issuer, endpoints }, before, deps.tags.of);
    return manual.ok ? succeed({ ...settings.value, manual: manual.value }) : manual;
  };

  /** The secret is sealed under the connection's id; a connection that cannot keep its secret is not added. */
  const add = async (settings: ConnectionSettings, secret: SecretChange): Promise<Result<ConnectionView>> => {
    const added = await connections.add(withSecret(settings, secret, null));
    if (added.ok && secret.kind === 'keep') {
      const kept = await secrets.keep(added.value, secret.secret);
      if (!kept.ok) {
        await connections.remove(added.value.id);
        return kept;
      }
    }
    return changed(added);
  };

  return {
    async listConnections() {
      await deps.loaded;
      return succeed(connections.list().map(view));
    },
    checkIssuer: ({ issuer }) => deps.checkIssuer(issuer),
    recognizeProvider: ({ text, part }) => succeed(recognize(text, part)),
    listProviders: () => succeed(providerChoices()),
    makeIssuer: ({ provider, parts }) => succeed(madeIssuer(provider, parts)),
    checkConnection: ({ input, id }) =>
      succeed({
        problems: checkConnectionInput(input),
        duplicates: sameClient(connections.list(), input, id).map((same) => ({
          id: same.id,
          name: same.name,
        })),
      }),
    async addConnection(input) {
      const settings = settingsOf(input, null);
      if (!settings.ok) {
        return settings;
      }
      const secret = secretChange(input, null, true);
      return secret.ok ? add(settings.value, secret.value) : secret;
    },
    async updateConnection({ id, changes }) {
      const before = connections.get(id);
      if (before === null) {
        return fail(connectionGone());
      }
      const settings = settingsOf(changes, before);
      if (!settings.ok) {
        return settings;
      }
      const other = namesAnotherClient(before, settings.value);
      const secret = secretChange(changes, before, !isOtherClient(before, settings.value));
      if (!secret.ok) {
        return secret;
      }
      if (other) {
        // Tokens belong to the client they were issued to: they end before the connection means another one.
        const ended = await sessions.signOut(id, { alsoInBrowser: false });
        if (!ended.ok && ended.failure.code !== 'sign-in-needed') {
          return ended;
        }
      }
      if (secret.value.kind === 'keep') {
        // Sealed before the settings say that it is there.
        const kept = await secrets.keep({ ...settings.value, id }, secret.value.secret);
        if (!kept.ok) {
          return kept;
        }
      }
      const updated = await connections.update(id, withSecret(settings.value, secret.value, before));
      if (updated.ok && secret.value.kind === 'erase') {
        await secrets.erase(id);
      }
      if (updated.ok && endsSignIn(before, updated.value)) {
        // One that was begun meanwhile, too: its answer would come back for a connection that is another one (R16).
        await sessions.cancelSignIn(id);
      }
      return changed(updated);
    },
    removeConnection: ({ id }) => deps.deletions.begin(id),
    async restoreConnection({ id }) {
      const restored = await deps.deletions.undo(id);
      return restored.ok ? succeed(view(restored.value)) : restored;
    },
    finishDeletion: ({ id }) => deps.deletions.finish(id),
    async orderConnections({ ids }) {
      const ordered = await connections.order(ids);
      deps.changed();
      return ordered;
    },
    async allowOrigin({ id, origin }) {
      const connection = connections.get(id);
      if (connection === null) {
        return fail(connectionGone());
      }
      return changed(await connections.allowOrigin(id, origin));
    },
  };
}

/** Whether tokens that were issued before are of no use afterwards. A draft had none. */
function namesAnotherClient(before: Connection, after: ConnectionSettings): boolean {
  return isAnotherProvider(before, after) || (before.clientId !== after.clientId && before.clientId !== '');
}

function isOtherClient(before: Connection, after: ConnectionSettings): boolean {
  return isAnotherProvider(before, after) || before.clientId !== after.clientId;
}

/** Another name, or the same under other addresses: whoever answers there is somebody else (R87). */
function isAnotherProvider(before: Connection, after: ConnectionSettings): boolean {
  return before.issuer !== after.issuer || !sameEndpoints(before.manual, after.manual);
}

/** Whether a sign-in that runs asks for something that the connection does not mean any more. */
export function endsSignIn(before: Connection, after: Connection): boolean {
  return (
    namesAnotherClient(before, after) ||
    before.redirectSpelling !== after.redirectSpelling ||
    JSON.stringify(before.loopback) !== JSON.stringify(after.loopback)
  );
}
