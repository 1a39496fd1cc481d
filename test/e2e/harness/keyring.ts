import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitOf, eventually } from './processes.ts';
import type { Environment } from './processes.ts';

/** `unlocked`: open; `locked`: there, asking for its password; `none`: no keyring and nothing that would start one. */
export type KeyringKind = 'unlocked' | 'locked' | 'none';

const password = 'the password of a test keyring';

/** Starts a session bus; without a keyring it starts no services either, as the installed one would be. */
export async function startBus(folder: string, env: Environment, keyring: KeyringKind): Promise<string> {
  const address = `unix:path=${join(folder, 'bus')}`;
  const config = join(folder, 'bus.conf');
  const services = keyring === 'none' ? '' : '<standard_session_servicedirs/>';
  writeFileSync(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>${address}</listen>${services}
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`,
  );
  const child = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let printed = '';
  child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  await eventually('the session bus', () => (printed.includes('\n') ? printed : null));
  return address;
}

/** Starts the keyring as a login would (`unlocked`), or as a login without a password does (`locked`). */
export async function startKeyring(env: Environment, kind: KeyringKind): Promise<void> {
  if (kind === 'none') return;
  await unlock(env);
  if (kind === 'locked') await lock(env);
}

/** Opens the keyring with its password, as the prompt would. */
export async function unlock(env: Environment): Promise<void> {
  mkdirSync(join(env['XDG_DATA_HOME'] ?? '', 'keyrings'), { recursive: true, mode: 0o700 });
  const child = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets', '--daemonize'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.end(`${password}\n`);
  const code = await exitOf(child);
  if (code !== 0) throw new Error(`The keyring did not start (${String(code)}).`);
}

/** Locks the login collection. */
export async function lock(env: Environment): Promise<void> {
  const child = spawn(
    'dbus-send',
    [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.secrets',
      '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service.Lock',
      'array:objpath:/org/freedesktop/secrets/collection/login',
    ],
    { env, stdio: 'ignore' },
  );
  const code = await exitOf(child);
  if (code !== 0) throw new Error(`The keyring could not be locked (${String(code)}).`);
}
