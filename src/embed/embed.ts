import { app, net, powerMonitor, protocol, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import { redact } from '../core/activity/redact.ts';
import type { Broker } from '../core/broker/broker.ts';
import { chooseKeyring } from '../main/before-ready.ts';
import { createDeepLinks } from '../main/deep-link/deep-links.ts';
import { handleCall } from '../main/ipc/handle.ts';
import { createSend } from '../main/ipc/send.ts';
import { isOurPage, type SenderFacts } from '../main/ipc/sender.ts';
import { watchLockedKeyring } from '../main/keyring/keyring-watch.ts';
import { unlockKeyring } from '../main/keyring/unlock.ts';
import { createStartUp } from '../main/start-up.ts';
import { createSystemClock } from '../main/system/clock.ts';
import { addressesBeyond, watchConnectivity } from '../main/system/connectivity.ts';
import { inTurn } from '../main/system/in-turn.ts';
import { createLog } from '../main/system/log.ts';
import { createQuit } from '../main/system/quit.ts';
import { lockDown } from '../main/window/lock-down.ts';
import { embeddedChannels } from '../shared/embedded.ts';
import type { Result } from '../shared/result.ts';
import type { SessionView } from '../shared/session.ts';
import { claimApp } from './claim-app.ts';
import { embeddedCalls } from './embedded-calls.ts';
import { embeddedConnection, type EmbeddedConnection } from './embedded-connection.ts';
import { embeddedCore } from './embedded-core.ts';
import { embeddedWindows, type EmbeddedPage, type EmbeddedWindows } from './embedded-window.ts';

export interface EmbedOptions {
  /**
   * The app’s private-use scheme in reverse-DNS form (RFC 8252 §7.1). Where the connection has sign-ins come back by it, the
   * app registers it with the system and at the provider.
   */
  readonly scheme: string;
  readonly page: EmbeddedPage;
  readonly connection: EmbeddedConnection;
}

/** The core inside another app: its main process signs in and out, its page makes requests. */
export interface Embedded {
  /** Opens the page, then reads the saved sign-in; resolves when both are done. */
  open(options: Parameters<EmbeddedWindows['open']>[0]): Promise<BrowserWindow>;
  /** Who is signed in, or why nobody is. */
  session(): SessionView;
  /** Called whenever that changes; returns what unsubscribes. */
  onSession(listener: (session: SessionView) => void): () => void;
  /** Opens the person’s browser; resolves once it was asked to. `onSession` tells how it ends. */
  signIn(): Promise<Result<null>>;
  /** Answers `another-account`: another person came back than the one who is signed in (R25). */
  decideAccount(attempt: string, decision: 'replace' | 'discard'): Promise<Result<null>>;
  /** Answers `locked`: has the system ask for the keyring. */
  unlock(): Promise<Result<null>>;
  /** Here at once; the provider is told now or later (R49). */
  signOut(): Promise<Result<null>>;
  /** Of an answer that the page has: more of a large one, its whole body, its removal. */
  readonly answers: Pick<Broker, 'read' | 'withBody' | 'drop'>;
}

/**
 * Puts the core into an app: call it first, before `ready`. What is saved goes to the folder `latchkey` of the app’s own data,
 * sealed by the system’s keyring. Null: another instance of the app runs and has the sign-ins; this one has to end.
 * @throws {TypeError} where the connection cannot be used.
 */
export async function embedLatchkey({ scheme, page, ...options }: EmbedOptions): Promise<Embedded | null> {
  const connection = embeddedConnection(options.connection);
  const deepLinks = createDeepLinks(scheme);
  const { argv, env, platform } = process;
  if (!claimApp({ app, protocol, argv, scheme, deepLinks, inTurn })) return null;
  const backend = chooseKeyring({ app, env, platform });
  const folder = join(app.getPath('userData'), 'latchkey');
  const log = createLog({ folder: join(folder, 'logs'), now: () => Date.now(), redact });
  const warn = (what: string): void => {
    log.write('warning', what);
  };
  lockDown(app, warn, page.origin);
  await app.whenReady();

  const windows = embeddedWindows(page, !app.isPackaged, warn);
  const send = createSend(() => windows.contents(), page.origin);
  const clock = createSystemClock();
  const after = clock.after.bind(clock);
  const { vault, sessions, broker } = embeddedCore({
    clock,
    connection,
    scheme,
    folder,
    backend,
    warn,
    progress(progress) {
      send(embeddedChannels.progress, progress);
    },
  });
  const trusted = (event: SenderFacts): boolean =>
    isOurPage(event, windows.contents()?.id ?? null, page.origin);
  const calls = embeddedCalls(broker, connection.id, { trusted, redact, log });
  handleCall(embeddedChannels.request, calls.request);
  handleCall(embeddedChannels.cancel, calls.cancel);

  /** Resolves once the saved sign-in was read, or cannot be. */
  const restore = (): Promise<void> =>
    new Promise((resolve) => {
      createStartUp({
        vault,
        loaded: Promise.resolve(),
        restore: () => sessions.restore().finally(resolve),
        ready() {
          void broker.sweep();
          deepLinks.deliverTo(async (url) => {
            await sessions.handleCallback(url);
          });
        },
        failed(error) {
          log.write('error', 'What is saved could not be opened.', error);
          resolve();
        },
      })();
    });
  let restored: Promise<void> | null = null;
  watchLockedKeyring(vault, after);
  powerMonitor.on('suspend', () => {
    sessions.suspended();
  });
  powerMonitor.on('resume', () => {
    sessions.resumed();
  });
  const here = { online: () => net.isOnline(), addresses: addressesBeyond, after };
  sessions.onChange(watchConnectivity(here, () => sessions.networkChanged()).look);
  const quit = createQuit({
    before: () => null,
    warning: () => null,
    ask: () => Promise.resolve(true),
    async close() {
      await broker.close();
      await sessions.close();
      await vault.flush();
    },
    exit() {
      app.exit(0);
    },
    after,
  });
  app.on('before-quit', quit);

  const { id } = connection;
  return {
    async open(look) {
      const window = await windows.open(look);
      await (restored ??= restore());
      return window;
    },
    session: () => sessions.view(id),
    onSession: (listener) =>
      sessions.onChange(() => {
        listener(sessions.view(id));
      }),
    signIn: () => sessions.signIn(id, {}),
    decideAccount: (attempt, decision) => sessions.decideAccount(id, attempt, { kind: decision }),
    unlock: () => unlockKeyring(vault),
    signOut: () => sessions.signOut(id, { alsoInBrowser: false }),
    answers: broker,
  };
}
