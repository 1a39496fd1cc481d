import type { Connection, ConnectionId } from '../../../shared/connection.ts';
import type { Activity } from '../../activity/activity.ts';
import type { Browser } from '../../ports/browser.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Fetch } from '../../ports/fetch.ts';
import type { SchemeOwner } from '../../ports/scheme.ts';
import type { Vault } from '../../vault/vault.ts';
import type { ExchangeDeps } from '../exchange.ts';
import type { Keys } from '../keys.ts';
import type { LoopbackAnswer, LoopbackReceiver } from '../loopback.ts';
import type { SessionRecord } from './records.ts';
import type { ConnectionLookup } from './sessions.ts';
import type { Moment } from './state.ts';

export interface SessionsDeps {
  readonly clock: Clock;
  /** The network of one connection: nothing is shared between two. */
  fetchFor(id: ConnectionId): Fetch;
  readonly vault: Vault;
  readonly browser: Browser;
  readonly activity: Activity;
  readonly connections: ConnectionLookup;
  /** The scheme this run of the app answers to. */
  readonly scheme: string;
  /** Whom the system hands an address of that scheme to, as it is now. */
  schemeOwner(): Promise<SchemeOwner>;
  /** 0 to 1, for jitter. */
  random(): number;
}

/** What the effects of one connection work with. */
export interface Tools extends Pick<
  SessionsDeps,
  'clock' | 'vault' | 'browser' | 'scheme' | 'schemeOwner' | 'activity'
> {
  readonly connectionId: ConnectionId;
  connection(): Connection | null;
  exchange(signal: AbortSignal): ExchangeDeps;
  readonly keys: Keys;
  readonly running: Running;
  /** Gives what a sign-in brought to another connection, which keeps it as its own. */
  handOver(to: ConnectionId, record: SessionRecord, received: Moment): Promise<void>;
  callback(url: string): Promise<LoopbackAnswer>;
  store<T>(call: () => Promise<T>): Promise<T>;
}

/** What runs for one connection and can be stopped. */
export class Running {
  readonly #attempts = new Map<string, { controller: AbortController; receiver: LoopbackReceiver | null }>();
  #refresh = new AbortController();
  readonly #delivery = new AbortController();

  /** The signal of an attempt, made when it is first asked for. */
  attempt(attempt: string): AbortSignal {
    const known = this.#attempts.get(attempt) ?? { controller: new AbortController(), receiver: null };
    this.#attempts.set(attempt, known);
    return known.controller.signal;
  }

  /** Hands a receiver over to its attempt; false when that is over already, and the receiver is closed. */
  async receive(attempt: string, receiver: LoopbackReceiver): Promise<boolean> {
    const known = this.#attempts.get(attempt);
    if (known === undefined || known.controller.signal.aborted) {
      await receiver.close();
      return false;
    }
    known.receiver = receiver;
    return true;
  }

  /** Gives an attempt the receiver of another one that listens at one of these ports; null where there is none. */
  share(attempt: string, ports: readonly number[]): LoopbackReceiver | null {
    const known = this.#attempts.get(attempt);
    const listening = Array.from(this.#attempts.values(), ({ receiver }) => receiver).find(
      (receiver) => receiver !== null && ports.includes(Number(new URL(receiver.redirectUri).port)),
    );
    if (known === undefined || known.controller.signal.aborted || !listening) return null;
    known.receiver = listening;
    return listening;
  }

  async endAttempt(attempt: string): Promise<void> {
    const known = this.#attempts.get(attempt);
    this.#attempts.delete(attempt);
    known?.controller.abort();
    const shared = Array.from(this.#attempts.values()).some(({ receiver }) => receiver === known?.receiver);
    if (!shared) await known?.receiver?.close();
  }

  refresh(): AbortSignal {
    return this.#refresh.signal;
  }

  stopRefresh(): void {
    this.#refresh.abort();
    this.#refresh = new AbortController();
  }

  delivery(): AbortSignal {
    return this.#delivery.signal;
  }

  /** Sign-ins and deliveries stop at once; a renewal that is under way is left to end by itself. */
  async stop(): Promise<void> {
    this.#delivery.abort();
    await Promise.all(Array.from(this.#attempts.keys(), async (attempt) => this.endAttempt(attempt)));
  }
}
