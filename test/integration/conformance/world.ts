import { savedConnection } from '../../support/connections.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { parseSessionRecord } from '../../../src/core/oauth/session/records.ts';
import { FetchError } from '../../../src/core/ports/fetch.ts';
import type { Fetch, FetchErrorCode } from '../../../src/core/ports/fetch.ts';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { startHttpServer, text as answerText } from '../../servers/http-server.ts';
import type { HttpServer, SeenRequest } from '../../servers/http-server.ts';
import type { Behaviour, Call, Outcome } from '../../servers/misbehaving/behaviour.ts';
import { sharedKey } from '../../servers/misbehaving/shared-keys.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { Stage, quiet, scheme, until } from '../../unit/core/oauth/session/stage.ts';
import { browse } from './browse.ts';
import { outcomeOf } from './outcome.ts';

/** Longer than any time limit of an exchange. Milliseconds. */
const anyTimeLimit = 31_000;

/** One run of the core, a server that lies, and a driver that plays the browser. Time is the test's alone. */
export class World {
  readonly stage: Stage;
  readonly server: AuthorizationServer;
  readonly #behaviour: Behaviour;
  readonly #elsewhere: HttpServer;
  readonly #network: Network;
  readonly #ahead: { minutes: number };
  readonly #keys: AuthorizationServer['keys'];
  #from = 0;
  /** What the last answer of the browser came to. */
  #callback: string | null = null;

  private constructor(
    behaviour: Behaviour,
    made: { stage: Stage; server: AuthorizationServer; elsewhere: HttpServer; network: Network },
    ahead: { minutes: number },
  ) {
    this.#behaviour = behaviour;
    this.stage = made.stage;
    this.server = made.server;
    this.#keys = made.server.keys;
    this.#elsewhere = made.elsewhere;
    this.#network = made.network;
    this.#ahead = ahead;
  }

  static async open(behaviour: Behaviour): Promise<World> {
    const ahead = { minutes: 0 };
    const network = new Network();
    const keys = [await sharedKey(behaviour.server?.algorithm)];
    let now = Date.now;
    const server = await startAuthorizationServer({
      keys,
      ...behaviour.server,
      now: () => now() + ahead.minutes * 60_000,
    });
    const stage = new Stage({
      fetch: network,
      random: 0,
      connections: [
        savedConnection({
          id: 'one',
          issuer: server.issuer,
          clientId: server.clientId,
          scopes: ['openid', 'offline_access'],
          redirectWays: ['scheme', 'loopback'],
          ...behaviour.connection,
        }),
      ],
    });
    now = () => stage.clock.now();
    const elsewhere = await startHttpServer((_request, response) =>
      answerText(response, 200, 'Welcome, token.'),
    );
    await stage.sessions.restore();
    return new World(behaviour, { stage, server, elsewhere, network }, ahead);
  }

  /** From now on the server lies, and its requests count. */
  async lie(): Promise<void> {
    await this.#behaviour.lie(this.server, {
      clock: this.stage.clock,
      elsewhere: this.#elsewhere.origin,
      silence: () => setImmediate(() => this.stage.clock.advance(anyTimeLimit)),
      ahead: (minutes) => {
        this.#ahead.minutes = minutes;
      },
      network: (code) => {
        this.#network.fault = code;
      },
    });
    this.#from = this.server.requests.length;
  }

  /** The server is honest again, with the keys that it began with. */
  keepRules(): void {
    this.server.reset();
    this.server.keys = this.#keys;
    this.#network.fault = null;
    this.#ahead.minutes = 0;
  }

  outcome(): Outcome {
    const calls = this.server.requests.slice(this.#from).map((request) => this.#callOf(request));
    const stray = this.#elsewhere.requests.map((): Call => 'elsewhere');
    return outcomeOf(this.stage, [...calls, ...stray], this.#callback);
  }

  /** One sign-in of which everything is honest. */
  async signIn(): Promise<void> {
    await this.attempt();
    if (this.#callback !== 'signed-in') {
      throw new Error(`It could not sign in: ${JSON.stringify(this.stage.view())}`);
    }
    this.#callback = null;
  }

  /** One sign-in, wherever it leads: begun, answered by the browser, handed over. */
  async attempt(asks?: Behaviour['asks']): Promise<void> {
    this.#callback = null;
    const begun = await this.stage.sessions.signIn('one', {});
    if (!begun.ok) return;
    if (asks !== undefined) await this.#askFor(asks);
    const callback = await browse(this.stage.lastOpened, scheme);
    if (callback === null) return;
    const described = this.#descriptions;
    this.#callback = (await this.stage.sessions.handleCallback(callback)).kind;
    if (this.#callback !== 'signed-in' || !this.#asksUserInfo) return;
    await until(() => this.#descriptions > described);
    await quiet();
  }

  /** Waits until the provider was told of a sign-out, or cannot be told now. */
  async delivered(): Promise<void> {
    await until(() => {
      const view = this.stage.view();
      return view.kind !== 'signing-out' || view.reason !== null;
    });
    await until(() => this.stage.vault.idsOf('session').length === 0);
  }

  async signOutInBrowser(): Promise<void> {
    const asked = await this.stage.sessions.signOut('one', { alsoInBrowser: true });
    if (!asked.ok) return;
    const callback = await browse(this.stage.lastOpened, scheme);
    if (callback === null) return;
    this.#callback = (
      await this.stage.sessions.handleCallback(this.server.callback?.(callback) ?? callback)
    ).kind;
  }

  /** The access token in use is one that the server gave: its UserInfo takes it. */
  async tokenIsTheServers(): Promise<void> {
    this.keepRules();
    const token = await this.stage.token();
    const answer = await fetch(`${this.server.origin}/userinfo`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (answer.status !== 200) throw new Error('The access token is not one that the server gave.');
  }

  describedIs(described: boolean | undefined): void {
    if (described === undefined) return;
    const kept = this.stage.sealed()?.userInfo ?? null;
    if ((kept !== null) !== described) throw new Error(`Of UserInfo is kept: ${JSON.stringify(kept)}.`);
  }

  lifetimeIs(seconds: number | null | undefined): void {
    if (seconds === undefined) return;
    const token = this.stage.sealed()?.accessTokens[''];
    const expiresAt = token?.expiresAt ?? null;
    const lifetime = expiresAt === null || token === undefined ? null : (expiresAt - token.receivedAt) / 1000;
    if (lifetime !== seconds) throw new Error(`The token is taken to live ${String(lifetime)} s.`);
  }

  /** Nobody gets a token, and nobody is asked for one. */
  async noToken(): Promise<void> {
    const before = this.server.requests.length;
    failureOf(await this.stage.sessions.accessToken('one', null));
    if (this.server.requests.length !== before)
      throw new Error('A refused sign-in went on calling the server.');
  }

  async close(): Promise<void> {
    const closed = this.stage.sessions.close();
    this.stage.clock.advance(10_000);
    await closed;
    await this.server.stop();
    await this.#elsewhere.stop();
  }

  /** What a step-up asks for stands in the sealed transaction alone: there it is added, and read by another run. */
  async #askFor(asks: NonNullable<Behaviour['asks']>): Promise<void> {
    const { vault } = this.stage;
    const [id = ''] = vault.idsOf('transaction');
    const pending: unknown = valueOf(await vault.read('transaction', id));
    const text = JSON.stringify(pending, (name: string, value: unknown) =>
      name === 'maxAge' && asks.maxAge !== undefined
        ? asks.maxAge
        : name === 'acrValues' && asks.acrValues !== undefined
          ? asks.acrValues
          : value,
    );
    await this.stage.sessions.close();
    vault.records.set(`transaction/${id}`, text);
    this.stage.restart();
    await this.stage.sessions.restore();
  }

  /** How often UserInfo was asked, whatever came of it. */
  get #descriptions(): number {
    return this.stage.activity.filter(({ step }) => step === 'user-info' || step === 'security').length;
  }

  /** Whether a session that is just made asks UserInfo: where somebody is known, and there is one (R42). */
  get #asksUserInfo(): boolean {
    const record = parseSessionRecord(JSON.parse(this.stage.vault.records.get('session/one') ?? 'null'));
    return record !== null && record.session.subject !== null && record.metadata.userinfoEndpoint !== null;
  }

  #callOf({ path: asked, form }: SeenRequest): Call {
    const path = asked.replace(/^\/moved/, '');
    if (path.includes('/.well-known/')) return 'discovery';
    if (path === '/token') return form.get('grant_type') === 'refresh_token' ? 'refresh' : 'token';
    const known: Readonly<Record<string, Call>> = {
      '/authorize': 'authorization',
      '/jwks': 'keys',
      '/userinfo': 'userinfo',
      '/revoke': 'revocation',
      '/logout': 'end-session',
    };
    return known[path] ?? 'elsewhere';
  }
}

/** The way to the server, which can be cut. */
class Network implements Fetch {
  fault: FetchErrorCode | null = null;
  readonly #fetch = nodeFetch();

  send(...[request, signal]: Parameters<Fetch['send']>) {
    if (this.fault === null) return this.#fetch.send(request, signal);
    return Promise.reject(new FetchError(this.fault, 'The network of this test is down.'));
  }
}
