import type { ExchangeDeps } from '../../../src/core/oauth/exchange.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Fetch, FetchRequest } from '../../../src/core/ports/fetch.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { systemClock } from '../../support/system-clock.ts';

/** What the protocol layer works with: real sockets, and real time unless a test brings its own. */
export function realDeps(changes: Partial<ExchangeDeps> = {}): ExchangeDeps {
  return { fetch: nodeFetch(), clock: systemClock, signal: new AbortController().signal, ...changes };
}

/** Counts what is sent, whether or not it arrives anywhere. */
export class CountingFetch implements Fetch {
  readonly sent: FetchRequest[] = [];
  readonly #fetch = nodeFetch();

  send(request: FetchRequest, signal: AbortSignal) {
    this.sent.push(request);
    return this.#fetch.send(request, signal);
  }
}

/** A clock whose timers are due at once: every time limit has passed as soon as it begins to count. */
export const impatientClock: Clock = {
  ...systemClock,
  after(_milliseconds, callback) {
    const timer = setTimeout(callback, 50);
    return () => clearTimeout(timer);
  },
};
