import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { isDemoState } from '../../../demo/state/demo-state.ts';
import type { DemoState } from '../../../demo/state/demo-state.ts';
import { openStateStore, stateFileName } from '../../../demo/state/state-store.ts';
import { defaultApiPort, defaultIssuerPort } from '../../../demo/start-demo.ts';
import { freePort } from '../../support/listen.ts';
import type { Desktop } from './desktop.ts';

export interface DemoPlace {
  readonly issuer: string;
  readonly apiOrigin: string;
}

function demoFolder(desktop: Desktop): string {
  return join(desktop.profile, 'demo');
}

/**
 * Where the app's demo is going to be, unless a port is taken in the meantime: `meetDemo` asks the window. The browser
 * must know before it starts; so where another program has the demo's ports, the state of an earlier run with other
 * ports is laid out, as a person's second run finds it.
 */
export async function placeDemo(desktop: Desktop): Promise<DemoPlace> {
  const ownPorts = (await isFree(defaultIssuerPort)) && (await isFree(defaultApiPort));
  let [issuerPort, apiPort] = [defaultIssuerPort, defaultApiPort];
  if (!ownPorts) {
    [issuerPort, apiPort] = [await freePort(), await freePort()];
    const store = await openStateStore(demoFolder(desktop), () => undefined);
    Object.assign(store.state, { issuerPort, apiPort });
    await store.save();
  }
  return { issuer: `http://127.0.0.1:${issuerPort}`, apiOrigin: `http://127.0.0.1:${apiPort}` };
}

/** Whether the demo is where it is on a computer of its own. */
export function usesOwnPorts({ issuer }: DemoPlace): boolean {
  return new URL(issuer).port === String(defaultIssuerPort);
}

/** What the demo's server has kept: its consents and refresh tokens. It holds hashes only, no token. */
export function readDemoState(desktop: Desktop): DemoState {
  const path = join(demoFolder(desktop), stateFileName);
  const parsed: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
  if (!isDemoState(parsed)) throw new Error(`The demo has left no state at ${path}.`);
  return parsed;
}

/** The refresh tokens that the server still takes, by how often they were rotated. */
export function liveRefreshTokens(state: DemoState): readonly { readonly rotations: number }[] {
  return Object.entries(state.records)
    .filter(([key, { payload }]) => key.startsWith('RefreshToken:') && payload['consumed'] === undefined)
    .map(([, { payload }]) => ({ rotations: Number(payload['rotations'] ?? 0) }));
}

/** How many consents the server knows. */
export function liveGrants(state: DemoState): number {
  return Object.keys(state.records).filter((key) => key.startsWith('Grant:')).length;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ host: '127.0.0.1', port }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
