import type { Failure } from '../../shared/failure.ts';
import type { HeaderList } from '../../shared/request.ts';
import { assertNever, fail, succeed, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import { FetchError, type Fetch, type FetchRequest, type FetchResponse } from '../ports/fetch.ts';
import type { BodyHead, GrowingBody } from './bodies/growing-body.ts';
import type { BrokerLimits } from './broker.ts';
import type { CredentialFilter } from './credential-filter.ts';
import { hideCookieValues, tellingValues, valuesSet } from './set-cookie.ts';
import { noAnswer } from '../failures/no-answer.ts';
import { brokenOff, cutAtLimit, notBegun, notKept, tooLarge } from './failures.ts';
import type { Meter } from './meter.ts';
import { headerValue, mediaTypeOf } from './media-type.ts';
import { readBody, type ReadBody } from './read-body.ts';

/** One answer, with the credentials of `filter` already replaced. */
export interface Received {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  /** Finished: nothing more comes. */
  readonly body: GrowingBody;
  /** Size of the decoded body as it came, in bytes. */
  readonly size: number;
  /** Why the body did not come to its end; null when it did. What came is in `body`. */
  readonly incomplete: Failure | null;
}

export interface ReceiveDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly limits: BrokerLimits;
  readonly filter: CredentialFilter;
  /** Whether the connection keeps cookies: values that an answer sets are shown nowhere then. */
  readonly hidesCookies: boolean;
  /** Host and port, for words. */
  readonly host: string;
  /** Aborted when the person cancels, and here when the exchange is left early, which ends the request as a whole. */
  readonly stop: AbortController;
  /** Where the body goes. The body of an earlier answer to the same request is removed. */
  readonly begin: (head: BodyHead) => GrowingBody;
  readonly meter: Meter;
}

/** Why `stop` was aborted, where the person wants to keep what came of the answer. */
export const keepWhatCame = Symbol('keep what came');

/**
 * Sends one request and reads its answer within the limits (R74, F8). Leaving early, for whatever reason, closes the connection.
 * An answer whose body breaks off, or does not fit on the disk, is an answer all the same, with what came of it.
 * Fails with the network's codes, `timed-out`, `cancelled` or `answer-too-large`.
 */
export async function receive(request: FetchRequest, deps: ReceiveDeps): Promise<Result<Received>> {
  const { clock, host, limits, stop } = deps;
  if (stop.signal.aborted) return fail(noAnswer('cancelled', host, 'api'));
  let late = false;
  let whole = false;
  const giveUp = (): void => {
    late = true;
    stop.abort();
  };
  let cancelTimer: (() => void) | null = null;
  const inTime = (milliseconds: number | null): void => {
    cancelTimer?.();
    cancelTimer = milliseconds === null ? null : clock.after(milliseconds, giveUp);
  };

  inTime(limits.headMilliseconds);
  try {
    const response = await deps.fetch.send(
      {
        ...metered(request, deps.meter, () => {
          inTime(limits.headMilliseconds);
        }),
        asking(now) {
          inTime(now ? null : limits.headMilliseconds);
        },
      },
      stop.signal,
    );
    const announced = announcedSize(request.method, response);
    if (announced !== null && announced > limits.bodyBytes) {
      return fail(tooLarge(host, response.status, limits.bodyBytes, announced));
    }
    const came = deps.hidesCookies ? hideCookieValues(response.headers) : response.headers;
    const headers = came.map(([name, value]) => [name, deps.filter.text(value)] as const);
    // Not in the head itself: a `Location` with the new session in it leads on, and is cleaned before anybody sees it.
    if (deps.hidesCookies) deps.filter.add(tellingValues(valuesSet(response.headers)));
    const body = deps.begin({ url: request.url, headers });
    // Events come when there is something to tell (HTML standard §9.2): only the person knows how long to wait.
    const patience = mediaTypeOf(headers).essence === 'text/event-stream' ? null : limits.idleMilliseconds;
    inTime(patience);
    const statusText = deps.filter.text(response.statusText);
    deps.meter.stage('receiving', announced);
    deps.meter.answered({ status: response.status, statusText });
    const read = await readBody(response.body, {
      filter: deps.filter,
      body,
      most: limits.bodyBytes,
      came: (bytes) => {
        deps.meter.add(bytes);
        inTime(patience);
      },
    });
    whole = read.end.kind === 'whole';
    const cancelled = read.end.kind === 'network' && read.end.code === 'cancelled' && !late;
    if (cancelled && stop.signal.reason !== keepWhatCame) {
      return fail(noAnswer('cancelled', host, 'api'));
    }
    return succeed({
      status: response.status,
      statusText,
      headers,
      body,
      size: read.size,
      incomplete: whyIncomplete(read, { host, announced, limits, path: body.path, late }),
    });
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return fail(
      late && error.code === 'cancelled'
        ? notBegun(host, limits.headMilliseconds ?? 0)
        : noAnswer(error.code, host, 'api', error.certificate),
    );
  } finally {
    inTime(null);
    // This frees the socket; after a whole answer there is none.
    if (!whole) stop.abort();
  }
}

/** Tells how much of the body was taken; the wait for the answer begins once all of it was. */
function metered(request: FetchRequest, meter: Meter, taken: () => void): FetchRequest {
  const { upload } = request;
  if (upload === undefined) {
    meter.stage('waiting', null);
    return request;
  }
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    meter.stage('sending', upload.size);
    for await (const chunk of upload.chunks()) {
      yield chunk;
      meter.add(chunk.byteLength);
      taken();
    }
    meter.stage('waiting', null);
  };
  return { ...request, upload: { size: upload.size, chunks } };
}

/** Null where the size is not announced, or is not that of a decoded body that follows. */
function announcedSize(method: string, response: FetchResponse): number | null {
  if (method === 'HEAD' || response.status === 304) return null;
  if (headerValue(response.headers, 'content-encoding') !== null) return null;
  const length = headerValue(response.headers, 'content-length');
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

function whyIncomplete(
  { end, size }: ReadBody,
  facts: {
    readonly host: string;
    readonly announced: number | null;
    readonly limits: BrokerLimits;
    readonly path: string | null;
    readonly late: boolean;
  },
): Failure | null {
  switch (end.kind) {
    case 'whole':
      return null;
    case 'too-large':
      return cutAtLimit(facts.host, facts.limits.bodyBytes);
    case 'network': {
      const code = facts.late && end.code === 'cancelled' ? 'timed-out' : end.code;
      return brokenOff(code, { ...facts, size, waited: facts.late ? facts.limits.idleMilliseconds : null });
    }
    case 'disk':
      return notKept(end.error, size, facts.path);
    default:
      return assertNever(end);
  }
}
