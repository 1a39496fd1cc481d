import { Buffer } from 'node:buffer';
import type { HeaderList } from '../../shared/request.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import { FetchError, type Fetch, type FetchRequest, type FetchResponse } from '../ports/fetch.ts';
import type { BrokerLimits } from './broker.ts';
import type { CredentialFilter } from './credential-filter.ts';
import { noAnswer } from '../failures/no-answer.ts';
import { tooLarge } from './failures.ts';
import { headerValue } from './media-type.ts';

/** One whole answer, with the credentials of `filter` already replaced. */
export interface Received {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  readonly bytes: Uint8Array;
  /** Size of the decoded body as it came, in bytes. */
  readonly size: number;
}

export interface ReceiveDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly limits: BrokerLimits;
  readonly filter: CredentialFilter;
  /** Host and port, for words. */
  readonly host: string;
  /** Aborted when the person cancels, and here when the exchange is left early, which ends the request as a whole. */
  readonly stop: AbortController;
}

/**
 * Sends one request and reads its answer within the limits (R74, F8). Leaving early, for whatever reason, closes the connection.
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
  const cancelTotal = clock.after(limits.totalMilliseconds, giveUp);
  let cancelStage = clock.after(limits.headMilliseconds, giveUp);

  try {
    const response = await deps.fetch.send(request, stop.signal);
    const announced = announcedSize(request.method, response);
    if (announced !== null && announced > limits.bodyBytes) {
      return fail(tooLarge(host, response.status, limits.bodyBytes, announced));
    }
    const body = deps.filter.stream();
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      cancelStage();
      cancelStage = clock.after(limits.idleMilliseconds, giveUp);
      size += chunk.byteLength;
      if (size > limits.bodyBytes) return fail(tooLarge(host, response.status, limits.bodyBytes, null));
      parts.push(body.push(chunk));
    }
    parts.push(body.end());
    whole = true;
    return succeed({
      status: response.status,
      statusText: deps.filter.text(response.statusText),
      headers: response.headers.map(([name, value]) => [name, deps.filter.text(value)]),
      bytes: Buffer.concat(parts),
      size,
    });
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return fail(noAnswer(late && error.code === 'cancelled' ? 'timed-out' : error.code, host, 'api'));
  } finally {
    cancelStage();
    cancelTotal();
    // This frees the socket; after a whole answer there is none.
    if (!whole) stop.abort();
  }
}

/** Null where the size is not announced, or is not that of a decoded body that follows. */
function announcedSize(method: string, response: FetchResponse): number | null {
  if (method === 'HEAD' || response.status === 304) return null;
  if (headerValue(response.headers, 'content-encoding') !== null) return null;
  const length = headerValue(response.headers, 'content-length');
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null;
}
