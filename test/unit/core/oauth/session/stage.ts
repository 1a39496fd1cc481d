import { onTestFinished } from 'vitest';
import type { Connection, ConnectionId } from '../../../../../src/shared/connection.ts';
import type { SessionView } from '../../../../../src/shared/session.ts';
import type { ActivityInput } from '../../../../../src/core/activity/activity.ts';
import { createSessions } from '../../../../../src/core/oauth/session/create-sessions.ts';
import { parseSessionRecord } from '../../../../../src/core/oauth/session/records.ts';
import type { Sessions } from '../../../../../src/core/oauth/session/sessions.ts';
import type { StoredSession } from '../../../../../src/core/oauth/types.ts';
import type { SchemeOwner } from '../../../../../src/core/ports/scheme.ts';
import type { Fetch } from '../../../../../src/core/ports/fetch.ts';
import type { Vault } from '../../../../../src/core/vault/vault.ts';
import { savedConnection } from '../../../../support/connections.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';
import { MemoryVault } from '../../../../support/memory-vault.ts';
import { valueOf } from '../../../../support/results.ts';
import { settle, watchCrypto } from '../../../../support/session-world/crypto-at-work.ts';
import { FakeProvider } from './fake-provider.ts';

watchCrypto();

export const scheme = 'app.latchkey.desktop';

export function connection(changes: Partial<Connection> = {}): Connection {
  return savedConnection({
    id: 'one',
    issuer: 'https://id.example.test',
    clientId: 'client-1',
    scopes: ['openid', 'offline_access'],
    redirectWays: ['scheme', 'loopback'],
    createdAt: 0,
    ...changes,
  });
}

export interface StageOptions {
  readonly connections?: readonly Connection[];
  readonly vault?: MemoryVault;
  /** 0 to 1, for jitter. */
  readonly random?: number;
  /** Instead of the fake provider: a network with real servers. */
  readonly fetch?: Fetch;
  /** Milliseconds since the epoch at which it begins: for servers with a clock of their own. */
  readonly now?: number;
}

/** One run of the app's core against a provider, everything that surrounds it in the hands of the test. */
export class Stage {
  readonly clock: FakeClock;
  readonly provider: FakeProvider;
  readonly vault: MemoryVault;
  readonly connections: Map<ConnectionId, Connection>;
  /** What the browser was asked to open. */
  readonly opened: string[] = [];
  /** Connections that were deleted and may come back. */
  ending: readonly Connection[] = [];
  /** Whether the list of connections could be read whole. */
  complete = true;
  /** What the system says of the app's scheme. */
  schemeOwner: SchemeOwner = { kind: 'ours' };
  openBrowser: (url: string) => Promise<void> = async () => Promise.resolve();
  readonly activity: ActivityInput[] = [];
  readonly changes: ConnectionId[] = [];
  sessions: Sessions;
  readonly #options: StageOptions;

  constructor(options: StageOptions = {}) {
    this.#options = options;
    this.clock = new FakeClock(options.now);
    this.provider = new FakeProvider(this.clock);
    this.vault = options.vault ?? new MemoryVault();
    this.connections = new Map((options.connections ?? [connection()]).map((one) => [one.id, one]));
    this.sessions = this.#create(this.vault);
  }

  /** Another run on the same disk: what was only in memory is gone. */
  restart(vault: Vault = new MemoryVault(this.vault.status, this.vault.records)): void {
    this.sessions = this.#create(vault);
  }

  view(id: ConnectionId = 'one'): SessionView {
    return this.sessions.view(id);
  }

  /** The same without the name of the attempt that brought it, which is random. */
  settled(id: ConnectionId = 'one'): Omit<SessionView, 'signedInBy'> {
    const view = this.view(id);
    if (!('signedInBy' in view)) return view;
    const { signedInBy: _, ...settled } = view;
    return settled;
  }

  /** The address that the browser was last asked to open. */
  get lastOpened(): string {
    return this.opened.at(-1) ?? '';
  }

  /** Signs in through the browser, to the end. */
  async signIn(id: ConnectionId = 'one'): Promise<void> {
    valueOf(await this.sessions.signIn(id, {}));
    const outcome = await this.sessions.handleCallback(this.provider.authorize(this.lastOpened));
    if (outcome.kind !== 'signed-in') {
      throw new Error(`The sign-in ended as ${outcome.kind}: ${JSON.stringify(this.view(id))}`);
    }
  }

  async token(id: ConnectionId = 'one', resource: string | null = null): Promise<string> {
    return valueOf(await this.sessions.accessToken(id, resource)).value;
  }

  /** Renews, wherever that leads; where a lost answer is asked for again after a second (F2), that second passes. */
  async renew(id: ConnectionId = 'one'): Promise<void> {
    let settled = false;
    const renewing = this.sessions.renewNow(id).finally(() => {
      settled = true;
    });
    let pauses = 0;
    await until(() => {
      const asked = this.noted('asked once more').length;
      if (asked > pauses) this.clock.advance(1000);
      pauses = asked;
      return settled;
    });
    await renewing;
  }

  /** Waits until the view is of a kind. */
  async shows(kind: SessionView['kind'], id: ConnectionId = 'one'): Promise<SessionView> {
    await until(
      () => this.view(id).kind === kind,
      () => `${kind}, not ${JSON.stringify(this.view(id))}`,
    );
    return this.view(id);
  }

  sealed(id: ConnectionId = 'one'): StoredSession | null {
    const text = this.vault.records.get(`session/${id}`);
    return text === undefined ? null : (parseSessionRecord(JSON.parse(text))?.session ?? null);
  }

  /** Requests to the token endpoint that tried to renew. */
  get renewals(): number {
    return this.provider.requestsTo('/token').filter(({ form }) => form.get('grant_type') === 'refresh_token')
      .length;
  }

  noted(text: string): readonly ActivityInput[] {
    return this.activity.filter((entry) => entry.summary.includes(text));
  }

  #create(vault: Vault): Sessions {
    const { connections } = this;
    const sessions = createSessions({
      clock: this.clock,
      fetchFor: () => this.#options.fetch ?? this.provider,
      vault,
      browser: {
        open: async (url) => {
          this.opened.push(url);
          await this.openBrowser(url);
        },
      },
      activity: { add: (entry) => void this.activity.push(entry) },
      connections: {
        get: (id) => connections.get(id) ?? null,
        list: () => [...connections.values()],
        ending: () => this.ending,
        complete: () => this.complete,
      },
      scheme,
      schemeOwner: async () => Promise.resolve(this.schemeOwner),
      random: () => this.#options.random ?? 0.5,
    });
    sessions.onChange((id) => void this.changes.push(id));
    return sessions;
  }
}

/** A stage whose vault was read. */
export async function start(options: StageOptions = {}): Promise<Stage> {
  const stage = new Stage(options);
  await stage.sessions.restore();
  onTestFinished(async () => {
    const closed = stage.sessions.close();
    stage.clock.advance(10_000);
    await closed;
  });
  return stage;
}

/** What a server in a process of its own may take, in milliseconds: it has its turn when the system gives it one. */
const othersTake = 20_000;

/** Waits until something holds, without looking at how long that takes. */
export async function until(holds: () => boolean, what: () => string = () => 'it'): Promise<void> {
  const end = performance.now() + othersTake;
  for (let turn = 0; turn < 2000 || performance.now() < end; turn += 1) {
    if (holds()) return;
    // oxlint-disable-next-line eslint/no-await-in-loop -- each turn lets everything else run
    await new Promise((resolve) => setTimeout(resolve, turn < 50 ? 0 : 1));
  }
  throw new Error(`Never came: ${what()}`);
}

/** Lets everything that can happen now happen; what another thread does of it may take its time. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 25; turn += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await settle();
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
