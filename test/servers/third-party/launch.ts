import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoThirdPartyServers } from '../../../scripts/lib/packages.mjs';
import { root } from '../../../scripts/lib/paths.mjs';

const folder = join(root, 'test/servers/third-party');

/** A server that nobody of this project wrote, in a process of its own. */
export interface ThirdPartyServer {
  /** What it said when it was ready: where it is, and what was made for it. */
  readonly told: Readonly<Record<string, string>>;
  /** Tells it something while it runs; rejects where it cannot do that. */
  tell(command: Message): Promise<void>;
  /** Ends the process. It ends by itself where this one does. */
  stop(): Promise<void>;
}

type Message = Readonly<Record<string, unknown>>;

export type Program = 'auth0-simulator' | 'better-auth' | 'cognito-local' | 'emulate' | 'oauth2-mock-server';

/** Starts one on loopback, and waits until it can be asked. */
export async function launch(program: Program, options: Message = {}): Promise<ThirdPartyServer> {
  const missing = whyNoThirdPartyServers();
  if (missing !== null) throw new Error(missing);
  // What it writes goes with it.
  const own = mkdtempSync(join(tmpdir(), `latchkey-${program}-`));
  const child = fork(join(folder, 'programs', `${program}-child.mjs`), {
    cwd: own,
    // None of the test runner's own switches.
    execArgv: [],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', BETTER_AUTH_TELEMETRY: '0' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.once('exit', () => rmSync(own, { recursive: true, force: true }));
  let complaints = '';
  // Some complain where others report.
  for (const output of [child.stdout, child.stderr]) {
    output?.on('data', (part: Buffer) => {
      complaints = `${complaints}${part.toString()}`.slice(-4000);
    });
  }
  const said = async (): Promise<Readonly<Record<string, string>>> => answerOf(child, () => complaints);
  const ready = said();
  child.send(options);
  try {
    return {
      told: await ready,
      async tell(command) {
        const done = said();
        child.send(command);
        await done;
      },
      stop: async () => end(child),
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

async function answerOf(
  child: ChildProcess,
  complaints: () => string,
): Promise<Readonly<Record<string, string>>> {
  return new Promise((resolve, reject) => {
    const ended = (): void => {
      reject(new Error(`The server ended before it answered: ${complaints()}`));
    };
    // Not `exit`: what it printed may come after that.
    child.once('close', ended);
    child.once('message', (message: unknown) => {
      child.off('close', ended);
      if (typeof message === 'object' && message !== null && 'told' in message) {
        resolve(strings(message.told));
      } else {
        reject(new Error(`The server failed: ${JSON.stringify(message)} ${complaints()}`));
      }
    });
  });
}

function strings(value: unknown): Readonly<Record<string, string>> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, text]) => [name, String(text)]));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
