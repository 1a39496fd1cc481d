import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../support/listen.ts';

const program = '/usr/sbin/squid';
const helper = '/usr/lib/squid/basic_ncsa_auth';

/** Why tests with the real proxy are skipped; null where it is there. */
export const missing = existsSync(program)
  ? null
  : 'There is no squid here: `apt-get install squid` brings it.';

export interface Squid {
  readonly port: number;
  /** What went through it and what it turned away, a line each, as squid itself writes it. */
  log(): readonly string[];
  stop(): Promise<void>;
}

export interface SquidOptions {
  /** Who may pass; absent: everybody. */
  readonly users?: Readonly<Record<string, string>>;
  /** Names that it finds on this computer. */
  readonly names: readonly string[];
}

/** Debian's squid on a free port of 127.0.0.1. */
export async function startSquid({ names, users }: SquidOptions): Promise<Squid> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-squid-'));
  // Started as root it becomes another user, who writes here.
  chmodSync(folder, 0o777);
  const port = await freePort();
  const log = join(folder, 'access.log');
  writeFileSync(join(folder, 'hosts'), names.map((name) => `127.0.0.1 ${name}\n`).join(''));
  writeFileSync(
    join(folder, 'passwords'),
    Object.entries(users ?? {})
      .map(passwordLine)
      .join(''),
  );
  const signIn = [
    `auth_param basic program ${helper} ${join(folder, 'passwords')}`,
    'auth_param basic realm The office',
    'acl known proxy_auth REQUIRED',
    'http_access allow known',
  ];
  const lines = [
    `http_port 127.0.0.1:${String(port)}`,
    `hosts_file ${join(folder, 'hosts')}`,
    `access_log stdio:${log}`,
    `cache_log ${join(folder, 'cache.log')}`,
    `pid_filename ${join(folder, 'squid.pid')}`,
    `coredump_dir ${folder}`,
    'cache deny all',
    'pinger_enable off',
    'shutdown_lifetime 0 seconds',
    ...(users === undefined ? ['http_access allow all'] : signIn),
    'http_access deny all',
  ];
  const config = join(folder, 'squid.conf');
  writeFileSync(config, `${lines.join('\n')}\n`);
  // By its name it shares memory with others of that name, whoever they belong to.
  const service = `latchkey${String(port)}`;
  const child = spawn(program, ['-N', '-n', service, '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (part: Buffer) => (complaint += part.toString()));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`squid ended at once: ${complaint}`);
    await sleep(50);
  }
  return {
    port,
    log: () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : []),
    async stop() {
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function passwordLine([name, password]: [string, string]): string {
  const made = spawnSync('openssl', ['passwd', '-apr1', '-stdin'], { input: password, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`openssl made no password: ${made.stderr}`);
  return `${name}:${made.stdout.trim()}\n`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
