import {
  app,
  clipboard,
  dialog,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  shell,
} from 'electron';
import { mkdir, writeFile } from 'node:fs/promises';
import { networkInterfaces, release } from 'node:os';
import { join } from 'node:path';
import icon from '../../assets/icons/128x128.png';
import { createActivity } from '../core/activity/create-activity.ts';
import { redact } from '../core/activity/redact.ts';
import { createBroker } from '../core/broker/create-broker.ts';
import { createConnectionStore } from '../core/connections/create-connection-store.ts';
import { discover } from '../core/oauth/discovery.ts';
import { createSessions } from '../core/oauth/session/create-sessions.ts';
import { createVault } from '../core/vault/create-vault.ts';
import { nodeFiles } from '../core/vault/node-files.ts';
import type { Preferences } from '../shared/app-state.ts';
import type { Connection, ConnectionId } from '../shared/connection.ts';
import type { Failure } from '../shared/failure.ts';
import { succeed } from '../shared/result.ts';
import { chooseKeyring, claimRun } from './before-ready.ts';
import { readCommandLine } from './deep-link/command-line.ts';
import { createDeepLinks, type DeepLinks } from './deep-link/deep-links.ts';
import { createCallbackJudge } from './deep-link/judge-callback.ts';
import { createDemoFetch } from './demo/demo-fetch.ts';
import { createDemoService } from './demo/demo-service.ts';
import { forkDemo } from './demo/fork-demo.ts';
import { identityOf, type Identity } from './identity.ts';
import { handleCommands } from './ipc/handle.ts';
import { appHandlers } from './ipc/handlers/app-handlers.ts';
import { connectionHandlers } from './ipc/handlers/connection-handlers.ts';
import { demoHandlers, readyDemo } from './ipc/handlers/demo-handlers.ts';
import { requestHandlers } from './ipc/handlers/request-handlers.ts';
import { sessionHandlers } from './ipc/handlers/session-handlers.ts';
import { schemas } from './ipc/schemas.ts';
import { createSendEvent } from './ipc/send.ts';
import { isOurPage } from './ipc/sender.ts';
import { keyringName } from './keyring/keyring-name.ts';
import { watchLockedKeyring } from './keyring/keyring-watch.ts';
import type { LinuxBackend } from './keyring/linux-backend.ts';
import { createSafeStorageCipher } from './keyring/safe-storage-cipher.ts';
import { askLinuxKeyring } from './keyring/secret-service.ts';
import { unlockKeyring } from './keyring/unlock.ts';
import { applicationMenu } from './menu/application-menu.ts';
import { createNetwork } from './network/create-network.ts';
import { openSettings } from './settings/settings.ts';
import { createStartUp } from './start-up.ts';
import { createClockSettings } from './system/clock-settings.ts';
import { createSystemClock } from './system/clock.ts';
import { watchConnectivity } from './system/connectivity.ts';
import { createLog, type Log } from './system/log.ts';
import { notify } from './system/notify.ts';
import { coalesce, gather, once, whileIdle } from './system/once.ts';
import { watchProcesses } from './system/process-errors.ts';
import { createQuit } from './system/quit.ts';
import { runTool } from './system/run-tool.ts';
import { startTool } from './system/start-tool.ts';
import { createSchemeRegistration } from './system/scheme-registration.ts';
import { createSystemBrowser } from './system/system-browser.ts';
import { appState } from './views/app-state.ts';
import { connectionView } from './views/connection-view.ts';
import { issuerCheck } from './views/issuer-check.ts';
import { quitWarning } from './views/quit-warning.ts';
import { createDialogs } from './window/dialogs.ts';
import { lockDown } from './window/lock-down.ts';
import { createMainWindow } from './window/main-window.ts';

/** Entries of the activity that are kept in memory. */
const activityLimit = 2000;

/** New entries of the activity reach the page after at most this many milliseconds. */
const activityRest = 100;

interface Run {
  readonly identity: Identity;
  readonly deepLinks: DeepLinks;
  readonly backend: LinuxBackend;
  readonly log: Log;
}

/** The composition root: the one place that constructs anything. Importing any other module has no effect. */
async function main(): Promise<void> {
  const identity = identityOf(app.isPackaged);
  const deepLinks = createDeepLinks(identity.scheme);
  const { argv, env, platform } = process;
  if (!claimRun({ app, protocol, identity, deepLinks, argv, env, platform })) {
    app.exit(0);
    return;
  }
  const backend = chooseKeyring({ app, env, platform });
  const log = createLog({ folder: join(app.getPath('userData'), 'logs'), now: () => Date.now(), redact });
  watchProcesses(app, process, log);
  lockDown(app, (what) => {
    log.write('warning', what);
  });
  await app.whenReady();
  compose({ identity, deepLinks, backend, log });
}

/** Everything that exists after `ready`. The window comes first: what is expensive happens after it was shown. */
function compose({ identity, deepLinks, backend, log }: Run): void {
  const userData = app.getPath('userData');
  const clock = createSystemClock();
  const after = clock.after.bind(clock);
  const { settings, notice } = openSettings(userData);
  const notices: Failure[] = notice === null ? [] : [notice];
  nativeTheme.themeSource = themeSource(settings.preferences().colorScheme);

  const beginOnce = once(() => {
    startUp();
  });
  const window = createMainWindow({
    settings,
    log,
    preload: bundle('preload/index.cjs'),
    pageFolder: bundle('renderer'),
    // Elsewhere the package's own icon is the window's.
    icon: process.platform === 'linux' ? nativeImage.createFromDataURL(icon) : null,
    development: identity.development,
    onShown: beginOnce,
  });
  const send = createSendEvent(window.contents);
  const dialogs = createDialogs(window.native, () => app.getPath('downloads'));
  const offerRelaunch = whileIdle(async () => {
    if (await dialogs.confirmRelaunch()) {
      app.relaunch();
      app.quit();
    }
  });

  const network = createNetwork();
  const activity = createActivity({ clock, limit: activityLimit });
  const connections = createConnectionStore({ files: nodeFiles, folder: userData, clock });
  const vault = createVault({
    files: nodeFiles,
    folder: join(userData, 'vault'),
    clock,
    note({ code, what, why }) {
      activity.add({
        connectionId: null,
        step: 'vault',
        outcome: 'noted',
        summary: `${what} ${why}`,
        facts: [],
        failureCode: code,
      });
    },
    cipher: createSafeStorageCipher({
      safeStorage,
      platform: process.platform,
      backend: keyringName(process.platform, backend),
      confined: process.env['FLATPAK_ID'] !== undefined || process.env['SNAP'] !== undefined,
      ask: () => askLinuxKeyring(runTool, backend),
      spent: offerRelaunch,
    }),
  });
  const demo = createDemoService({
    fork: () => forkDemo(bundle('demo/service.cjs')),
    stateFolder: join(userData, 'demo'),
    log,
    after,
  });
  const fetchFor = (id: ConnectionId) => {
    const fetch = network.fetchFor(id);
    return connections.get(id)?.demo === true ? createDemoFetch(demo, fetch) : fetch;
  };
  const registration = createSchemeRegistration({ identity, platform: process.platform, run: runTool, app });
  const sessions = createSessions({
    clock,
    fetchFor,
    vault,
    browser: createSystemBrowser((url) => shell.openExternal(url)),
    activity,
    connections,
    scheme: identity.scheme,
    schemeRegistered: () => registration.registered(),
    random: Math.random,
  });
  const broker = createBroker({ fetchFor, tokens: sessions, connections, activity, clock });

  const view = (connection: Connection) =>
    connectionView(connection, sessions.view(connection.id), identity.scheme);
  const currentState = () =>
    appState(
      {
        version: app.getVersion(),
        versions: process.versions,
        platform: process.platform,
        scheme: identity.scheme,
      },
      { vault: vault.status, notices, preferences: settings.preferences(), demo: demo.state },
    );
  const sendState = coalesce(() => {
    send('appStateChanged', currentState());
  });
  const sendConnections = coalesce(() => {
    send('connectionsChanged', connections.list().map(view));
  });

  const loadConnections = async (): Promise<void> => {
    const unreadable = await connections.load();
    if (unreadable !== null) {
      notices.push(unreadable);
      sendState();
    }
    sendConnections();
  };
  const loaded = loadConnections();
  const startUp = createStartUp({
    vault,
    loaded,
    restore: () => sessions.restore(),
    ready() {
      deepLinks.deliverTo(judge);
      sendConnections();
      for (const { id } of connections.list()) {
        if (sessions.view(id).kind === 'signed-in') {
          network.warmUp(id);
        }
      }
    },
    failed(error) {
      log.write('error', 'What is saved could not be opened.', error);
    },
  });
  const judge = createCallbackJudge({
    handle: (url) => sessions.handleCallback(url),
    async raise({ kind, connectionId }) {
      if (!(await window.raise())) {
        notify(kind, connections.get(connectionId)?.name ?? 'the connection', window.open);
      }
    },
    failed(error) {
      log.write('error', 'A callback ended in a bug.', error);
    },
  });
  const demoDeps = { demo, connections, sessions, loaded, view, changed: sendConnections };
  /** A demo connection is worth nothing without the demo's own server: it runs before anything is asked of it. */
  const prepare = async (id: ConnectionId): Promise<void> => {
    if (connections.get(id)?.demo === true) {
      await readyDemo(demoDeps);
    }
  };
  const openLogFolder = async (): Promise<string> => {
    await mkdir(log.folder, { recursive: true });
    return shell.openPath(log.folder);
  };

  handleCommands({
    schemas,
    redact,
    log,
    trusted: (event) => isOurPage(event, window.contents()?.id ?? null),
    handlers: {
      ...appHandlers({
        appState: currentState,
        setPreferences(preferences) {
          settings.setPreferences(preferences);
          nativeTheme.themeSource = themeSource(preferences.colorScheme);
          sendState();
        },
        unlock: () => unlockKeyring(vault),
        copy,
        openFolder: openLogFolder,
        openClockSettings: createClockSettings({
          platform: process.platform,
          release: release(),
          desktop: process.env['XDG_CURRENT_DESKTOP'] ?? '',
          openExternal: (url) => shell.openExternal(url),
          run: runTool,
          start: startTool,
        }),
        pageReady: beginOnce,
      }),
      ...connectionHandlers({
        connections,
        sessions,
        loaded,
        view,
        changed: sendConnections,
        async checkIssuer(issuer) {
          const found = await discover(issuer, {
            fetch: network.fetchFor('issuer-check'),
            clock,
            signal: new AbortController().signal,
          });
          return found.ok ? succeed(issuerCheck(found.value, identity.scheme)) : found;
        },
        closeNetwork: (id) => network.close(id),
      }),
      ...sessionHandlers({ sessions, prepare, copy, activityOf: (id) => activity.list(id) }),
      ...requestHandlers({
        broker,
        prepare,
        askForFile: (suggestedName) => dialogs.askForFile(suggestedName),
        writeFile: (path, bytes) => writeFile(path, bytes),
      }),
      ...demoHandlers(demoDeps),
    },
  });

  sessions.onChange(sendConnections);
  activity.onAdded(
    gather(after, activityRest, (entries) => {
      send('activityAdded', entries);
    }),
  );
  vault.onStatus(sendState);
  demo.onState(sendState);
  watchLockedKeyring(vault, after);
  powerMonitor.on('suspend', () => {
    sessions.suspended();
  });
  powerMonitor.on('resume', () => {
    sessions.resumed();
  });
  watchConnectivity({ online: () => net.isOnline(), addresses, after }, () => {
    sessions.networkChanged();
  });

  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      applicationMenu(
        {
          page(command) {
            window.open();
            send('menuCommand', command);
          },
          zoom: window.zoom,
          openLogFolder: () => void openLogFolder(),
        },
        process.platform,
        identity.development,
      ),
    ),
  );
  app.on('second-instance', (_event, argv) => {
    const commandLine = readCommandLine(argv, identity.scheme);
    if (commandLine.kind === 'callback') {
      deepLinks.receive(commandLine.url);
    } else {
      window.open();
    }
  });
  app.on('activate', window.open);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') {
      app.quit();
    }
  });
  app.on(
    'before-quit',
    createQuit({
      warning: () => quitWarning(connections.list().map(view), vault.status),
      ask: (warning) => dialogs.confirmQuit(warning),
      async close() {
        window.keepState();
        demo.stop();
        await sessions.close();
        await vault.flush();
      },
      exit() {
        app.exit(0);
      },
      after,
    }),
  );
  registration.register();
  window.open();
}

/** Addresses of this computer beyond itself. */
function addresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => !entry.internal)
    .map((entry) => entry.address);
}

/** A file of the build. */
function bundle(name: string): string {
  return join(app.getAppPath(), 'out', 'app', name);
}

async function copy(text: string): Promise<void> {
  await clipboard.writeText(text);
}

function themeSource(colorScheme: Preferences['colorScheme']): 'system' | 'light' | 'dark' {
  return colorScheme === 'auto' ? 'system' : colorScheme;
}

main().catch((error: unknown) => {
  // Before anything exists that could show it: Electron's own dialog says it.
  dialog.showErrorBox(
    'Latchkey could not start',
    redact(error instanceof Error ? error.message : String(error)),
  );
  app.exit(1);
});
