import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unlockAsLogin } from './keyring-control.ts';
import { eventually, exitOf, markedProcesses, marker, runToEnd, signal } from './processes.ts';
import type { Environment, RunningProcess } from './processes.ts';

/** `unlocked`: open; `locked`: there, asking for its password; `none`: no keyring and nothing that would start one. */
export type KeyringKind = 'unlocked' | 'locked' | 'none';

const password = 'the password of a test keyring';

/** Starts a session bus; without a keyring it starts no services either, as the installed one would be. */
export async function startBus(folder: string, env: Environment, keyring: KeyringKind): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const address = `unix:path=${join(folder, 'bus')}`;
  const config = writeBusConfig(folder, keyring !== 'none');
  // What a bus that was killed left.
  rmSync(join(folder, 'bus'), { force: true });
  const child = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let printed = '';
  child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  await eventually('the session bus', () => (printed.includes('\n') ? printed : null));
  return address;
}

/** What the bus may start by itself: the system's services, the keyring among them, or nothing. */
function writeBusConfig(folder: string, services: boolean): string {
  const config = join(folder, 'bus.conf');
  writeFileSync(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=${join(folder, 'bus')}</listen>${services ? '<standard_session_servicedirs/>' : ''}
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`,
  );
  return config;
}

/** Ends the bus without a word, as a session that breaks. */
export async function killBus(env: Environment): Promise<void> {
  await eventually('the end of the bus', () => endOf(env, 'dbus-daemon', 'SIGKILL'));
}

/** Ends the keyring's program; the bus starts it again, locked, when somebody asks for it. */
export async function killKeyring(env: Environment): Promise<void> {
  await eventually('the end of the keyring', () => endOf(env, 'gnome-keyring-daemon', 'SIGKILL'));
}

/** From now on there is no keyring on this desktop, and nothing that would start one. */
export async function removeKeyring(env: Environment): Promise<void> {
  writeBusConfig(env['XDG_RUNTIME_DIR'] ?? '', false);
  for (const { pid } of programs(env, 'dbus-daemon')) signal(pid, 'SIGHUP');
  await eventually('a desktop without a keyring', async () => {
    await killKeyring(env);
    return (await lockedOrNot(env)) === null ? true : null;
  });
}

/** Another keyring in the place of the one that is there, open, with another key in it. */
export async function replaceKeyring(env: Environment): Promise<void> {
  await endDaemon(env);
  renameSync(keyrings(env), `${keyrings(env)}-before`);
  await openKeyring(env);
}

/** The first keyring again, open, as the desktop had it. */
export async function returnKeyring(env: Environment): Promise<void> {
  await endDaemon(env);
  if (existsSync(`${keyrings(env)}-before`)) {
    rmSync(keyrings(env), { recursive: true, force: true });
    renameSync(`${keyrings(env)}-before`, keyrings(env));
  }
  writeBusConfig(env['XDG_RUNTIME_DIR'] ?? '', true);
  for (const { pid } of programs(env, 'dbus-daemon')) signal(pid, 'SIGHUP');
  await openKeyring(env);
}

/** Whether the keyring's question is on the screen. */
export function keyringAsks(env: Environment): boolean {
  return programs(env, 'gcr-prompter').length > 0;
}

function keyrings(env: Environment): string {
  return join(env['XDG_DATA_HOME'] ?? '', 'keyrings');
}

function programs(env: Environment, name: string): readonly RunningProcess[] {
  return markedProcesses(env[marker] ?? '').filter(({ command }) => command[0]?.includes(name));
}

/** Sends a signal to a program of this desktop; true once there is none. */
function endOf(env: Environment, name: string, how: NodeJS.Signals): true | null {
  const running = programs(env, name);
  for (const { pid } of running) signal(pid, how);
  return running.length === 0 ? true : null;
}

/** Starts the keyring as a login would (`unlocked`), or as a login without a password does (`locked`). */
export async function startKeyring(env: Environment, kind: KeyringKind): Promise<void> {
  if (kind === 'none') return;
  await openKeyring(env);
  if (kind === 'locked') await lockKeyring(env);
}

/** Opens the keyring with its password, as a login does. Whoever asks the bus for it meanwhile changes nothing about that. */
export async function openKeyring(env: Environment): Promise<void> {
  if (!existsSync(join(keyrings(env), 'login.keyring'))) await makeKeyring(env);
  await eventually('a keyring that is open', async () => {
    // Asked, the bus starts it where it does not run.
    if ((await lockedOrNot(env)) === 'open') return true;
    // While its question is on the screen it opens in no other way.
    if (keyringAsks(env)) await endDaemon(env);
    await unlockAsLogin(env, password).catch(() => undefined);
    return null;
  });
}

/** The first login of a person: only a program that is started with the password has the new keyring on the bus. */
async function makeKeyring(env: Environment): Promise<void> {
  mkdirSync(keyrings(env), { recursive: true, mode: 0o700 });
  const child = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets', '--daemonize'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // One that ends before it has read this tells by its code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(password);
  const code = await exitOf(child);
  if (code !== 0) throw new Error(`The keyring did not start (${String(code)}).`);
}

/** Locks the keyring, which asks for the password from now on. */
export async function lockKeyring(env: Environment): Promise<void> {
  await eventually('a keyring that is locked', async () => {
    if ((await lockedOrNot(env)) === 'locked') return true;
    await ask(env, [service, `${secrets}.Service.Lock`, `array:objpath:${login}`]).catch(() => undefined);
    return null;
  });
}

async function endDaemon(env: Environment): Promise<void> {
  await eventually('the end of the keyring', () => endOf(env, 'gnome-keyring-daemon', 'SIGTERM'));
}

const secrets = 'org.freedesktop.Secret';
const service = '/org/freedesktop/secrets';
const login = `${service}/collection/login`;

/** Null where nothing answers, or no keyring was made yet. */
async function lockedOrNot(env: Environment): Promise<'locked' | 'open' | null> {
  const property = ['org.freedesktop.DBus.Properties.Get', `string:${secrets}.Collection`, 'string:Locked'];
  const answer = await ask(env, [login, ...property]).catch(() => null);
  if (answer === null) return null;
  return answer.includes('boolean true') ? 'locked' : 'open';
}

function ask(env: Environment, call: readonly string[]): Promise<string> {
  return runToEnd(
    'dbus-send',
    ['--session', '--print-reply', '--dest=org.freedesktop.secrets', ...call],
    env,
  );
}
