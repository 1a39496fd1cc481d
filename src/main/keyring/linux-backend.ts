/** Which of Chromium's password stores a run on Linux uses. */
export type LinuxBackend = 'gnome-libsecret' | 'kwallet' | 'kwallet5' | 'kwallet6' | 'basic';

export interface LinuxEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The value of `--password-store` on the command line; null when it was not given. */
  readonly given: string | null;
  /** Whether there is a session bus to reach a Secret Service on. */
  readonly sessionBus: boolean;
}

/**
 * The password store that Chromium chooses by itself (base/nix/xdg_util, os_crypt): by the switch, else by the desktop.
 * `basic` means a password that everybody knows: never good enough for a token.
 */
export function chosenBackend({ env, given }: Pick<LinuxEnvironment, 'env' | 'given'>): LinuxBackend {
  return backends.find((backend) => backend === given) ?? backendOfDesktop(env);
}

const backends: readonly LinuxBackend[] = ['gnome-libsecret', 'kwallet', 'kwallet5', 'kwallet6', 'basic'];

const libsecretDesktops = ['unity', 'deepin', 'gnome', 'x-cinnamon', 'pantheon', 'xfce', 'ukui'];

function backendOfDesktop(env: LinuxEnvironment['env']): LinuxBackend {
  const desktops = (env['XDG_CURRENT_DESKTOP'] ?? '').split(':').map((name) => name.trim().toLowerCase());
  for (const desktop of desktops) {
    if (libsecretDesktops.includes(desktop)) {
      return 'gnome-libsecret';
    }
    if (desktop === 'kde') {
      return kwalletOf(env);
    }
    if (desktop === 'lxqt' || desktop === 'cosmic') {
      return 'basic';
    }
  }
  return backendOfSession(env);
}

function backendOfSession(env: LinuxEnvironment['env']): LinuxBackend {
  const session = env['DESKTOP_SESSION'] ?? '';
  if (['deepin', 'gnome', 'mate', 'ukui'].includes(session) || /xfce|^xubuntu$/.test(session)) {
    return 'gnome-libsecret';
  }
  if (['kde', 'kde4', 'kde-plasma'].includes(session)) {
    return kwalletOf(env);
  }
  if (env['GNOME_DESKTOP_SESSION_ID'] !== undefined) {
    return 'gnome-libsecret';
  }
  return env['KDE_FULL_SESSION'] === undefined ? 'basic' : kwalletOf(env);
}

function kwalletOf(env: LinuxEnvironment['env']): LinuxBackend {
  const version = env['KDE_SESSION_VERSION'];
  return version === '5' || version === '6' ? `kwallet${version}` : 'kwallet';
}

/**
 * Whether `password-store=gnome-libsecret` is to be appended before ready: on a desktop that Chromium does not know (i3,
 * sway) it would fall back to a password that everybody knows, although a Secret Service may answer on the session bus.
 * Where none answers, the switch changes nothing: the keyring is missing either way.
 */
export function wantsSecretService(environment: LinuxEnvironment): boolean {
  return environment.given === null && environment.sessionBus && chosenBackend(environment) === 'basic';
}
