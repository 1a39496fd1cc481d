import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, exitOf, markedProcesses, marker, runToEnd } from './processes.ts';
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
  await openKeyring(env);
  if (kind === 'locked') await lockKeyring(env);
}

/** Opens the keyring with its password, as a login does. */
export async function openKeyring(env: Environment): Promise<void> {
  await endDaemon(env);
  mkdirSync(join(env['XDG_DATA_HOME'] ?? '', 'keyrings'), { recursive: true, mode: 0o700 });
  await startDaemon(env, ['--unlock'], false);
}

/** Puts a keyring in its place that asks for the password. */
export async function lockKeyring(env: Environment): Promise<void> {
  await endDaemon(env);
  await startDaemon(env, ['--start'], true);
}

async function startDaemon(env: Environment, how: readonly string[], locked: boolean): Promise<void> {
  const child = spawn('gnome-keyring-daemon', [...how, '--components=secrets', '--daemonize'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.end(`${password}\n`);
  const code = await exitOf(child);
  if (code !== 0) throw new Error(`The keyring did not start (${String(code)}).`);
  await eventually(`a keyring that is ${locked ? 'locked' : 'open'}`, async () => {
    const answer = await askWhetherLocked(env).catch(() => '');
    return answer.includes(`boolean ${String(locked)}`) ? true : null;
  });
}

/** The only way to lock and open a running keyring without its prompt, which no test can answer, is another one. */
async function endDaemon(env: Environment): Promise<void> {
  await eventually('the end of the keyring', () => {
    const daemons = markedProcesses(env[marker] ?? '').filter(({ command }) =>
      command[0]?.includes('gnome-keyring-daemon'),
    );
    for (const { pid } of daemons) process.kill(pid, 'SIGTERM');
    return daemons.length === 0 ? true : null;
  });
}

function askWhetherLocked(env: Environment): Promise<string> {
  return runToEnd(
    'dbus-send',
    [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.secrets',
      '/org/freedesktop/secrets/collection/login',
      'org.freedesktop.DBus.Properties.Get',
      'string:org.freedesktop.Secret.Collection',
      'string:Locked',
    ],
    env,
  );
}
