import { STATUS_CODES } from 'node:http';
import { Readable } from 'node:stream';
import { net, type AuthInfo, type IncomingMessage, type Session } from 'electron';
import { FetchError, type Fetch, type FetchRequest, type FetchResponse } from '../../core/ports/fetch.ts';
import type { ClientCertificates } from '../../core/ports/client-certificates.ts';
import type { ProxyCredentials } from '../../core/ports/proxy-credentials.ts';
import type { HeaderList } from '../../shared/request.ts';
import { announcedLength } from './announced-length.ts';
import { bodyChunks } from './body-chunks.ts';
import type { CertificateWatch } from './certificate-watch.ts';
import { combined, headerList } from './header-lists.ts';
import { isPipeError, netError } from './net-error.ts';
import { pour } from './pour.ts';
import { signInTo } from './proxy-sign-in.ts';
import { serverOf, type WaitingRequests } from './waiting-requests.ts';

/**
 * The `Fetch` port over Electron's `net.request` on the given session.
 *
 * Uses the system's proxy, PAC and trust store. Sends no cookie and keeps none unless asked to, adds no `Origin`, follows no redirect
 * (the body of a 3xx with a `Location` is not read). What a proxy asks for comes from `proxies`, and where nobody knows it
 * the request fails with `proxy-sign-in-needed`; what a server asks for is its 401 answer.
 * Reading slower than the network delivers holds the network back.
 */
export function electronFetch(deps: ElectronFetchDeps): ClosableFetch {
  const line: Line = { ...deps, running: new Set(), leftConnecting: false, ended: null };
  return {
    send: (request, signal) => exchange(request, signal, line),
    cancelAll() {
      for (const cancel of line.running) cancel();
    },
    retire: () =>
      new Promise((ended) => {
        line.ended = ended;
        line.leftConnecting = true;
        endConnecting(line);
      }),
  };
}

export interface ClosableFetch extends Fetch {
  /** Ends every exchange that has not come to its end, as if each had been cancelled. */
  cancelAll(): void;
  /** Closes what is connected as soon as nothing runs any more; resolves then. Send nothing afterwards. */
  retire(): Promise<void>;
}

export interface ElectronFetchDeps {
  readonly session: Session;
  /** What servers proved themselves with. */
  readonly served: CertificateWatch;
  readonly proxies: ProxyCredentials;
  readonly waiting: WaitingRequests;
  /** What servers asked of the person. */
  readonly asked: Pick<ClientCertificates, 'refused'>;
}

type LoginAnswer = (username?: string, password?: string) => void;

/** A session and what runs on it. */
interface Line extends ElectronFetchDeps {
  readonly running: Set<() => void>;
  /** Whether somebody gave up while the network may have been connecting for them. */
  leftConnecting: boolean;
  /** Told when the last request of a line that is retired has ended. */
  ended: (() => void) | null;
}

/** Chromium goes on connecting for whoever may come next, so what a person gave up stays open; it ends where nothing runs that would be hit as well. */
function endConnecting(line: Line): void {
  if (!line.leftConnecting || line.running.size > 0) return;
  line.leftConnecting = false;
  void line.session.closeAllConnections();
  line.ended?.();
}

function exchange(request: FetchRequest, signal: AbortSignal, line: Line): Promise<FetchResponse> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(cancelled());
      return;
    }
    const outgoing = net.request({
      method: request.method,
      url: request.url,
      session: line.session,
      useSessionCookies: request.cookies === true,
      // SECURITY: `follow` would carry Authorization to another origin (test/integration/network, "redirects").
      redirect: 'manual',
      // A `Referer` that a person sets is sent as it is; without this Chromium blocks the request.
      referrerPolicy: 'unsafe-url',
      // Somebody waits for each of these; the default is `idle`. Electron 25 does not know it and goes without.
      priority: 'highest',
    });
    let incoming: Readable | null = null;
    let endedBy: FetchError | null = null;

    // No AbortController: aborting one makes an exception with its stack, which a small request would feel.
    let isOver = false;
    let leave: ((gone: 'gone') => void) | null = null;
    /** Settles when nothing more of the request is needed. */
    const gone = new Promise<'gone'>((settle) => {
      leave = settle;
    });
    const answered = line.waiting.enter(request);
    const over = (): void => {
      isOver = true;
      answered();
      leave?.('gone');
      signal.removeEventListener('abort', abort);
      line.running.delete(abort);
      endConnecting(line);
    };
    const end = (error: FetchError): void => {
      endedBy ??= error;
      over();
      reject(error);
      outgoing.abort();
      incoming?.destroy(error);
    };
    const abort = (): void => {
      line.leftConnecting ||= incoming === null;
      end(cancelled());
    };
    signal.addEventListener('abort', abort, { once: true });
    line.running.add(abort);

    for (const [name, value] of combined(request.headers)) outgoing.setHeader(name, value);

    const signIn = signInTo(line, request);
    const passProxy = async (prompt: AuthInfo, answer: LoginAnswer): Promise<void> => {
      const credentials = await signIn(prompt);
      if (isOver) return;
      if (credentials !== null) answer(credentials.username, credentials.password);
      else end(new FetchError('proxy-sign-in-needed', 'The proxy asks for sign-in.'));
    };
    outgoing.on('login', (prompt, answer) => {
      if (!prompt.isProxy) {
        answer();
        return;
      }
      passProxy(prompt, answer).catch((error: unknown) => {
        end(netError(error));
      });
    });
    outgoing.on('redirect', (status, _method, _url, headers) => {
      over();
      resolve({
        status,
        statusText: STATUS_CODES[status] ?? '',
        headers: Object.entries(headers).flatMap(([name, values]) =>
          values.map((value): HeaderList[number] => [name.toLowerCase(), value]),
        ),
        body: nothing(),
      });
    });
    outgoing.on('error', (error) => {
      // Nobody reads the body any more: the server has answered already, or the network says next why not.
      if (request.upload !== undefined && isPipeError(error)) leave?.('gone');
      else {
        const reason = netError(error, line.served.problemOf(new URL(request.url).hostname));
        if (reason.code === 'client-certificate-refused') line.asked.refused(serverOf(request.url));
        end(reason);
      }
    });
    outgoing.on('response', (message) => {
      answered();
      incoming = readable(message);
      // The iterator reports it where the body is read; without a listener it would count as unhandled.
      incoming.on('error', () => undefined);
      incoming.once('close', over);
      const headers = headerList(message.rawHeaders);
      resolve({
        status: message.statusCode,
        statusText: message.statusMessage,
        headers,
        body: bodyChunks(incoming, {
          length: announcedLength(headers),
          abandon: () => {
            outgoing.abort();
          },
          endedBy: () => endedBy,
        }),
      });
    });

    const { body, upload } = request;
    if (upload !== undefined) pour(upload, outgoing, gone).catch(end);
    else if (body === undefined) outgoing.end();
    // A view on the same bytes: `end` copies them itself.
    else outgoing.end(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  });
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A redirect's own body is never read.
}

/** Electron's messages are streams, which its types do not say. */
function readable(message: IncomingMessage): Readable {
  const stream: unknown = message;
  if (stream instanceof Readable) return stream;
  throw new TypeError('Electron’s IncomingMessage is no stream in this version.');
}

function cancelled(): FetchError {
  return new FetchError('cancelled', 'The request was cancelled.');
}
