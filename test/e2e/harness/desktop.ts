import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attachToApp, launchApp, mainProcesses } from './app.ts';
import type { RunningApp } from './app.ts';
import { Browser } from './browser.ts';
import { forgetDebuggingPort } from './debugging-port.ts';
import { writeDesktopFiles } from './desktop-files.ts';
import { findDisplay } from './display.ts';
import {
  keyringAsks,
  killBus,
  killKeyring,
  lockKeyring,
  openKeyring,
  removeKeyring,
  replaceKeyring,
  returnKeyring,
  startBus,
  startKeyring,
} from './keyring.ts';
import type { KeyringKind } from './keyring.ts';
import { endProcesses, eventually, marker, ownerOf } from './processes.ts';
import type { Environment, RunningProcess } from './processes.ts';
import { findTarget } from './target.ts';
import type { Target } from './target.ts';

export interface DesktopOptions {
  readonly keyring?: KeyringKind;
  /** The desktop starts the app with a debugging port, so that a test can drive what the desktop started. */
  readonly debuggable?: boolean;
  /** A system bus of its own, on which a test plays the system's services: `systemBus` is its address. */
  readonly ownSystemBus?: boolean;
  /** More of the environment in which all of it runs, for example the system's proxy. */
  readonly env?: Environment;
}

const systemBusVariable = 'DBUS_SYSTEM_BUS_ADDRESS';

/**
 * A person's desktop, made for one test: a home, a session bus, a keyring, a browser and the app that owns the scheme.
 * It isolates by environment only; the app that the desktop starts for a callback finds the same home.
 */
export class Desktop {
  readonly target: Target;
  readonly folder: string;
  readonly env: Environment;
  /** What `startApp` starts in the place of the executable; it has to become that. */
  launcher: string | null = null;
  #browser: Browser | null = null;

  private constructor(target: Target, folder: string, env: Environment) {
    this.target = target;
    this.folder = folder;
    this.env = env;
  }

  static async start({
    debuggable = false,
    env: more = {},
    keyring = 'unlocked',
    ownSystemBus = false,
  }: DesktopOptions = {}): Promise<Desktop> {
    if (process.getuid?.() === 0) {
      throw new Error(
        'The app runs with its sandbox, so not as root. Use `npm test`: it makes an ordinary user.',
      );
    }
    const target = findTarget();
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-desktop-'));
    const home = join(folder, 'home');
    const runtime = join(folder, 'run');
    const base: Record<string, string> = {
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
      LANG: 'C.UTF-8',
      USER: process.env['USER'] ?? 'latchkey',
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.local', 'share'),
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_STATE_HOME: join(home, '.local', 'state'),
      XDG_RUNTIME_DIR: runtime,
      [marker]: folder,
      ...(keyring === 'none' ? {} : { XDG_CURRENT_DESKTOP: 'GNOME' }),
      ...more,
    };
    for (const name of ['HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR']) {
      mkdirSync(base[name] ?? '', { recursive: true, mode: 0o700 });
    }
    try {
      const screen = { ...base, DISPLAY: await findDisplay(base) };
      const system = ownSystemBus
        ? { [systemBusVariable]: await startBus(join(folder, 'system'), screen, 'none') }
        : {};
      const session = { DBUS_SESSION_BUS_ADDRESS: await startBus(runtime, screen, keyring) };
      const env = { ...screen, ...system, ...session };
      await startKeyring(env, keyring);
      const desktop = new Desktop(target, folder, env);
      await writeDesktopFiles(target, env, desktop.#browserProfile, debuggable);
      return desktop;
    } catch (error) {
      await endProcesses(folder, []);
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Where the app keeps everything. */
  get profile(): string {
    return join(this.env['XDG_CONFIG_HOME'] ?? '', this.target.profileFolder);
  }

  get systemBus(): string {
    const address = this.env[systemBusVariable];
    if (address === undefined) throw new Error('This desktop has no system bus of its own.');
    return address;
  }

  get #browserProfile(): string {
    return join(this.folder, 'browser');
  }

  get #launch() {
    const { env, launcher, profile, target } = this;
    return { target, env, profile, launcher };
  }

  /** Starts the person's browser; pages of these origins may open the app without asking. */
  async startBrowser(origins: readonly string[]): Promise<Browser> {
    this.#browser = await Browser.start(this.#browserProfile, this.env, [this.target.scheme], origins);
    return this.#browser;
  }

  startApp(more: readonly string[] = []): Promise<RunningApp> {
    return launchApp(this.#launch, more);
  }

  /** The app that the desktop started; needs `debuggable`. */
  attachToApp(): Promise<RunningApp> {
    return attachToApp(this.#launch);
  }

  /** The app's main processes right now. */
  appProcesses(): readonly RunningProcess[] {
    return mainProcesses(this.#launch);
  }

  /**
   * Opens an address as a link in any program would: through `xdg-open`, which on a desktop that it does not know runs as
   * long as what it opened.
   */
  openAddress(url: string): ChildProcess {
    return spawn('xdg-open', [url], { env: this.env, cwd: this.env['HOME'], stdio: 'ignore' });
  }

  unlockKeyring(): Promise<void> {
    return openKeyring(this.env);
  }

  lockKeyring(): Promise<void> {
    return lockKeyring(this.env);
  }

  killKeyring(): Promise<void> {
    return killKeyring(this.env);
  }

  removeKeyring(): Promise<void> {
    return removeKeyring(this.env);
  }

  replaceKeyring(): Promise<void> {
    return replaceKeyring(this.env);
  }

  returnKeyring(): Promise<void> {
    return returnKeyring(this.env);
  }

  killBus(): Promise<void> {
    return killBus(this.env);
  }

  /** A bus in the place of the one that was killed, with the same keyring on it, open. */
  async returnBus(): Promise<void> {
    await startBus(this.env['XDG_RUNTIME_DIR'] ?? '', this.env, 'unlocked');
    await returnKeyring(this.env);
  }

  /** Whether the keyring's question is on the screen. */
  keyringAsks(): boolean {
    return keyringAsks(this.env);
  }

  /** Starts the program as a click in the menu does, or with the command line given; nothing drives it. */
  spawnApp(more: readonly string[]): ChildProcess {
    const { args, executable } = this.target;
    return spawn(executable, [...args, ...more], { env: this.env, cwd: this.env['HOME'], stdio: 'ignore' });
  }

  /** Kills the app's main process, and waits until all that belonged to it is gone. */
  async killApp(): Promise<void> {
    const owner = ownerOf(this.profile);
    if (owner === null) throw new Error('The app does not run.');
    process.kill(owner, 'SIGKILL');
    await eventually('its end', () => (this.appProcesses().length === 0 ? true : null));
    forgetDebuggingPort(this.profile);
  }

  /** Ends all that runs here and deletes the home. */
  async close(): Promise<void> {
    // An app that the browser started holds the browser's pipes: its end comes first, or closing waits for 30 s.
    await endProcesses('no mark', [this.profile]);
    await this.#browser?.close().catch(() => undefined);
    // Beside the browser, other programs of a test may have their profile here.
    const others = readdirSync(this.folder).map((name) => join(this.folder, name));
    await endProcesses(this.folder, [this.profile, ...others]);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
