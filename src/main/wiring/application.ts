import type { App } from 'electron';
import type { Collections } from '../../core/collections/collections.ts';
import type { Broker } from '../../core/broker/broker.ts';
import type { ConnectionStore } from '../../core/connections/connection-store.ts';
import type { Cookies } from '../../core/cookies/cookies.ts';
import type { Deletions } from '../../core/connections/deletions.ts';
import type { History } from '../../core/history/history.ts';
import type { Sessions } from '../../core/oauth/session/sessions.ts';
import type { Vault } from '../../core/vault/vault.ts';
import { readCommandLine } from '../deep-link/command-line.ts';
import type { DeepLinks } from '../deep-link/deep-links.ts';
import type { DemoService } from '../demo/demo-service.ts';
import type { Identity } from '../identity.ts';
import type { MenuActions } from '../menu/application-menu.ts';
import type { MenuCommands } from '../menu/menu-commands.ts';
import { whileIdle } from '../system/once.ts';
import type { OpenedFiles } from '../system/opened-files.ts';
import type { QuitDeps } from '../system/quit.ts';
import { hostOf } from '../views/connection-view.ts';
import { quitWarning } from '../views/quit-warning.ts';
import type { Dialogs } from '../window/dialogs.ts';
import type { MainWindow } from '../window/main-window.ts';
import type { Desktop } from './desktop.ts';

export interface FollowAppDeps {
  readonly app: App;
  readonly platform: NodeJS.Platform;
  readonly identity: Identity;
  readonly window: MainWindow;
  readonly quit: (event: { preventDefault(): void }) => void;
}

/** What the operating system wants of a running app. */
export function followApp({ app, platform, identity, window, quit }: FollowAppDeps): void {
  app.on('second-instance', (_event, argv) => {
    // A callback is taken before `ready` already (before-ready.ts), and raises the window only when it counts (F23).
    if (readCommandLine(argv, identity.scheme).kind !== 'callback') window.open();
  });
  app.on('activate', window.open);
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') {
      app.quit();
    }
  });
  app.on('before-quit', quit);
}

export interface QuittingDeps {
  readonly app: Pick<App, 'exit' | 'relaunch'>;
  /** What this run was started with, without its program. */
  readonly startedWith: readonly string[];
  readonly deepLinks: Pick<DeepLinks, 'hold' | 'held'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly sessions: Pick<Sessions, 'close' | 'undelivered'>;
  readonly deletions: Pick<Deletions, 'close'>;
  readonly broker: Pick<Broker, 'close'>;
  readonly history: Pick<History, 'close'>;
  readonly cookies: Pick<Cookies, 'close'>;
  readonly saved: { readonly collections: Pick<Collections, 'closeAll'> };
  readonly vault: Pick<Vault, 'status' | 'flush'>;
  readonly openedFiles: Pick<OpenedFiles, 'clear'>;
  readonly demo: Pick<DemoService, 'stop'>;
  readonly window: Pick<MainWindow, 'keepState'>;
  readonly dialogs: Pick<Dialogs, 'confirmQuit'>;
  readonly after: QuitDeps['after'];
}

/** What has to end in order before the app does. */
export function quitting(deps: QuittingDeps): QuitDeps {
  return {
    // Carried out only while it quits, nobody would hear that a provider could not be told of a deletion.
    before: () => (deps.vault.status.kind === 'memory-only' ? deps.deletions.close() : null),
    warning() {
      // A connection that was deleted has no name any more.
      const names = deps.sessions
        .undelivered()
        .map(({ connectionId, issuer }) => deps.connections.get(connectionId)?.name ?? hostOf(issuer));
      return quitWarning(names, deps.vault.status);
    },
    ask: (warning) => deps.dialogs.confirmQuit(warning),
    async close() {
      deps.deepLinks.hold();
      deps.window.keepState();
      deps.saved.collections.closeAll();
      await deps.deletions.close();
      // Not before: it may be the provider that is told of a deletion.
      deps.demo.stop();
      await deps.broker.close();
      await deps.openedFiles.clear();
      await deps.history.close();
      await deps.cookies.close();
      await deps.sessions.close();
      await deps.vault.flush();
    },
    exit() {
      // The browser answered while the sessions were closing: the next start completes it, as if it had come later (F27).
      const answer = deps.deepLinks.held();
      if (answer !== null) deps.app.relaunch({ args: [...switchesOf(deps.startedWith), '--', answer] });
      deps.app.exit(0);
    },
    after: deps.after,
  };
}

/** What comes before the end of the switches: behind it stands what the system opened the app with. */
function switchesOf(startedWith: readonly string[]): readonly string[] {
  const end = startedWith.indexOf('--');
  return end === -1 ? startedWith : startedWith.slice(0, end);
}

/** Asks, once at a time, whether to start again. */
export function relaunchOffer(
  app: Pick<App, 'relaunch' | 'quit'>,
  dialogs: Pick<Dialogs, 'confirmRelaunch'>,
): () => void {
  return whileIdle(async () => {
    if (await dialogs.confirmRelaunch()) {
      app.relaunch();
      app.quit();
    }
  });
}

/** What the items of the application menu do. */
export function menuActions(deps: {
  readonly window: Pick<MainWindow, 'zoom'>;
  readonly menuCommands: Pick<MenuCommands, 'ask'>;
  readonly desktop: Pick<Desktop, 'openLogFolder'>;
}): MenuActions {
  return {
    page: deps.menuCommands.ask,
    zoom: deps.window.zoom,
    openLogFolder: () => void deps.desktop.openLogFolder(),
  };
}
