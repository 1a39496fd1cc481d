import { fail, succeed } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import { exchange } from './exchange.ts';
import type { ExchangeDeps } from './exchange.ts';
import { failure, hostOf } from './failures.ts';
import { chooseKeys, parseKeySet } from './key-set.ts';
import type { PublicKey } from './key-set.ts';

const limits = { maxBytes: 512_000, timeoutMilliseconds: 15_000 };
/** How long keys are used without asking again, and how long where the provider cannot be asked (F12). Milliseconds. */
const freshMilliseconds = 60 * 60 * 1000;
const longestMilliseconds = 24 * 60 * 60 * 1000;
/**
 * A cool-down for refetches that an unknown key causes (R45): so many within so many milliseconds. More than one, because a
 * provider in trouble may change its key twice in a row, and each of them is a key that is published.
 */
const mostForced = 3;
const coolDownMilliseconds = 10_000;

/** The published keys of one issuer. */
export interface KeySource {
  /**
   * The keys that may have signed a token with this header. Fails closed with `keys-unavailable` when the key set
   * cannot be read, `id-token-invalid` when it has no such key, or `cancelled`.
   */
  find(header: KeyHeader): Promise<Result<readonly PublicKey[]>>;
  /**
   * The same from the key set as it is published now, for a signature that the known keys do not fit: a provider may
   * change a key and not its name, or give keys no names (F11). Null when the known keys are those: they were read for
   * this very token, or too often a moment ago. Fails as `find` does.
   */
  findPublished(header: KeyHeader): Promise<Result<readonly PublicKey[]> | null>;
}

/** What the header of a token says of its key. */
interface KeyHeader {
  readonly algorithm: string;
  readonly keyId: string | null;
}

export interface Keys {
  forIssuer(issuer: string, jwksUri: string, deps: ExchangeDeps): KeySource;
}

interface Cached {
  readonly keys: readonly PublicKey[];
  readonly age: () => number;
}

interface Entry {
  cached: Cached | null;
  /** One fetch at a time, whoever asks. */
  running: Promise<Result<Cached>> | null;
  /** Ages of the last refetches that an unknown key caused. */
  forced: readonly (() => number)[];
}

/**
 * Keeps key sets for the run (R34, R45): read again after an hour, used for a day when they cannot be read again, and
 * read again once, at most three times in ten seconds, for a key that is not among them (OIDC Core §10.1.1) or a signature
 * that does not fit them. How many keys a set may have is limited by its size, 512 kB, and told as that.
 */
export function createKeys(): Keys {
  const entries = new Map<string, Entry>();
  return {
    forIssuer(issuer, jwksUri, deps) {
      const id = JSON.stringify([issuer, jwksUri]);
      const entry = entries.get(id) ?? { cached: null, running: null, forced: [] };
      entries.set(id, entry);
      const before = entry.cached;
      return {
        find: (wanted) => find(entry, jwksUri, wanted, deps),
        findPublished: async (wanted) =>
          entry.cached === before ? findAgain(entry, jwksUri, wanted, deps) : null,
      };
    },
  };
}

async function find(
  entry: Entry,
  jwksUri: string,
  wanted: KeyHeader,
  deps: ExchangeDeps,
): Promise<Result<readonly PublicKey[]>> {
  const before = entry.cached;
  const current = await currentKeys(entry, jwksUri, deps);
  if (!current.ok) return current;
  const chosen = chooseKeys(current.value.keys, wanted);
  if (chosen.length > 0) return succeed(chosen);
  // Just read: reading again would bring the same.
  const justRead = current.value !== before && entry.running === null;
  const again = justRead ? null : await findAgain(entry, jwksUri, wanted, deps);
  return again ?? fail(noSuchKey(jwksUri));
}

/** Null where the key set was read again for such a reason too often a moment ago: somebody may be trying. */
async function findAgain(
  entry: Entry,
  jwksUri: string,
  wanted: KeyHeader,
  deps: ExchangeDeps,
): Promise<Result<readonly PublicKey[]> | null> {
  // One that is being read right now is waited for, whoever asked.
  if (entry.running === null) {
    const lately = entry.forced.filter((age) => age() < coolDownMilliseconds);
    if (lately.length >= mostForced) return null;
    entry.forced = [...lately, stopwatch(deps.clock)];
  }
  const again = await read(entry, jwksUri, deps);
  if (!again.ok) return again;
  const found = chooseKeys(again.value.keys, wanted);
  return found.length > 0 ? succeed(found) : fail(noSuchKey(jwksUri));
}

async function currentKeys(entry: Entry, jwksUri: string, deps: ExchangeDeps): Promise<Result<Cached>> {
  const { cached } = entry;
  if (cached !== null && cached.age() < freshMilliseconds) return succeed(cached);
  const fetched = await read(entry, jwksUri, deps);
  if (fetched.ok || cached === null || cached.age() > longestMilliseconds) return fetched;
  return succeed(cached);
}

async function read(entry: Entry, jwksUri: string, deps: ExchangeDeps): Promise<Result<Cached>> {
  entry.running ??= fetchKeys(jwksUri, deps).finally(() => {
    entry.running = null;
  });
  const fetched = await entry.running;
  if (fetched.ok) entry.cached = fetched.value;
  // Whoever began the call may have given up; that is no answer for the others.
  const othersGaveUp = !fetched.ok && fetched.failure.code === 'cancelled' && !deps.signal.aborted;
  return othersGaveUp ? read(entry, jwksUri, deps) : fetched;
}

async function fetchKeys(jwksUri: string, deps: ExchangeDeps): Promise<Result<Cached>> {
  const request = { method: 'GET', url: jwksUri, headers: [['accept', 'application/json']] as const };
  const answer = await exchange(request, limits, deps);
  if (!answer.ok) {
    const { failure: reason } = answer;
    return fail(reason.code === 'cancelled' ? reason : unavailable(jwksUri, reason.why, null));
  }
  if (answer.value.status !== 200) {
    const { status } = answer.value;
    return fail(unavailable(jwksUri, `The provider answered with status ${String(status)}.`, status));
  }
  const keys = parseKeySet(answer.value.bytes);
  return keys === null
    ? fail(unavailable(jwksUri, 'The provider answered with something that is no list of keys.', 200))
    : succeed({ keys, age: stopwatch(deps.clock) });
}

/** Time since now by whichever clock went further: one stands still in sleep, the other can be set. */
function stopwatch(clock: Clock): () => number {
  const wall = clock.now();
  const monotonic = clock.monotonic();
  return () => Math.max(clock.now() - wall, clock.monotonic() - monotonic);
}

function unavailable(jwksUri: string, why: string, httpStatus: number | null): Failure {
  return failure(
    'keys-unavailable',
    'The sign-in could not be checked.',
    `The provider’s keys, with which the app checks who you are, could not be read. ${why}`,
    'Try again in a moment. If it stays so, tell whoever runs the provider.',
    { host: hostOf(jwksUri), httpStatus },
  );
}

function noSuchKey(jwksUri: string): Failure {
  return failure(
    'id-token-invalid',
    'The sign-in was not accepted.',
    'What the provider sent is signed with a key that is not among those it publishes.',
    'Sign in again in a minute. If it stays so, tell whoever runs the provider.',
    { host: hostOf(jwksUri) },
  );
}
