import { isLoopbackHost } from '../../shared/loopback-host.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { failure } from '../failures/failure.ts';
import { noAnswer } from '../failures/no-answer.ts';
import type { Clock } from '../ports/clock.ts';
import { FetchError, type Fetch, type FetchResponse } from '../ports/fetch.ts';

/** Bytes of a document. */
export const largestDocument = 33_554_432;
const mostRedirects = 5;
/** For everything together, in milliseconds. */
const patience = 30_000;

export interface FetchDocumentDeps {
  readonly fetch: Fetch;
  readonly clock: Pick<Clock, 'after'>;
  /** Aborted when nobody waits for the document any more. */
  readonly signal: AbortSignal;
}

export interface FetchedDocument {
  readonly bytes: Uint8Array;
  /** Where it was found in the end. */
  readonly url: string;
}

/**
 * Reads a document from an address, without any credential: over https, or over http on this computer. Redirects are followed
 * under the same rule. Fails with `request-url-invalid`, `request-url-insecure`, `not-found`, `redirect-refused`, `answer-too-large`,
 * `timed-out`, `cancelled` and with what keeps an answer from coming.
 */
export async function fetchDocument(text: string, deps: FetchDocumentDeps): Promise<Result<FetchedDocument>> {
  const late = new AbortController();
  const cancelTimer = deps.clock.after(patience, () => {
    late.abort();
  });
  const signal = AbortSignal.any([late.signal, deps.signal]);
  let url = parsed(text.trim(), null);
  try {
    for (let hops = 0; hops <= mostRedirects; hops += 1) {
      const wrong = problemWith(url);
      if (wrong !== null || url === null) return wrong ?? fail(invalid());
      const request = { method: 'GET', url: url.href, headers: [['accept', accepted]] as const };
      // oxlint-disable-next-line eslint/no-await-in-loop -- one redirect after the other
      const response = await deps.fetch.send(request, signal);
      const location = response.headers.find(([name]) => name === 'location')?.[1];
      if (response.status < 300 || response.status >= 400 || location === undefined) {
        // oxlint-disable-next-line eslint/no-await-in-loop -- the last one
        return await read(response, url);
      }
      const next = parsed(location, url);
      // From the internet nothing leads to what only this computer can reach.
      if (next !== null && isLoopbackHost(next.hostname) && !isLoopbackHost(url.hostname))
        return fail(misled(url));
      url = next;
    }
    return fail(misled(url));
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const code = late.signal.aborted ? 'timed-out' : error.code;
    return fail({
      ...noAnswer(code, url?.host ?? '', 'api', error.certificate),
      next: 'Check the address, then try again.',
    });
  } finally {
    cancelTimer();
    late.abort();
  }
}

const accepted = 'application/json, application/yaml, text/yaml, */*;q=0.5';

async function read(response: FetchResponse, url: URL): Promise<Result<FetchedDocument>> {
  if (response.status !== 200) {
    return fail(
      failure(
        'not-found',
        'The document was not read.',
        `${url.host} answered ${String(response.status)}.`,
        'Check the address. One that needs a sign-in has to be saved to a file first.',
        { httpStatus: response.status, host: url.host },
      ),
    );
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > largestDocument) return fail(tooLarge());
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return succeed({ bytes, url: url.href });
}

function parsed(text: string, base: URL | null): URL | null {
  try {
    return base === null ? new URL(text) : new URL(text, base);
  } catch {
    return null;
  }
}

function problemWith(url: URL | null): Result<never> | null {
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return fail(invalid());
  if (url.username !== '' || url.password !== '') return fail(invalid());
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) return fail(insecure(url));
  return null;
}

function invalid() {
  return failure(
    'request-url-invalid',
    'The document was not read.',
    'Its address is none that can be read: it begins with https:// and has no password in it.',
    'Correct the address, or save the document and choose the file.',
    { field: 'Address' },
  );
}

function insecure(url: URL) {
  return failure(
    'request-url-insecure',
    'The document was not read.',
    `Over http anybody on the way to ${url.host} could change it.`,
    'Use its https address, or save it and choose the file.',
    { field: 'Address', host: url.host },
  );
}

function misled(url: URL | null) {
  return failure(
    'redirect-refused',
    'The document was not read.',
    'Its address leads on too often, or to this computer.',
    'Enter the address at which it ends.',
    { field: 'Address', host: url?.host },
  );
}

/** A document that is larger than any API's. */
export function tooLarge() {
  return failure(
    'answer-too-large',
    'The document was not read.',
    'It is larger than 32 MiB, which is the most.',
    'Split it, or ask its publisher for a smaller one.',
  );
}
