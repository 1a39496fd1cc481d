import { join } from 'node:path';
import type { Activity } from '../../core/activity/activity.ts';
import { createActivity, type ActivityLog } from '../../core/activity/create-activity.ts';
import { nodeSpoolDisk } from '../../core/broker/bodies/node-spool-disk.ts';
import type { Broker } from '../../core/broker/broker.ts';
import { createBroker } from '../../core/broker/create-broker.ts';
import type { ConnectionStore } from '../../core/connections/connection-store.ts';
import { createConnectionStore } from '../../core/connections/create-connection-store.ts';
import type { Cookies } from '../../core/cookies/cookies.ts';
import { createCookies } from '../../core/cookies/create-cookies.ts';
import { endingCookies } from '../../core/cookies/end-with-session.ts';
import { createClientSecrets, type ClientSecrets } from '../../core/oauth/client-secrets.ts';
import { createSessions, type SessionsDeps } from '../../core/oauth/session/create-sessions.ts';
import type { Sessions } from '../../core/oauth/session/sessions.ts';
import { createProxySignIns, type ProxySignIns } from '../../core/proxy/proxy-sign-ins.ts';
import type { Cipher } from '../../core/ports/cipher.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Fetch } from '../../core/ports/fetch.ts';
import type { Uploads } from '../../core/ports/uploads.ts';
import type { Files } from '../../core/ports/files.ts';
import { createVault, type ProtectedVault } from '../../core/vault/create-vault.ts';
import { createVariables } from '../../core/variables/create-variables.ts';
import { nodeFolders } from '../../core/collections/node-folders.ts';
import { createHistory } from '../../core/history/create-history.ts';
import type { History } from '../../core/history/history.ts';
import type { Variables } from '../../core/variables/variables.ts';
import type { RequestTimeouts } from '../../shared/app-state.ts';
import type { ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { RequestProgress } from '../../shared/request.ts';
import { createDemoFetch } from '../demo/demo-fetch.ts';
import type { DemoService } from '../demo/demo-service.ts';
import type { Network } from '../network/create-network.ts';
import { gather } from '../system/once.ts';
import type { Settings } from '../settings/settings.ts';

/** Entries of the activity that are kept in memory. */
const activityLimit = 2000;

/** The page hears of new requests in the history, and of cookies, after at most this many milliseconds. */
const historyRest = 200;

export interface CoreDeps extends Pick<SessionsDeps, 'browser' | 'scheme' | 'schemeOwner' | 'random'> {
  readonly clock: Clock;
  readonly files: Files;
  readonly settings: Pick<Settings, 'requestTimeouts' | 'historyLimits' | 'historyOn' | 'cookiesOn'>;
  /** The profile's folder. */
  readonly folder: string;
  readonly cipher: Cipher;
  readonly network: Pick<Network, 'fetchFor' | 'cookiesOf'>;
  readonly demo: Pick<DemoService, 'start'>;
  readonly uploads: Uploads;
  /** Told how far each request is. */
  readonly progress: (progress: RequestProgress) => void;
  /** What was sent by a connection is not what it was. */
  readonly historyChanged: (id: ConnectionId) => void;
  /** The cookies of a connection are not what they were. */
  readonly cookiesChanged: (id: ConnectionId) => void;
  /** What a person is asked for a proxy is not what it was. */
  readonly proxyAsked: () => void;
  /** The demo is not where its connection believes it to be. */
  readonly demoMoved: () => void;
}

/** What does the work, and knows nothing of windows. */
export interface Core {
  readonly activity: ActivityLog;
  readonly connections: ConnectionStore;
  /** Settles once the connections file was read, with what was wrong with it. */
  readonly loaded: Promise<Failure | null>;
  /** Whether there is no connection. While nobody knows there may be one. */
  empty(): boolean;
  readonly vault: ProtectedVault;
  readonly secrets: ClientSecrets;
  readonly sessions: Sessions;
  readonly broker: Broker;
  readonly history: History;
  readonly cookies: Cookies;
  readonly variables: Variables;
  readonly proxySignIns: ProxySignIns;
  /** Settles once the file of variables was read, with what was wrong with it. */
  readonly variablesLoaded: Promise<Failure | null>;
}

/** Makes the core over this computer. Reads the connections file; everything else waits. */
export function wireCore(deps: CoreDeps): Core {
  const { clock, files, folder } = deps;
  const activity = createActivity({ clock, limit: activityLimit });
  const connections = createConnectionStore({ files, folder, clock });
  const vault = createVault({
    files,
    folder: join(folder, 'vault'),
    clock,
    cipher: deps.cipher,
    note: (failure) => {
      noteOfVault(activity, failure);
    },
  });
  /** The demo runs before anything is asked of it. */
  const fetchFor = (id: ConnectionId): Fetch => {
    const fetch = deps.network.fetchFor(id);
    const connection = connections.get(id);
    return connection?.demo === true
      ? createDemoFetch({ demo: deps.demo, issuer: connection.issuer, moved: deps.demoMoved }, fetch)
      : fetch;
  };
  const secrets = createClientSecrets(vault);
  const proxySignIns = createProxySignIns({ vault, changed: deps.proxyAsked });
  const told = (tell: (id: ConnectionId) => void): ((id: ConnectionId) => void) =>
    gather(clock.after.bind(clock), historyRest, (ids) => {
      for (const id of new Set(ids)) tell(id);
    });
  const cookies = createCookies({
    vault,
    storeOf: (id) => deps.network.cookiesOf(id),
    on: (id) => deps.settings.cookiesOn(id),
    changed: told(deps.cookiesChanged),
  });
  const sessions = endingCookies(
    createSessions({ ...deps, fetchFor, vault, activity, connections }),
    cookies,
  );
  const spool = { disk: nodeSpoolDisk, folder: join(folder, 'spool') };
  const { progress, uploads } = deps;
  const timeouts = (): RequestTimeouts => deps.settings.requestTimeouts();
  const asked = { fetchFor, tokens: sessions, connections, cookies, activity, clock };
  const broker = createBroker({
    ...asked,
    spool,
    progress,
    uploads,
    timeouts,
    sent: (sent) => {
      history.record(sent);
    },
  });
  const history = createHistory({
    files,
    folders: nodeFolders,
    disk: nodeSpoolDisk,
    folder: join(folder, 'history'),
    clock,
    vault,
    limits: deps.settings.historyLimits,
    on: deps.settings.historyOn,
    bodies: broker,
    changed: told(deps.historyChanged),
  });
  const variables = createVariables({ files, folder, clock, vault });
  let known = false;
  const loaded = connections.load().finally(() => {
    known = true;
  });
  const variablesLoaded = variables.load();
  const empty = (): boolean => known && connections.list().length === 0;
  return {
    activity,
    connections,
    loaded,
    empty,
    vault,
    secrets,
    sessions,
    broker,
    history,
    cookies,
    variables,
    proxySignIns,
    variablesLoaded,
  };
}

/** What the vault has to say goes into the record of what happened. */
function noteOfVault(activity: Activity, { code, what, why }: Failure): void {
  activity.add({
    connectionId: null,
    step: 'vault',
    outcome: 'noted',
    summary: `${what} ${why}`,
    facts: [],
    failureCode: code,
  });
}
