import { afterEach, expect } from 'vitest';
import { createSessions } from '../../../src/core/oauth/session/create-sessions.ts';
import type { Sessions, SignInOptions } from '../../../src/core/oauth/session/sessions.ts';
import type { ApiOrigin, Connection } from '../../../src/shared/connection.ts';
import { savedConnection } from '../../support/connections.ts';
import { MemoryVault } from '../../support/memory-vault.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { valueOf } from '../../support/results.ts';
import { systemClock } from '../../support/system-clock.ts';
import { TextBrowser } from '../../support/text-browser.ts';
import { passwords } from '../demo/test-client.ts';

/** Runs of the app's core on real sockets and in real time, with one connection. */
export class Runs {
  connection: Connection;
  sessions: Sessions;
  readonly #vault = new MemoryVault();
  readonly #opened: string[] = [];

  constructor(
    { issuer, clientId }: { readonly issuer: string; readonly clientId: string },
    apiOrigins: readonly ApiOrigin[],
    scopes: readonly string[],
  ) {
    this.connection = savedConnection({ id: 'one', issuer, clientId, scopes, apiOrigins });
    this.sessions = this.#create();
  }

  /** Another run on the same disk. */
  async restart(): Promise<void> {
    await this.sessions.close();
    this.sessions = this.#create();
    await this.sessions.restore();
  }

  /** Begins a sign-in. @returns the address for the browser. */
  async begin(options: SignInOptions = {}): Promise<string> {
    valueOf(await this.sessions.signIn('one', options));
    return this.#opened.at(-1) ?? '';
  }

  async token(resource: string | null = null): Promise<string> {
    return valueOf(await this.sessions.accessToken('one', resource)).value;
  }

  #create(): Sessions {
    return createSessions({
      clock: systemClock,
      fetchFor: () => nodeFetch(),
      vault: this.#vault,
      browser: { open: async (url) => Promise.resolve(void this.#opened.push(url)) },
      activity: { add: () => undefined },
      connections: {
        get: () => this.connection,
        list: () => [this.connection],
        ending: () => [],
        complete: () => true,
      },
      scheme: 'app.latchkey.desktop',
      schemeOwner: async () => Promise.resolve({ kind: 'ours' }),
      random: Math.random,
    });
  }
}

let running: Runs | null = null;
afterEach(async () => {
  await running?.sessions.close();
  running = null;
});

export async function run(...how: ConstructorParameters<typeof Runs>): Promise<Runs> {
  running = new Runs(...how);
  await running.sessions.restore();
  return running;
}

/** Ada signs in at the demo's pages, and allows what is asked. */
export async function signIn(runs: Runs, browser = new TextBrowser()): Promise<void> {
  const page = await browser.open(await runs.begin());
  const known = await browser.submit(page, 'Sign in', { username: 'ada', password: passwords.ada });
  const { url } = await browser.submit(known, 'Allow');
  expect((await runs.sessions.handleCallback(url.href)).kind).toBe('signed-in');
}
