import { randomBytes } from 'node:crypto';
import { parsePendingSignIn } from '../../../src/core/oauth/session/records.ts';
import { createSessions } from '../../../src/core/oauth/session/create-sessions.ts';
import type { Sessions } from '../../../src/core/oauth/session/sessions.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import { createStartUp } from '../../../src/main/start-up.ts';
import type { Connection, ConnectionId } from '../../../src/shared/connection.ts';
import type { SigningKey } from '../../servers/signing-keys.ts';
import { savedConnection } from '../connections.ts';
import { FakeClock } from '../fake-clock.ts';
import { Boundaries } from './boundaries.ts';
import type { How } from './boundaries.ts';
import { settle } from './crypto-at-work.ts';
import { Promises } from './promises.ts';
import { RotatingProvider } from './rotating-provider.ts';
import type { ProviderRules } from './rotating-provider.ts';
import { SealedRecords, lookAtDisk } from './sealed-records.ts';
import type { FileDisk } from './sealed-records.ts';
import { WorldFiles } from './world-files.ts';
import { WorldNetwork } from './world-network.ts';
import { WholeRecords } from './world-vault.ts';
import type { WorldVault } from './world-vault.ts';

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
  /** The real vault over files in memory; else one that keeps whole records. */
  readonly sealed?: boolean;
  /** Opening the browser, asking whose the scheme is, and starting take their time. */
  readonly slow?: boolean;
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
export interface Run {
  readonly sessions: Sessions;
  readonly vault: WorldVault;
  readonly boundaries: Boundaries;
  alive: boolean;
  suspended: boolean;
  timers: number;
  /** Whether everything that is sealed could be read at any time. */
  readable: boolean;
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
  readonly disk: FileDisk;
  readonly setting: Setting;
  /** The connection that everything is about, and those that took over another account. */
  readonly connections = new Map<ConnectionId, Connection>();
  online = true;
  /** The provider answers that it cannot. */
  outage = false;
  /** Addresses that the browser was asked to open, and callbacks that were used. */
  readonly opened: string[] = [];
  readonly usedCallbacks: string[] = [];
  lastToken: string | null = null;
  /** Whether the provider refused the token that was wanted last, and nothing else of the session (RFC 8707 §2). */
  refusedAlone = false;
  run: Run;
  readonly #network: WorldNetwork;
  readonly #begun: number;
  #chance = 0;
  /** Time that passed for the provider, asleep or awake. */
  #elapsed = 0;

  constructor(setting: Setting = usualSetting) {
    this.setting = setting;
    this.clock = new FakeClock(setting.start);
    this.#begun = this.clock.now();
    const issuer = 'https://id.example.test';
    const providerTime = (): number => this.rightTime;
    this.provider = new RotatingProvider(issuer, setting, providerTime, setting.key);
    this.promises = new Promises(this.provider);
    this.disk = {
      records: new Map(),
      full: false,
      keyring: 'ready',
      secret: randomBytes(64),
      files: new WorldFiles(),
      changing: (key, before, after) => {
        const [kind, connection = ''] = key.split('/');
        if (kind === 'session') this.promises.sessionChanges(connection, before, after);
        const request =
          kind === 'transaction' && after !== null ? parsePendingSignIn(JSON.parse(after)) : null;
        if (request !== null) this.promises.requestSealed(request.transaction);
      },
    };
    this.disk.files.fault = (operation) => (operation === 'replace' && this.disk.full ? 'ENOSPC' : null);
    this.connect(id);
    const { clock, disk, promises, provider } = this;
    const online = (): boolean => this.online;
    const outage = (): boolean => this.outage;
    this.#network = new WorldNetwork({ clock, disk, promises, provider, online, outage, providerTime });
    this.run = this.#start();
  }

  /** What a clock that is right would say. */
  get rightTime(): number {
    return this.#begun + this.#elapsed;
  }

  /** Adds a connection to the provider. */
  connect(connection: ConnectionId): void {
    const { key, renewal } = this.setting;
    const added = savedConnection({
      id: connection,
      issuer: this.provider.issuer,
      clientId: 'client-1',
      scopes: key === null ? ['notes'] : ['openid', 'offline_access'],
      renewal,
    });
    this.connections.set(connection, added);
  }

  /** A crash: what was only in memory is gone, and nothing that was under way is heard of again. */
  restart(keyring: 'ready' | 'locked' | 'missing' = 'ready'): void {
    this.run.alive = false;
    this.lastToken = null;
    this.promises.restarted();
    this.disk.keyring = keyring;
    this.disk.files = this.disk.files.again();
    this.run = this.#start();
  }

  /** The power fails after so many changes to files, while the next call to the disk is done; then the app starts again. */
  async cut(changes: number): Promise<void> {
    this.disk.files.left = changes;
    void this.run.boundaries.finish('oldest', 'usual');
    await settle();
    this.disk.files.left = Infinity;
    if (this.setting.sealed === true) await lookAtDisk(this.disk);
    this.restart();
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
  async step(which: 'oldest' | 'second' | 'newest'): Promise<void> {
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
  want(resource: string | null, connection: ConnectionId = id): void {
    const { run } = this;
    this.ask(async () => {
      const answered = await run.sessions.accessToken(connection, resource);
      if (!run.alive) return;
      this.refusedAlone = !answered.ok && answered.failure.details?.providerError === 'invalid_target';
      if (!answered.ok) return;
      if (connection === id) this.lastToken = answered.value.value;
      const at = { wall: this.clock.now(), monotonic: this.clock.monotonic(), connection };
      const text = this.disk.records.get(`session/${connection}`) ?? null;
      this.promises.used(answered.value.value, resource ?? '', at, {
        text,
        saved: run.vault.saved('session', connection),
      });
    });
  }

  /** Somebody asks something of the sessions, and waits for the answer. */
  ask(call: () => Promise<unknown>, run: Run = this.run): void {
    run.asked += 1;
    void call().finally(() => {
      run.asked -= 1;
    });
  }

  #start(): Run {
    const boundaries = new Boundaries();
    const vault =
      this.setting.sealed === true
        ? new SealedRecords(this.disk, boundaries)
        : new WholeRecords(this.disk, boundaries);
    const takesTime = async <T>(what: string, value: T): Promise<T> =>
      this.setting.slow === true ? boundaries.cross(what, () => value) : Promise.resolve(value);
    const run: Run = {
      vault,
      boundaries,
      alive: true,
      suspended: false,
      timers: 0,
      readable: true,
      asked: 0,
      sessions: createSessions({
        clock: this.#clockOf(() => run),
        fetchFor: (connection) => this.#network.of(connection, () => run),
        vault,
        browser: {
          open: async (url) => {
            this.opened.push(url);
            await takesTime('open the browser', null);
          },
        },
        activity: { add: () => undefined },
        connections: {
          get: (wanted) => this.connections.get(wanted) ?? null,
          list: () => [...this.connections.values()],
          ending: () => [],
          complete: () => true,
        },
        scheme: 'app.latchkey.desktop',
        schemeOwner: async () => takesTime('ask whose the scheme is', { kind: 'ours' } as const),
        random: () => this.#random(),
      }),
    };
    vault.onStatus(({ kind }) => {
      run.readable &&= kind === 'open';
      // Locked, nobody can sign in; without a keyring they can.
      if (kind === 'memory-only' || kind === 'set-aside') this.promises.unreadable();
    });
    const begin = createStartUp({
      vault,
      loaded: takesTime('start', null),
      restore: async () => {
        // Client secrets are read before, as in the app.
        await vault.list('client-secret');
        const restoring = run.sessions.restore();
        this.ask(async () => restoring, run);
        await restoring;
      },
      ready: () => undefined,
      failed: (error) => this.promises.hold(false, `starting goes well: ${String(error)}`),
    });
    begin();
    return run;
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

  #random(): number {
    const { chances } = this.setting;
    this.#chance += 1;
    return chances[this.#chance % chances.length] ?? 0.5;
  }
}
