import type { ActivityLog } from '../../core/activity/create-activity.ts';
import type { Broker } from '../../core/broker/broker.ts';
import { startMeter } from '../../core/broker/meter.ts';
import type { ClientCertificateChoices } from '../../core/client-certificates/client-certificates.ts';
import type { ConnectionStore } from '../../core/connections/connection-store.ts';
import type { Cookies } from '../../core/cookies/cookies.ts';
import type { Deletions } from '../../core/connections/deletions.ts';
import type { Doctor } from '../../core/doctor/doctor.ts';
import type { History } from '../../core/history/history.ts';
import { discover } from '../../core/oauth/discovery.ts';
import type { ClientSecrets } from '../../core/oauth/client-secrets.ts';
import type { Sessions } from '../../core/oauth/session/sessions.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { createNewTags } from '../../core/connections/new-tags.ts';
import { createGuides } from '../../core/providers/guides/create-guides.ts';
import type { Variables } from '../../core/variables/variables.ts';
import type { ProxySignIns } from '../../core/proxy/proxy-sign-ins.ts';
import type { ProtectedVault } from '../../core/vault/create-vault.ts';
import type { RequestProgress } from '../../shared/request.ts';
import type { ConnectionId } from '../../shared/connection.ts';
import { succeed } from '../../shared/result.ts';
import type { DemoConnection } from '../demo/demo-connection.ts';
import type { Identity } from '../identity.ts';
import type { Handlers } from '../ipc/answer.ts';
import { accountHandlers } from '../ipc/handlers/account-handlers.ts';
import { appHandlers } from '../ipc/handlers/app-handlers.ts';
import { cloneHandlers } from '../ipc/handlers/clone-handlers.ts';
import { checkHandlers } from '../ipc/handlers/check-handlers.ts';
import { connectionHandlers } from '../ipc/handlers/connection-handlers.ts';
import { connectionsFileHandlers } from '../ipc/handlers/connections-file-handlers.ts';
import { cookieHandlers } from '../ipc/handlers/cookie-handlers.ts';
import { demoHandlers } from '../ipc/handlers/demo-handlers.ts';
import { exportHandlers } from '../ipc/handlers/export-handlers.ts';
import { endpointHandlers } from '../ipc/handlers/endpoints-by-hand.ts';
import { guideHandlers } from '../ipc/handlers/guide-handlers.ts';
import { historyHandlers } from '../ipc/handlers/history-handlers.ts';
import { importHandlers } from '../ipc/handlers/import-handlers.ts';
import { protectionHandlers } from '../ipc/handlers/protection-handlers.ts';
import { clientCertificateHandlers } from '../ipc/handlers/client-certificate-handlers.ts';
import { proxyHandlers } from '../ipc/handlers/proxy-handlers.ts';
import { requestHandlers } from '../ipc/handlers/request-handlers.ts';
import { savedFileHandlers } from '../ipc/handlers/saved-file-handlers.ts';
import { savedHandlers } from '../ipc/handlers/saved-handlers.ts';
import { sessionHandlers } from '../ipc/handlers/session-handlers.ts';
import { variableHandlers } from '../ipc/handlers/variable-handlers.ts';
import type { AutoLock } from '../keyring/auto-lock.ts';
import { unlockKeyring } from '../keyring/unlock.ts';
import type { MenuCommands } from '../menu/menu-commands.ts';
import type { Network } from '../network/create-network.ts';
import type { SchemeRegistration } from '../scheme/create-scheme-registration.ts';
import type { Settings } from '../settings/settings.ts';
import { issuerCheck } from '../views/issuer-check.ts';
import type { ChosenFiles } from '../system/chosen-files.ts';
import type { OpenedFiles } from '../system/opened-files.ts';
import { readChosen } from '../system/read-chosen.ts';
import { saveFile } from '../system/save-file.ts';
import { writeFolder } from '../system/write-folder.ts';
import type { Dialogs } from '../window/dialogs.ts';
import type { Desktop } from './desktop.ts';
import type { OpenApiReading } from './open-api.ts';
import type { PageNews } from './page-news.ts';
import type { Saved } from './saved.ts';

export interface PageCommandsDeps {
  readonly identity: Identity;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly connections: ConnectionStore;
  /** Resolves once the connections file was read. */
  readonly loaded: Promise<unknown>;
  readonly secrets: ClientSecrets;
  readonly sessions: Sessions;
  readonly deletions: Deletions;
  readonly broker: Broker;
  readonly history: History;
  readonly cookies: Cookies;
  /** Tells the page how far a request is. */
  readonly progress: (progress: RequestProgress) => void;
  readonly variables: Variables;
  readonly saved: Saved;
  readonly openApi: OpenApiReading;
  readonly activity: ActivityLog;
  readonly vault: ProtectedVault;
  readonly network: Network;
  readonly proxySignIns: ProxySignIns;
  readonly clientCertificates: ClientCertificateChoices;
  readonly autoLock: AutoLock;
  readonly demoConnection: DemoConnection;
  readonly news: PageNews;
  readonly menuCommands: Pick<MenuCommands, 'pageReady'>;
  readonly dialogs: Dialogs;
  readonly chosenFiles: Pick<ChosenFiles, 'add' | 'addOpenedBy'>;
  readonly openedFiles: Pick<OpenedFiles, 'write'>;
  readonly desktop: Desktop;
  readonly registration: Pick<SchemeRegistration, 'repair'>;
  readonly doctor: Doctor;
  /** Shows the page in the colours of the preferences. */
  readonly applyTheme: () => void;
  /** The page can be used: what waited for that begins. */
  readonly startUp: () => void;
}

/** Who answers which of the page's calls. */
export function pageCommands(deps: PageCommandsDeps): Handlers {
  const {
    connections,
    secrets,
    loaded,
    sessions,
    settings,
    news,
    network,
    demoConnection,
    desktop,
    dialogs,
  } = deps;
  const { view } = news;
  /** Somebody wants something of the network: a proxy or a server that was declined may ask them again. */
  const askAgain = (): void => {
    deps.proxySignIns.askAgain();
    deps.clientCertificates.askAgain();
  };
  const prepare: DemoConnection['prepare'] = (id) => {
    askAgain();
    return demoConnection.prepare(id);
  };
  const guides = createGuides(deps.identity.scheme);
  const tags = createNewTags();
  const exists = (id: ConnectionId): boolean => connections.get(id) !== null;
  return {
    ...appHandlers({
      appState: news.state,
      setPreferences(preferences) {
        settings.setPreferences(preferences);
        deps.applyTheme();
        news.tellState();
      },
      setRequestTimeouts(timeouts) {
        settings.setRequestTimeouts(timeouts);
        news.tellState();
      },
      unlock: () => unlockKeyring(deps.vault),
      copy: desktop.copy,
      openFolder: desktop.openLogFolder,
      openClockSettings: desktop.openClockSettings,
      repairScheme: deps.registration.repair,
      pageReady() {
        deps.menuCommands.pageReady();
        deps.startUp();
      },
    }),
    ...protectionHandlers({
      protection: deps.vault.protection,
      sessions,
      activity: deps.activity,
      setLockChoice(choice) {
        settings.setLockChoice(choice);
        deps.autoLock.changed();
        news.tellState();
      },
      stillHere: deps.autoLock.used,
    }),
    ...connectionHandlers({
      connections,
      secrets,
      sessions,
      deletions: deps.deletions,
      tags,
      loaded,
      view,
      changed: news.tellConnections,
      async checkIssuer(issuer) {
        askAgain();
        const found = await discover(issuer, {
          fetch: network.fetchFor('issuer-check'),
          clock: deps.clock,
          signal: new AbortController().signal,
        });
        if (!found.ok) return found;
        guides.read(found.value);
        return succeed(issuerCheck(found.value, deps.identity.scheme));
      },
    }),
    ...endpointHandlers({ connections, tags, scheme: deps.identity.scheme }),
    ...guideHandlers({ guides, connections, tags }),
    ...cloneHandlers({
      connections,
      copyPreferences: (from, to) => {
        settings.copyConnection(from, to);
      },
      view,
      changed: news.tellConnections,
    }),
    ...checkHandlers({ doctor: deps.doctor, askAgain }),
    ...connectionsFileHandlers({
      connections,
      sessions,
      endAside: () => void deps.deletions.resume(),
      askForFile: (suggestedName) => dialogs.askForFile(suggestedName),
      chooseFile: () => dialogs.chooseFile(),
      saveFile,
      readFile: readChosen,
      view,
      changed: news.tellConnections,
    }),
    ...proxyHandlers({
      proxySignIns: deps.proxySignIns,
      forgetInNetwork: () => network.forgetProxies(),
    }),
    ...clientCertificateHandlers({
      choices: deps.clientCertificates,
      forgetInNetwork() {
        network.forgetClientCertificates();
        return deps.cookies.networkRenewed();
      },
    }),
    ...sessionHandlers({
      sessions,
      prepare,
      copy: desktop.copy,
      activityOf: (id) => deps.activity.list(id),
      acceptUnlistedPkce: (id) => connections.acceptUnlistedPkce(id),
    }),
    ...accountHandlers({ connections, secrets, sessions, view, changed: news.tellConnections }),
    ...requestHandlers({
      broker: deps.broker,
      variables: deps.variables,
      connections,
      prepare,
      askForFile: (suggestedName) => dialogs.askForFile(suggestedName),
      saveFile,
      chooseFile: () => dialogs.chooseFile(),
      addFile: (path) => deps.chosenFiles.add(path),
      confirmOpen: (name, bytes) => dialogs.confirmOpen(name, bytes),
      writeOpened: (name, chunks) => deps.openedFiles.write(name, chunks),
      openPath: desktop.openPath,
      meterFor: (requestId) => startMeter(requestId, deps.clock, deps.progress),
    }),
    ...savedFileHandlers({ ...deps.saved, exists, chosenFiles: deps.chosenFiles }),
    ...savedHandlers({
      ...deps.saved,
      variables: deps.variables,
      exists,
      askForFolder: () => dialogs.askForFolder('keep'),
      askForExportFolder: () => dialogs.askForFolder('export'),
      askForFile: (suggestedName) => dialogs.askForFile(suggestedName),
      saveFile,
      writeFolder,
    }),
    ...historyHandlers({
      history: deps.history,
      exists,
      setOn(id, on) {
        settings.setHistoryOn(id, on);
      },
      setLimits(limits) {
        settings.setHistoryLimits(limits);
        news.tellState();
      },
    }),
    ...cookieHandlers({
      cookies: deps.cookies,
      exists,
      setOn(id, on) {
        settings.setCookiesOn(id, on);
      },
    }),
    ...exportHandlers({
      collections: deps.saved.collections,
      variables: deps.variables,
      connections,
      askForFile: (suggestedName) => dialogs.askForFile(suggestedName),
      saveFile,
    }),
    ...importHandlers({
      ...deps.openApi,
      collections: deps.saved.collections,
      variables: deps.variables,
      connections,
      chooseFile: () => dialogs.chooseFile(),
      changed: news.tellConnections,
    }),
    ...variableHandlers({ variables: deps.variables, exists, copy: desktop.copy }),
    ...demoHandlers({ demoConnection, connections, sessions, loaded, view }),
  };
}
