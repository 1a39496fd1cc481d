import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Fetch, FetchRequest, FetchResponse } from '../../src/core/ports/fetch.ts';
import { FetchError, type FetchErrorCode } from '../../src/core/ports/fetch.ts';
import { longestCountedBody, type HeaderList } from '../../src/shared/request.ts';
import { isLoopbackAddress } from './loopback-address.ts';

export interface NodeFetchOptions {
  /** Certificate authorities (PEM) that are trusted beside the system's. */
  readonly ca?: string;
  /** Names that are answered by 127.0.0.1, for issuers that are not called localhost. */
  readonly hosts?: readonly string[];
}

/**
 * The `Fetch` port over node:http and node:https, for tests in plain Node.
 * Reaches loopback only, follows no redirect, keeps no connection, undoes gzip, deflate and br.
 */
export function nodeFetch(options: NodeFetchOptions = {}): Fetch {
  return { send: (request, signal) => send(request, signal, options) };
}

function send(request: FetchRequest, signal: AbortSignal, options: NodeFetchOptions): Promise<FetchResponse> {
  const url = new URL(request.url);
  const mapped = options.hosts?.includes(url.hostname) === true;
  if (!mapped && !isLoopbackAddress(url.hostname)) {
    return Promise.reject(
      new FetchError('name-not-resolved', `${url.hostname} is beyond loopback, which tests do not reach.`),
    );
  }
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new FetchError('cancelled', 'The request was cancelled.'));
      return;
    }
    const outgoing = (url.protocol === 'https:' ? https : http).request(url, {
      method: request.method,
      agent: false,
      ...(mapped ? { lookup: toLoopback } : {}),
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    });
    for (const [name, values] of grouped(request.headers)) {
      outgoing.setHeader(name, values.length === 1 ? (values[0] ?? '') : values);
    }
    const { body, upload } = request;
    const size = body?.byteLength ?? upload?.size;
    if (size !== undefined && size <= longestCountedBody) outgoing.setHeader('content-length', size);

    const abort = (): void => {
      outgoing.destroy(new FetchError('cancelled', 'The request was cancelled.'));
    };
    signal.addEventListener('abort', abort, { once: true });
    outgoing.on('close', () => {
      signal.removeEventListener('abort', abort);
    });
    outgoing.on('error', (error) => {
      reject(asFetchError(error));
    });
    outgoing.on('response', (incoming) => {
      resolve({
        status: incoming.statusCode ?? 0,
        statusText: incoming.statusMessage ?? '',
        headers: headerList(incoming.rawHeaders),
        body: decoded(incoming, signal),
      });
    });
    if (upload === undefined) {
      outgoing.end(body);
      return;
    }
    pipeline(Readable.from(upload.chunks()), outgoing).catch((error: unknown) => {
      reject(asFetchError(error));
    });
  });
}

const toLoopback = (
  _host: string,
  _options: unknown,
  callback: (error: null, addresses: { address: string; family: number }[]) => void,
): void => {
  callback(null, [{ address: '127.0.0.1', family: 4 }]);
};

async function* decoded(incoming: http.IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const decoder = decoderFor(incoming.headers['content-encoding']);
  const stream: Readable = decoder === null ? incoming : incoming.pipe(decoder);
  if (decoder !== null) incoming.on('error', (error) => decoder.destroy(error));
  try {
    for await (const chunk of stream) {
      if (chunk instanceof Uint8Array) yield new Uint8Array(chunk);
    }
  } catch (error) {
    throw signal.aborted ? new FetchError('cancelled', 'The request was cancelled.') : asFetchError(error);
  } finally {
    incoming.destroy();
  }
}

function decoderFor(encoding = '') {
  const name = encoding.trim().toLowerCase();
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  if (name === 'deflate') return createInflate();
  if (name === 'br') return createBrotliDecompress();
  return null;
}

function grouped(headers: HeaderList): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}

function headerList(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? '']] : []));
}

function asFetchError(error: unknown): FetchError {
  if (error instanceof FetchError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new FetchError(fetchErrorCode(code), `The exchange failed (${code || 'unknown'}).`, {
    cause: error,
  });
}

function fetchErrorCode(code: string): FetchErrorCode {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name-not-resolved';
  if (code === 'ETIMEDOUT') return 'timed-out';
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code)) return 'certificate-invalid';
  // What the parser of HTTP and the decoders of content codings call an answer that is none.
  if (/^(?:HPE_|Z_|ERR_BROTLI|ERR_)/.test(code) && code !== 'ERR_STREAM_PREMATURE_CLOSE')
    return 'answer-unreadable';
  return 'connection-failed';
}
