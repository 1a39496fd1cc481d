import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { root } from '../../scripts/lib/paths.mjs';
import { Desktop } from '../e2e/harness/desktop.ts';
import type { Browser } from '../e2e/harness/browser.ts';
import { bundleForElectron } from '../support/electron-program.ts';
import { electronCommand } from '../support/electron-runtime.ts';
import { launch, type Launched } from './launch.ts';

const readySchema = z.object({
  kind: z.literal('ready'),
  issuer: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  apiOrigin: z.string(),
  demoApiOrigin: z.string(),
});
const lastAnswerSchema = z.object({ kind: z.literal('last-answer'), at: z.number() });
const busySchema = z.object({ kind: z.literal('busy'), milliseconds: z.number() });

/** What all measurements share: a desktop with browser and keyring, the servers, and how to start either program. */
export interface Setting {
  readonly desktop: Desktop;
  readonly browser: Browser;
  readonly servers: z.infer<typeof readySchema>;
  /** How long the servers worked within a span of time, in milliseconds since the epoch. */
  busyWithin(from: number, to: number): Promise<number>;
  /** When the servers had handed the last byte of their last answer to the system, in milliseconds since the epoch. */
  lastAnswerAt(): Promise<number>;
  startApp(): Promise<Launched>;
  startBareWindow(): Promise<Launched>;
  close(): Promise<void>;
}

export async function createSetting(): Promise<Setting> {
  const desktop = await Desktop.start({ keyring: 'unlocked' });
  const servers = await startServers();
  const browser = await desktop.startBrowser([servers.info.issuer]);
  const bareWindow = await bareCommand('window', desktop.folder);
  const bareConfig = join(desktop.folder, 'bare');
  mkdirSync(bareConfig, { recursive: true });
  const { target, env } = desktop;
  return {
    desktop,
    browser,
    servers: servers.info,
    busyWithin: servers.busyWithin,
    lastAnswerAt: servers.lastAnswerAt,
    startApp: () => launch([target.executable, ...target.args], env, desktop.profile, 'app://latchkey/'),
    startBareWindow: () =>
      launch(bareWindow, { ...env, XDG_CONFIG_HOME: bareConfig }, join(bareConfig, 'latchkey-test'), 'data:'),
    async close() {
      servers.child.disconnect();
      await desktop.close();
    },
  };
}

/** What starts a program of test/bench/baseline. */
async function bareCommand(name: string, folder: string): Promise<readonly string[]> {
  const own = join(folder, `bare-${name}`);
  const main = join(own, 'main.cjs');
  await bundleForElectron(join(root, 'test/bench/baseline', `${name}.ts`), main);
  return electronCommand(main, own);
}

async function startServers(): Promise<{
  child: ChildProcess;
  info: z.infer<typeof readySchema>;
  busyWithin: Setting['busyWithin'];
  lastAnswerAt: Setting['lastAnswerAt'];
}> {
  const file = join(root, 'out/programs/bench-servers.mjs');
  await build({
    entryPoints: [join(root, 'test/bench/servers.ts')],
    outfile: file,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  const child = fork(file, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const next = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', () => {
        reject(new Error('The servers of the bench ended.'));
      });
    });
  const info = readySchema.parse(await next());
  return {
    child,
    info,
    async busyWithin(from, to) {
      const answer = next();
      child.send({ from, to });
      return busySchema.parse(await answer).milliseconds;
    },
    async lastAnswerAt() {
      const answer = next();
      child.send('last-answer');
      return lastAnswerSchema.parse(await answer).at;
    },
  };
}
