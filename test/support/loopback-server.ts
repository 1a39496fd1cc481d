import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Certificate } from './private-authority.ts';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface LoopbackServer {
  readonly origin: string;
  readonly port: number;
  /** Every request so far, in order. */
  readonly seen: readonly Seen[];
  /** Connections that are open now. */
  openSockets(): number;
  close(): Promise<void>;
}

/** A real HTTP server on 127.0.0.1, over TLS with a certificate, that records what it is sent; `answer` runs when the whole request was read. */
export async function startLoopbackServer(
  answer: (request: Seen, response: http.ServerResponse) => void,
  certificate?: Certificate,
): Promise<LoopbackServer> {
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  const listener: http.RequestListener = (incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const request: Seen = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(parts).toString(),
      };
      seen.push(request);
      answer(request, response);
    });
  };
  const server =
    certificate === undefined
      ? http.createServer(listener)
      : https.createServer({ ...certificate }, listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    origin: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${String(address.port)}`,
    port: address.port,
    seen,
    openSockets: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
