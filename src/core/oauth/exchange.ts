import type { HeaderList } from '../../shared/request.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import { FetchError } from '../ports/fetch.ts';
import type { Fetch, FetchRequest } from '../ports/fetch.ts';
import { noAnswer } from '../failures/no-answer.ts';
import { serverDateOf } from '../http/retry-after.ts';
import { tooLarge } from './exchange-failures.ts';
import { failure, hostOf } from './failures.ts';

export interface ExchangeDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface ExchangeLimits {
  readonly maxBytes: number;
  readonly timeoutMilliseconds: number;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HeaderList;
  readonly bytes: Uint8Array;
  /** The server's `Date`, in milliseconds since the epoch (F9). */
  readonly serverDate: number | null;
}

/**
 * One bounded protocol exchange (R74): the whole answer within `timeoutMilliseconds` and `maxBytes`. A redirect is
 * a failure (R73), because what follows it would be judged as the endpoint's own word.
 * Fails with a code of reaching a server, `answer-too-large`, `redirect-refused`, or `cancelled`.
 */
export async function exchange(
  request: FetchRequest,
  limits: ExchangeLimits,
  deps: ExchangeDeps,
): Promise<Result<Answer>> {
  const answer = await exchangeOnce(request, limits, deps);
  if (!answer.ok || answer.value.status < 300 || answer.value.status > 399) return answer;
  return fail(
    failure(
      'redirect-refused',
      'The provider sent the app somewhere else.',
      'An answer that decides over a sign-in has to come from the provider’s own address. A sign-in page of the network, as in a hotel, does this too.',
      'Check that the internet connection needs no sign-in of its own, then try again.',
      { host: hostOf(request.url), httpStatus: answer.value.status },
    ),
  );
}

/** The same, with a redirect handed back as it is; never followed. For discovery, which names where it points (R44). */
export async function exchangeOnce(
  request: FetchRequest,
  limits: ExchangeLimits,
  deps: ExchangeDeps,
): Promise<Result<Answer>> {
  const host = hostOf(request.url);
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  let timedOut = false;
  if (deps.signal.aborted) return fail(noAnswer('cancelled', host, 'provider'));
  deps.signal.addEventListener('abort', stop, { once: true });
  const inTime = (): (() => void) =>
    deps.clock.after(limits.timeoutMilliseconds, () => {
      timedOut = true;
      stop();
    });
  let cancelTimer = inTime();
  let ended = false;
  /** The time in which a person answers is not the server's. What they are asked may outlast the exchange. */
  const asking = (now: boolean): void => {
    cancelTimer();
    if (!now && !ended) cancelTimer = inTime();
  };
  try {
    const response = await untilAborted(
      deps.fetch.send({ ...request, asking }, controller.signal),
      controller.signal,
    );
    const bytes = await readBody(response.body, limits.maxBytes, controller.signal);
    if (bytes === null) {
      stop();
      return fail(tooLarge(host, limits.maxBytes));
    }
    return succeed({
      status: response.status,
      headers: response.headers,
      bytes,
      serverDate: serverDateOf(response.headers),
    });
  } catch (error) {
    if (timedOut) return fail(noAnswer('timed-out', host, 'provider'));
    if (deps.signal.aborted) return fail(noAnswer('cancelled', host, 'provider'));
    if (error instanceof FetchError) return fail(noAnswer(error.code, host, 'provider', error.certificate));
    throw error;
  } finally {
    ended = true;
    cancelTimer();
    deps.signal.removeEventListener('abort', stop);
  }
}

/** The first value of a header; `name` in lower case. */
export function header(headers: HeaderList, name: string): string | null {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1] ?? null;
}

async function readBody(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const chunks = body[Symbol.asyncIterator]();
  for (;;) {
    const next = await untilAborted(chunks.next(), signal);
    if (next.done === true) break;
    size += next.value.byteLength;
    if (size > maxBytes) {
      // Not awaited: a body that never ends may never answer this either.
      void Promise.resolve(chunks.return?.()).catch(() => undefined);
      return null;
    }
    parts.push(next.value);
  }
  return Buffer.concat(parts);
}

/** A time limit that holds even when the adapter below ignores the signal. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const finished = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = (): void => reject(new FetchError('cancelled', 'The exchange was stopped.'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true, signal: finished.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    finished.abort();
    work.catch(() => undefined);
  }
}
