import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { build } from 'esbuild';
import { electronCommand } from './electron-runtime.ts';

export interface ElectronProgram {
  /** The home of this run: everything that Electron writes is below it. */
  readonly home: string;
  /** The main process's id. */
  readonly pid: number;
  /** Calls a function of the program by name. Rejects with what it threw. */
  call(name: string, input: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  /** Switches for Chromium. */
  readonly switches?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Puts something into the home before the program starts. */
  readonly prepare?: (home: string) => void;
}

/**
 * Bundles a TypeScript file as the app is bundled and runs it as the main process of a real Electron under an X server of its
 * own, in a fresh home. The file registers its functions with `serve` of electron-serve.ts.
 *
 * Started as root Electron has no sandbox here: the programs show no page, and the sandbox is for pages.
 */
export async function startElectronProgram(
  entry: string,
  options: ProgramOptions = {},
): Promise<ElectronProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-electron-'));
  const home = join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  options.prepare?.(home);
  const main = join(folder, 'main.cjs');
  await bundleForElectron(entry, main);
  const [display, stopDisplay] = await startDisplay();
  const [executable, ...args] = electronCommand(main, folder);
  const child = spawn(
    executable,
    [
      ...args,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      ...(options.switches ?? []),
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        XDG_CONFIG_HOME: join(home, '.config'),
        DISPLAY: display,
        ...options.env,
      },
    },
  );
  const calls = receiveAnswers(child);
  let next = 0;
  return {
    home,
    pid: child.pid ?? 0,
    call(name, input) {
      const id = (next += 1);
      return new Promise((resolve, reject) => {
        calls.set(id, { resolve, reject });
        child.send({ id, name, input });
      });
    },
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await gone;
      }
      stopDisplay();
      // Its other processes notice its end a moment later, and write until then. Of the two that remove, only this one looks anew.
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Bundles a main process's TypeScript as the app's own is bundled, for every runtime. */
export async function bundleForElectron(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node18',
    external: ['electron'],
    logLevel: 'silent',
  });
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

function receiveAnswers(child: ChildProcess): Map<number, Waiting> {
  const calls = new Map<number, Waiting>();
  let complaint = '';
  child.stderr?.on('data', (part: Buffer) => {
    complaint = `${complaint}${part.toString()}`.slice(-2000);
  });
  child.on('message', (message) => {
    if (typeof message !== 'object' || message === null || !('id' in message)) return;
    const call = typeof message.id === 'number' ? calls.get(message.id) : undefined;
    if (call === undefined) return;
    if ('error' in message) call.reject(new Error(String(message.error)));
    else call.resolve('value' in message ? message.value : undefined);
  });
  child.on('exit', (code) => {
    for (const call of calls.values())
      call.reject(new Error(`Electron ended with ${String(code)}.\n${complaint}`));
  });
  return calls;
}

/** The display that is there, else an X server of its own until `stop`. */
export async function startDisplay(): Promise<[display: string, stop: () => void]> {
  const given = process.env['DISPLAY'];
  if (given !== undefined && given !== '') return [given, () => undefined];
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '800x600x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const answers = server.stdio[3];
  const number = await new Promise<string>((resolve, reject) => {
    let text = '';
    if (answers instanceof Readable)
      answers.on('data', (part: Buffer) => {
        text += part.toString();
        if (text.includes('\n')) resolve(text.trim());
      });
    server.once('error', reject);
    server.once('exit', () => {
      reject(new Error('The X server (Xvfb) did not start.'));
    });
  });
  return [`:${number}`, () => server.kill()];
}
