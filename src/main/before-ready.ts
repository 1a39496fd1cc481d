import type { App, Protocol } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine } from './deep-link/command-line.ts';
import type { DeepLinks } from './deep-link/deep-links.ts';
import { takeCallbacks } from './deep-link/take-callbacks.ts';
import type { Identity } from './identity.ts';
import { chosenBackend, wantsSecretService, type LinuxBackend } from './keyring/linux-backend.ts';
import type { Log } from './system/log.ts';
import { pageScheme } from './window/page-protocol.ts';

export interface BeforeReadyDeps {
  readonly app: App;
  readonly protocol: Protocol;
  readonly identity: Identity;
  readonly deepLinks: Pick<DeepLinks, 'receive'>;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Runs the work while no other start of this folder does: see `in-turn.ts`. */
  readonly inTurn: <T>(folder: string, work: () => T) => T;
}

/** A run that is this instance's own, with what was decided before `ready`. */
export interface ClaimedRun {
  readonly identity: Identity;
  readonly deepLinks: DeepLinks;
  readonly backend: LinuxBackend;
  readonly log: Log;
}

/**
 * What only works before `ready`, in the order in which it must happen. Returns whether this instance is the one that
 * runs: false means that another has the callback now, or that the command line was dropped (F26, F28).
 */
export function claimRun(deps: BeforeReadyDeps): boolean {
  const { app, identity, deepLinks } = deps;
  const commandLine = readCommandLine(deps.argv, identity.scheme);
  // SECURITY: before the lock, which hands the command line over as it is (F26, test/unit/main/before-ready.test.ts).
  if (commandLine.kind === 'too-long') {
    return false;
  }
  app.setName('Latchkey');
  if (deps.platform === 'win32' && !identity.development) {
    // The installer's shortcut carries the same: without it Windows shows none of our notifications.
    app.setAppUserModelId(identity.scheme);
  }
  const profile = join(app.getPath('appData'), identity.profileFolder);
  app.setPath('userData', profile);
  // On Linux, a start that finds another's lock half made takes it for a leftover and removes it: one of two that begin in
  // the same millisecond would then end without handing over, or both would run (F28, decision 0030).
  const first = deps.inTurn(join(profile, 'starts'), () => app.requestSingleInstanceLock());
  if (!first) {
    return false;
  }
  // Together with Chromium's own switch, which only root needs, it would kill the network process again and again.
  if (!app.commandLine.hasSwitch('no-sandbox')) {
    app.enableSandbox();
  }
  deps.protocol.registerSchemesAsPrivileged([pageScheme]);
  takeCallbacks({ app, scheme: identity.scheme, deepLinks, commandLine });
  return true;
}

/** Decides on the password store of a run on Linux, and appends the switch where Chromium would choose none. */
export function chooseKeyring(deps: Pick<BeforeReadyDeps, 'app' | 'env' | 'platform'>): LinuxBackend {
  const { commandLine } = deps.app;
  const switchName = 'password-store';
  const given = commandLine.hasSwitch(switchName) ? commandLine.getSwitchValue(switchName) : null;
  if (
    deps.platform === 'linux' &&
    wantsSecretService({ env: deps.env, given, sessionBus: hasBus(deps.env) })
  ) {
    commandLine.appendSwitch(switchName, 'gnome-libsecret');
    return 'gnome-libsecret';
  }
  return chosenBackend({ env: deps.env, given });
}

/** Whether there is a session bus: by its address, or at systemd's usual place. */
function hasBus(env: BeforeReadyDeps['env']): boolean {
  const runtimeFolder = env['XDG_RUNTIME_DIR'];
  return (
    (env['DBUS_SESSION_BUS_ADDRESS'] ?? '') !== '' ||
    (runtimeFolder !== undefined && existsSync(join(runtimeFolder, 'bus')))
  );
}
