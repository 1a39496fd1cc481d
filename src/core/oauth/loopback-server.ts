import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

export type LoopbackAddress = '127.0.0.1' | '::1';

export interface LoopbackServer {
  readonly port: number;
  /** Stops listening at once; an answer that is being written is still finished. */
  close(): void;
}

export type LoopbackHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Headers above this are refused by Node itself, with 431. In bytes. */
const largestHeader = 16_384;

/**
 * Listens on one loopback address (RFC 8252 §7.3), never on another interface. Port 0: any free one.
 * Null when that address or port is not to be had.
 */
export async function listenOnLoopback(
  address: LoopbackAddress,
  port: number,
  handler: LoopbackHandler,
): Promise<LoopbackServer | null> {
  const server = createServer({ maxHeaderSize: largestHeader }, handler);
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ host: address, port, ipv6Only: address === '::1' }, () => resolve(true));
  });
  if (!listening) return null;
  server.on('error', () => undefined);
  // A window that is closed must not be kept alive by a browser that never answers.
  server.unref();
  return { port: portOf(server), close: () => closeNow(server) };
}

/** Answers with a page or nothing; never cached, never framed, no script, no referrer, and the connection is closed. */
export function answer(
  response: ServerResponse,
  status: number,
  options: { readonly html?: string; readonly styleHash?: string; readonly location?: string } = {},
): void {
  const style = options.styleHash === undefined ? '' : `; style-src '${options.styleHash}'`;
  response.writeHead(status, {
    'cache-control': 'no-store',
    connection: 'close',
    'content-security-policy': `default-src 'none'${style}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'content-type': 'text/html; charset=utf-8',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(options.location === undefined ? {} : { location: options.location }),
  });
  response.end(options.html ?? '');
}

/** Whether the request names this receiver, so that no other name that resolves to this computer reaches it. */
export function isForLoopback(request: IncomingMessage, port: number): boolean {
  const host = request.headers.host?.toLowerCase();
  return ['127.0.0.1', '[::1]', 'localhost'].some((name) => host === `${name}:${String(port)}`);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closeNow(server: Server): void {
  server.close();
  server.closeIdleConnections();
}
