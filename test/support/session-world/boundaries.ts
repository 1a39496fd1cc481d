import { FetchError } from '../../../src/core/ports/fetch.ts';

/** How a call that left the core comes back. */
export type How =
  /** As it should. */
  | 'usual'
  /** It never arrived where it was to act. */
  | 'lose-before'
  /** It acted, and its answer was lost. */
  | 'lose-after'
  /** It acted, and no answer ever comes. */
  | 'silence-after'
  /** A gateway failed: before the server acted, or after. */
  | 'bad-gateway'
  | 'bad-gateway-after'
  | 'unavailable'
  | 'too-many'
  | 'refused'
  | 'invalid-target'
  | 'hotel-page'
  /** The provider is asked too often. */
  | 'slow-down'
  /** It acted, and what came is of somebody else, or of a kind that nobody asked for. */
  | 'forged';

/** A call that left the core and waits for the world to answer it. */
export interface Boundary {
  readonly what: string;
  finish(how: How): Promise<void>;
}

/** Everything that a session asked of disk and network and has no answer to yet, oldest first. */
export class Boundaries {
  readonly #waiting: Boundary[] = [];

  get size(): number {
    return this.#waiting.length;
  }

  /** Waits until the world lets it happen; `perform` then does it. Rejects when `signal` is aborted before that. */
  async cross<T>(
    what: string,
    perform: (how: How) => T | Promise<T>,
    given?: { readonly signal: AbortSignal; readonly gaveUp: () => void },
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const boundary: Boundary = {
        what,
        // What `perform` throws is the answer too: a network that fails. What never answers holds nobody up.
        finish: async (how) => {
          const answered = (async () => perform(how))().then(resolve, reject);
          if (how !== 'silence-after') await answered;
        },
      };
      this.#waiting.push(boundary);
      const giveUp = (): void => {
        const at = this.#waiting.indexOf(boundary);
        if (at >= 0) {
          this.#waiting.splice(at, 1);
          given?.gaveUp();
        }
        reject(new FetchError('cancelled', 'given up by the app'));
      };
      given?.signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Whether the oldest call that waits is one of the network. */
  get isNetworkNext(): boolean {
    return this.#waiting[0]?.what.startsWith('/') ?? false;
  }

  /** Lets one call happen; false when none waits. */
  async finish(which: 'oldest' | 'second' | 'newest', how: How): Promise<boolean> {
    const at = { oldest: 0, second: 1, newest: -1 }[which];
    const next = this.#waiting.at(at);
    if (next !== undefined) this.#waiting.splice(at, 1);
    if (next === undefined) return false;
    await next.finish(how);
    return true;
  }
}
