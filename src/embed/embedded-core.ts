import { app, safeStorage, shell } from 'electron';
import { join } from 'node:path';
import { createActivity } from '../core/activity/create-activity.ts';
import { nodeSpoolDisk } from '../core/broker/bodies/node-spool-disk.ts';
import type { Broker } from '../core/broker/broker.ts';
import { createBroker } from '../core/broker/create-broker.ts';
import { createSessions } from '../core/oauth/session/create-sessions.ts';
import type { Sessions } from '../core/oauth/session/sessions.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Fetch } from '../core/ports/fetch.ts';
import { createVault, type ProtectedVault } from '../core/vault/create-vault.ts';
import { nodeFiles } from '../core/vault/node-files.ts';
import type { LinuxBackend } from '../main/keyring/linux-backend.ts';
import { createSystemCipher } from '../main/keyring/system-cipher.ts';
import { noClientCertificates } from '../main/network/client-certificates.ts';
import { createNetwork } from '../main/network/create-network.ts';
import { runTool } from '../main/system/run-tool.ts';
import { createSystemBrowser } from '../main/system/system-browser.ts';
import type { Connection, ConnectionId } from '../shared/connection.ts';
import type { RequestProgress } from '../shared/request.ts';
import { onlyConnection } from './embedded-connection.ts';

/** Entries of the activity that are kept in memory. */
const activityLimit = 2000;

export interface EmbeddedCoreDeps {
  readonly clock: Clock;
  readonly connection: Connection;
  readonly scheme: string;
  /** For what is saved; nobody else uses it. */
  readonly folder: string;
  readonly backend: LinuxBackend;
  readonly progress: (progress: RequestProgress) => void;
  readonly warn: (what: string) => void;
}

/** What does the work, over this computer. */
export interface EmbeddedCore {
  readonly vault: ProtectedVault;
  readonly sessions: Sessions;
  readonly broker: Broker;
}

/** Makes the core of one connection; nothing is read and nothing runs yet. Call after `ready`. */
export function embeddedCore(deps: EmbeddedCoreDeps): EmbeddedCore {
  const { clock, folder, scheme, warn } = deps;
  const { env, platform } = process;
  const connections = onlyConnection(deps.connection);
  const activity = createActivity({ clock, limit: activityLimit });
  // There is no dialog for the sign-in of a proxy here: a request that needs one fails and says so. Nor is there one for
  // certificates of the person's: no server gets any.
  const network = createNetwork({
    proxies: { forProxy: () => Promise.resolve(null) },
    certificates: noClientCertificates,
    others: 'are-not-ours',
  });
  const fetchFor = (id: ConnectionId): Fetch => network.fetchFor(id);
  const vault = createVault({
    files: nodeFiles,
    folder: join(folder, 'vault'),
    clock,
    cipher: createSystemCipher({
      safeStorage,
      platform,
      env,
      backend: deps.backend,
      run: runTool,
      spent() {
        warn('The keyring can be used again once the app was started anew.');
      },
    }),
    note({ code, what, why }) {
      warn(`${code}: ${what} ${why}`);
    },
  });
  const sessions = createSessions({
    clock,
    fetchFor,
    vault,
    browser: createSystemBrowser((url) => shell.openExternal(url)),
    activity,
    connections,
    scheme,
    schemeOwner: () =>
      Promise.resolve({ kind: app.isDefaultProtocolClient(scheme) ? 'ours' : 'missing' } as const),
    random: Math.random,
  });
  const broker = createBroker({
    fetchFor,
    tokens: sessions,
    connections,
    activity,
    clock,
    spool: { disk: nodeSpoolDisk, folder: join(folder, 'spool') },
    uploads: { open: () => null },
    progress: deps.progress,
  });
  return { vault, sessions, broker };
}
