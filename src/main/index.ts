import { app, dialog, Menu, protocol, safeStorage } from 'electron';
import { join } from 'node:path';
import { redact } from '../core/activity/redact.ts';
import { nodeFiles } from '../core/vault/node-files.ts';
import type { ConnectionId } from '../shared/connection.ts';
import type { RequestProgress } from '../shared/request.ts';
import { chooseKeyring, claimRun, type ClaimedRun } from './before-ready.ts';
import { createDeepLinks } from './deep-link/deep-links.ts';
import { createDemoConnection } from './demo/demo-connection.ts';
import { createDemoService } from './demo/demo-service.ts';
import { forkDemo } from './demo/fork-demo.ts';
import { identityOf } from './identity.ts';
import { handleCommands } from './ipc/handle.ts';
import { schemas } from './ipc/schemas.ts';
import { createSendEvent } from './ipc/send.ts';
import { isOurPage } from './ipc/sender.ts';
import { createSystemCipher } from './keyring/system-cipher.ts';
import { applicationMenu } from './menu/application-menu.ts';
import { createMenuCommands } from './menu/menu-commands.ts';
import { openSettings } from './settings/settings.ts';
import { createStartUp } from './start-up.ts';
import { createChosenFiles } from './system/chosen-files.ts';
import { createSystemClock } from './system/clock.ts';
import { inTurn } from './system/in-turn.ts';
import { createLog } from './system/log.ts';
import { createOpenedFiles } from './system/opened-files.ts';
import { watchProcesses } from './system/process-errors.ts';
import { createQuit } from './system/quit.ts';
import { runTool } from './system/run-tool.ts';
import { createSystemBrowser } from './system/system-browser.ts';
import { createDialogs } from './window/dialogs.ts';
import { lockDown } from './window/lock-down.ts';
import { createMainWindow } from './window/main-window.ts';
import { createTheme } from './window/theme.ts';
import { windowIcon } from './window/window-icon.ts';
import { followApp, menuActions, quitting, relaunchOffer } from './wiring/application.ts';
import { wireAutoLock } from './wiring/auto-lock.ts';
import { wireCallbacks } from './wiring/callbacks.ts';
import { wireCore } from './wiring/core.ts';
import { wireDeletions } from './wiring/deletions.ts';
import { wireDesktop } from './wiring/desktop.ts';
import { wireDoctor } from './wiring/doctor.ts';
import { followComputer, followCore } from './wiring/follow.ts';
import { wireOpenApi } from './wiring/open-api.ts';
import { wireNetwork } from './wiring/network.ts';
import { pageCommands } from './wiring/page-commands.ts';
import { createPageNews } from './wiring/page-news.ts';
import { wireSaved } from './wiring/saved.ts';
import { wireScheme } from './wiring/scheme.ts';
import { startingUp, tellOnceLoaded } from './wiring/start.ts';

/** The composition root: the one place that starts anything. Importing any other module has no effect. */
async function main(): Promise<void> {
  const identity = identityOf(app.isPackaged);
  const deepLinks = createDeepLinks(identity.scheme);
  const { argv, env, platform } = process;
  if (!claimRun({ app, protocol, identity, deepLinks, argv, env, platform, inTurn })) {
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

/** Everything that exists after `ready`. The window comes first; the keyring is touched only after it was shown. */
function compose({ identity, deepLinks, backend, log }: ClaimedRun): void {
  const { env, platform } = process;
  const { development, scheme } = identity;
  const folder = app.getPath('userData');
  const { settings, notice } = openSettings(folder);
  const notices = notice === null ? [] : [notice];
  const applyTheme = createTheme(settings);
  const clock = createSystemClock();
  const after = clock.after.bind(clock);

  const window = createMainWindow({
    settings,
    log,
    development,
    preload: bundle('preload/index.cjs'),
    pageFolder: bundle('renderer'),
    icon: windowIcon(platform),
    firstRun: () => core.empty(),
    readAnswer: (input) => core.broker.read(input),
  });
  // Opened before the rest is made: its process starts meanwhile, and asks for nothing before this turn has ended.
  applyTheme();
  window.open();
  const send = createSendEvent(window.contents);
  const progress = (of: RequestProgress): void => {
    send('requestProgress', of);
  };
  const historyChanged = (connectionId: ConnectionId): void => {
    send('historyChanged', { connectionId });
  };
  const cookiesChanged = (connectionId: ConnectionId): void => {
    send('cookiesChanged', { connectionId });
  };
  const chosenFiles = createChosenFiles();
  const openedFiles = createOpenedFiles(join(folder, 'opened'));
  const menuCommands = createMenuCommands({ window, send });
  const dialogs = createDialogs(window.native, () => app.getPath('downloads'));
  const desktop = wireDesktop({ log, platform, env });
  const { defaultApp, execPath: executable } = process;
  const registration = wireScheme({ identity, platform, env, clock, app, executable, defaultApp });
  const spent = relaunchOffer(app, dialogs);
  const reaching = wireNetwork({
    forProxy: (prompt, refused) => core.proxySignIns.forProxy(prompt, refused),
    remembered: settings,
    clock,
    changed: () => news.tellState(),
  });
  const { network } = reaching;
  const demo = createDemoService({
    fork: () => forkDemo(bundle('demo/service.cjs')),
    stateFolder: join(folder, 'demo'),
    log,
    after,
  });

  const cipher = createSystemCipher({ safeStorage, platform, env, backend, run: runTool, spent });
  const core = wireCore({
    clock,
    files: nodeFiles,
    folder,
    settings,
    cipher,
    network,
    demo,
    proxyAsked: () => news.tellState(),
    demoMoved: () => void demoConnection.ready(),
    browser: createSystemBrowser(desktop.openExternal),
    scheme,
    schemeOwner: registration.owner,
    progress,
    historyChanged,
    cookiesChanged,
    uploads: chosenFiles,
    random: Math.random,
  });
  const demoConnection = createDemoConnection({ ...core, demo, changed: () => news.tellConnections() });
  const facts = { version: app.getVersion(), versions: process.versions, platform, scheme };
  const news = createPageNews({
    ...core,
    ...reaching,
    facts,
    settings,
    demo,
    demoConnection,
    notices,
    send,
    deletions: () => deletions,
  });

  const system = { app, platform, identity, log, clock, after, settings, applyTheme, notices, ...reaching };
  const page = { window, send, progress, chosenFiles, openedFiles, news, menuCommands, dialogs, desktop };
  const saved = wireSaved({ clock, files: nodeFiles, folder, settings, send });
  const deletions = wireDeletions({ ...core, ...system, saved, news });
  const openApi = wireOpenApi({ clock, network, entry: bundle('open-api/service.cjs') });
  const autoLock = wireAutoLock({ ...core, ...system, news });
  const ofThisRun = { identity, facts, env, folder, cipher, registration, send };
  const doctor = wireDoctor({ ...core, ...system, ...ofThisRun, demoConnection });
  const parts = {
    ...core,
    ...system,
    ...page,
    saved,
    deletions,
    openApi,
    demo,
    demoConnection,
    deepLinks,
    autoLock,
  };
  const startUp = createStartUp(startingUp({ ...parts, judge: wireCallbacks(parts) }));

  handleCommands({
    handlers: pageCommands({ ...parts, registration, doctor, startUp }),
    schemas,
    trusted: (event) => isOurPage(event, window.contents()?.id ?? null),
    redact,
    log,
    tellNow: news.tellNow,
  });
  followCore(parts);
  followComputer(parts);
  followApp({ ...parts, quit: createQuit(quitting({ ...parts, startedWith: process.argv.slice(1) })) });
  const menu = applicationMenu(menuActions(parts), platform, development);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu));

  void registration.registerWhereFree();
  void tellOnceLoaded(parts);
  window.onShown(startUp);
}

/** A file of the build. */
function bundle(name: string): string {
  return join(app.getAppPath(), 'out', 'app', name);
}

main().catch((error: unknown) => {
  // Before anything exists that could show it: Electron's own dialog says it.
  const message = redact(error instanceof Error ? error.message : String(error));
  dialog.showErrorBox('Latchkey could not start', message);
  app.exit(1);
});
