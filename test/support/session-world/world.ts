import { createSessions } from '../../../src/core/oauth/session/create-sessions.ts';
import type { Sessions } from '../../../src/core/oauth/session/sessions.ts';
import { FetchError } from '../../../src/core/ports/fetch.ts';
import type { Fetch, FetchRequest, FetchResponse } from '../../../src/core/ports/fetch.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { VaultStatus } from '../../../src/core/vault/vault.ts';
import type { SigningKey } from '../../servers/signing-keys.ts';
import { savedConnection } from '../connections.ts';
import { FakeClock } from '../fake-clock.ts';
import { Boundaries } from './boundaries.ts';
import type { How } from './boundaries.ts';
import { settle } from './crypto-at-work.ts';
import { Promises, sessionOf } from './promises.ts';
import { RotatingProvider } from './rotating-provider.ts';
import type { ProviderAnswer, ProviderRules } from './rotating-provider.ts';
import { WorldVault } from './world-vault.ts';
import type { Disk } from './world-vault.ts';

export const id = 'one';
export const otherResource = 'https://other.example.test';

/** What a sequence is played in. */
export interface Setting extends ProviderRules {
  readonly renewal: 'automatic' | 'on-demand';
  /** Signs ID tokens where `openid` is asked for; null: plain OAuth 2.0. */
  readonly key: SigningKey | null;
  /** For jitter, one after the other and again. */
  readonly chances: readonly number[];
  /** When it begins, in milliseconds since the epoch. */
  readonly start?: number;
}

export const usualSetting: Setting = {
  rotates: true,
  grace: 30_000,
  life: 300_000,
  idle: null,
  renewal: 'automatic',
  key: null,
  chances: [0.5],
};

/** One run of the app: what a crash takes with it. */
interface Run {
  readonly sessions: Sessions;
  readonly vault: WorldVault;
  readonly boundaries: Boundaries;
  alive: boolean;
  suspended: boolean;
  timers: number;
  /** Calls of a person or a request that were not answered yet. */
  asked: number;
}

/**
 * The real sessions over a provider, a disk, clocks and a person that the test holds. Whatever leaves the core waits
 * until the test lets it happen, in one way or another, and every promise is checked as it crosses.
 */
export class World {
  readonly clock: FakeClock;
  readonly provider: RotatingProvider;
  readonly promises: Promises;
  readonly disk: Disk;
  online = true;
  /** Addresses that the browser was asked to open, and callbacks that were used. */
  readonly opened: string[] = [];
  readonly usedCallbacks: string[] = [];
  lastToken: string | null = null;
  run: Run;
  readonly #setting: Setting;
  #chance = 0;
  #givenUp = 0;
  /** Time that passed for the provider, asleep or awake. */
  #elapsed = 0;

  constructor(setting: Setting = usualSetting) {
    this.#setting = setting;
    this.clock = new FakeClock(setting.start);
    const start = this.clock.now();
    this.provider = new RotatingProvider(
      'https://id.example.test',
      setting,
      () => start + this.#elapsed,
      setting.key,
    );
    this.promises = new Promises(this.provider);
    this.disk = {
      records: new Map(),
      full: false,
      changing: (key, before, after) => {
        if (key === `session/${id}`) this.promises.sessionChanges(before, after);
      },
    };
    this.run = this.#start({ kind: 'open', backend: 'test' });
    this.#restore();
  }

  /** A crash: what was only in memory is gone, and nothing that was under way is heard of again. */
  restart(keyring: 'open' | 'locked' = 'open'): void {
    this.run.alive = false;
    this.lastToken = null;
    this.promises.restarted();
    this.run = this.#start(keyring === 'open' ? { kind: 'open', backend: 'test' } : { kind: 'locked' });
    this.#restore();
  }

  /** Milliseconds pass on both clocks. */
  async pass(milliseconds: number): Promise<void> {
    this.#elapsed += milliseconds;
    this.clock.advance(milliseconds);
    await this.settle();
  }

  /** Milliseconds pass while the computer sleeps: the monotonic clock stands still. */
  sleep(milliseconds: number): void {
    this.#elapsed += milliseconds;
    this.clock.setWall(this.clock.now() + milliseconds);
  }

  /** Two things never happen in the same moment. */
  tick(): void {
    this.#elapsed += 1;
    this.clock.advance(1);
  }

  /** Lets everything happen that the core does by itself. */
  async settle(): Promise<void> {
    await settle();
    this.promises.check();
  }

  /** Answers everything that waits, as it should, until nothing waits. */
  async flow(): Promise<void> {
    await this.settle();
    for (let turn = 0; turn < 100; turn += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other, as the world does
      if (!(await this.run.boundaries.finish('oldest', 'usual'))) return;
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await this.settle();
    }
    this.promises.hold(false, 'whatever is asked comes to an end');
    this.promises.check();
  }

  /** Lets one call happen, as it should. */
  async step(which: 'oldest' | 'newest'): Promise<void> {
    await this.run.boundaries.finish(which, 'usual');
    await this.settle();
  }

  /** Answers the next call to the network in one way or another, once the disk has done what came before it. */
  async answer(how: How): Promise<void> {
    const { boundaries } = this.run;
    while (boundaries.size > 0 && !boundaries.isNetworkNext) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other, as the world does
      await this.step('oldest');
    }
    await boundaries.finish('oldest', how);
    await this.settle();
  }

  /** A request that wants to be sent now. */
  want(resource: string | null): void {
    const { run } = this;
    this.ask(async () => {
      const answered = await run.sessions.accessToken(id, resource);
      if (!run.alive || !answered.ok) return;
      this.lastToken = answered.value.value;
      const at = { wall: this.clock.now(), monotonic: this.clock.monotonic() };
      const text = this.disk.records.get(`session/${id}`) ?? null;
      this.promises.used(answered.value.value, resource ?? '', at, {
        text,
        saved: run.vault.saved('session', id),
      });
    });
  }

  /** Somebody asks something of the sessions, and waits for the answer. */
  ask(call: () => Promise<unknown>): void {
    const { run } = this;
    run.asked += 1;
    void call().finally(() => {
      run.asked -= 1;
    });
  }

  #start(status: VaultStatus): Run {
    const boundaries = new Boundaries();
    const vault = new WorldVault(this.disk, boundaries, status);
    const connection = savedConnection({
      id,
      issuer: this.provider.issuer,
      clientId: 'client-1',
      scopes: this.#setting.key === null ? ['notes'] : ['openid', 'offline_access'],
      renewal: this.#setting.renewal,
    });
    const run: Run = {
      vault,
      boundaries,
      alive: true,
      suspended: false,
      timers: 0,
      asked: 0,
      sessions: createSessions({
        clock: this.#clockOf(() => run),
        fetchFor: () => this.#networkOf(() => run),
        vault,
        browser: {
          open: async (url) => {
            this.opened.push(url);
            return Promise.resolve();
          },
        },
        activity: { add: () => undefined },
        connections: {
          get: (wanted) => (wanted === id ? connection : null),
          list: () => [connection],
          complete: () => true,
        },
        scheme: 'app.latchkey.desktop',
        schemeOwner: async () => Promise.resolve({ kind: 'ours' }),
        random: () => this.#random(),
      }),
    };
    return run;
  }

  #restore(): void {
    const { sessions } = this.run;
    this.ask(async () => sessions.restore());
  }

  #clockOf(run: () => Run): Clock {
    return {
      now: () => this.clock.now(),
      monotonic: () => this.clock.monotonic(),
      after: (milliseconds, callback) => {
        const own = run();
        own.timers += 1;
        let fired = false;
        const cancel = this.clock.after(milliseconds, () => {
          fired = true;
          own.timers -= 1;
          if (own.alive) callback();
        });
        return () => {
          if (fired) return;
          fired = true;
          own.timers -= 1;
          cancel();
        };
      },
    };
  }

  #networkOf(run: () => Run): Fetch {
    return {
      send: async (request, signal) => {
        const path = new URL(request.url).pathname;
        const form = new URLSearchParams(new TextDecoder().decode(request.body));
        const refreshToken = form.get('grant_type') === 'refresh_token' ? form.get('refresh_token') : null;
        const own = run();
        if (refreshToken !== null) {
          const session = sessionOf(this.disk.records.get(`session/${id}`) ?? null);
          this.promises.refreshSent(refreshToken, {
            suspended: own.suspended,
            journalled:
              !own.vault.saved('session', id) ||
              (session?.refreshing !== null && session?.refreshToken === refreshToken),
          });
        }
        try {
          return await own.boundaries.cross(path, async (how) => this.#exchange(path, form, how, request), {
            signal,
            // Given up by the app: the server may have acted all the same.
            gaveUp: () => {
              this.#givenUp += 1;
              if (this.#givenUp % 2 === 0) void this.provider.act(path, form);
            },
          });
        } finally {
          if (refreshToken !== null && own.alive) this.promises.refreshOver(refreshToken);
        }
      },
    };
  }

  async #exchange(
    path: string,
    form: URLSearchParams,
    how: How,
    request: FetchRequest,
  ): Promise<FetchResponse> {
    if (!this.online) throw new FetchError('name-not-resolved', request.method);
    switch (how) {
      case 'usual':
        return this.#heard(form, await this.provider.act(path, form));
      case 'lose-before':
        throw new FetchError('connection-failed', request.method);
      case 'lose-after':
        await this.provider.act(path, form);
        throw new FetchError('connection-failed', request.method);
      case 'silence-after':
        await this.provider.act(path, form);
        return new Promise<never>(() => undefined);
      case 'bad-gateway':
        return response({ status: 502, body: '<html>Bad gateway</html>' });
      case 'bad-gateway-after':
        await this.provider.act(path, form);
        return response({ status: 504, body: '' });
      case 'unavailable':
        return response({ status: 503, body: '' }, { 'retry-after': '120' });
      case 'too-many':
        return response({ status: 429, body: '' }, { 'retry-after': '60' });
      case 'refused':
        return response({ status: 401, body: { error: 'invalid_client' } });
      case 'invalid-target':
        return response({ status: 400, body: { error: 'invalid_target' } });
      case 'hotel-page':
        return response({ status: 200, body: '<html>Welcome</html>' });
      default:
        throw new TypeError('A way to answer was not handled.');
    }
  }

  #heard(form: URLSearchParams, answer: ProviderAnswer): FetchResponse {
    const { body } = answer;
    const accessToken =
      typeof body === 'object' && body !== null && 'access_token' in body ? body.access_token : null;
    if (typeof accessToken === 'string') {
      this.promises.received(accessToken, { wall: this.clock.now(), monotonic: this.clock.monotonic() });
    }
    const refreshToken = form.get('refresh_token');
    if (answer.status === 400 && refreshToken !== null) this.promises.refused(refreshToken);
    return response(answer);
  }

  #random(): number {
    const { chances } = this.#setting;
    this.#chance += 1;
    return chances[this.#chance % chances.length] ?? 0.5;
  }
}

function response(
  { status, body }: ProviderAnswer,
  headers: Readonly<Record<string, string>> = {},
): FetchResponse {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    status,
    statusText: '',
    headers: [['content-type', 'application/json'], ...Object.entries(headers)],
    body: once(bytes),
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
