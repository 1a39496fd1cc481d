import type { ServerResponse } from 'node:http';
import { createSessions } from '../../../src/core/oauth/session/create-sessions.ts';
import type { Sessions } from '../../../src/core/oauth/session/sessions.ts';
import { startHttpServer } from '../../servers/http-server.ts';
import { savedConnection } from '../connections.ts';
import { MemoryVault } from '../memory-vault.ts';
import { nodeFetch } from '../node-fetch.ts';
import { systemClock } from '../system-clock.ts';
import { RotatingProvider } from './rotating-provider.ts';
import type { ProviderAnswer } from './rotating-provider.ts';
import { id } from './world.ts';

const faults = [
  'hang up',
  'hang up after acting',
  'bad gateway after acting',
  'half an answer',
  'crash',
] as const;
type Fault = (typeof faults)[number];

export interface HttpRotationFigures {
  readonly rotations: number;
  readonly faults: number;
  /** Times that somebody had to sign in again, with what had happened. */
  readonly signedOut: readonly string[];
}

/** Over real HTTP and in real time: each rotation is a request to a loopback server that rotates and detects reuse. */
export async function rotateOverHttp(
  { rotations, faultRate }: { readonly rotations: number; readonly faultRate: number },
  random: () => number,
): Promise<HttpRotationFigures> {
  const coming: { fault: Fault | null; acted: () => void } = { fault: null, acted: () => undefined };
  const rules = { rotates: true, grace: 30_000, life: 300_000, idle: null };
  const server = await startHttpServer(async ({ path, form }, response) => {
    const fault = form.get('grant_type') === 'refresh_token' ? coming.fault : null;
    if (fault !== null) coming.fault = null;
    if (fault === 'hang up') return void response.destroy();
    give(response, await provider.act(path, form), fault);
    if (fault !== null) coming.acted();
    return undefined;
  });
  const provider = new RotatingProvider(server.origin, rules, () => Date.now());
  const opened: string[] = [];
  let vault = new MemoryVault();
  let sessions = await start(server.origin, vault, opened);
  await sessions.signIn(id, {});
  await sessions.handleCallback(provider.authorize(opened.at(-1) ?? ''));

  let met = 0;
  const signedOut: string[] = [];
  for (let turn = 0; turn < rotations; turn += 1) {
    coming.fault = random() < faultRate ? (faults[Math.floor(random() * faults.length)] ?? null) : null;
    const { fault } = coming;
    if (fault !== null) met += 1;
    if (fault === 'crash') {
      // The provider acted, and the app that should have heard it is not there any more.
      const acted = new Promise<void>((resolve) => {
        coming.acted = resolve;
      });
      void sessions.renewNow(id);
      // oxlint-disable-next-line eslint/no-await-in-loop -- one rotation after the other
      await acted;
      vault = new MemoryVault(vault.status, new Map(vault.records));
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      sessions = await start(server.origin, vault, opened);
    }
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    const renewed = await sessions.renewNow(id);
    if (!renewed.ok) signedOut.push(`after ${fault ?? 'nothing'}: ${renewed.failure.code}`);
  }
  await sessions.close();
  await server.stop();
  const done = provider.families.reduce((sum, family) => sum + family.spentAt.size, 0);
  return { rotations: done, faults: met, signedOut };
}

function give(response: ServerResponse, { status, body }: ProviderAnswer, fault: Fault | null): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  switch (fault) {
    case 'hang up after acting':
      response.destroy();
      return;
    case 'bad gateway after acting':
      response.writeHead(504).end();
      return;
    case 'half an answer':
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length });
      response.write(text.slice(0, text.length / 2), () => response.destroy());
      return;
    case 'hang up':
    case 'crash':
    case null:
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
      return;
    default:
      throw new TypeError('A fault was not handled.');
  }
}

async function start(issuer: string, vault: MemoryVault, opened: string[]): Promise<Sessions> {
  const connection = savedConnection({ id, issuer, clientId: 'client-1', scopes: ['notes'] });
  const sessions = createSessions({
    clock: systemClock,
    fetchFor: () => nodeFetch(),
    vault,
    browser: {
      open: async (url) => {
        opened.push(url);
        return Promise.resolve();
      },
    },
    activity: { add: () => undefined },
    connections: {
      get: (wanted) => (wanted === id ? connection : null),
      list: () => [connection],
      ending: () => [],
      complete: () => true,
    },
    scheme: 'app.latchkey.desktop',
    schemeOwner: async () => Promise.resolve({ kind: 'ours' }),
    random: () => 0.5,
  });
  await sessions.restore();
  return sessions;
}
