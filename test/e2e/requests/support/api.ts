import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Bytes that no compression makes smaller, so that a part which is missing or doubled is noticed by the hash. */
const block = randomBytes(65_536);

/** An API on this computer that answers in every way a large body can be met with. */
export interface Api {
  readonly origin: string;
  /** An address where a connection is taken and nothing is said, not even the handshake: connecting never ends. */
  readonly silentOrigin: string;
  /** Requests that are being answered, and connections at `silentOrigin`. A connection that rests for the next request is none. */
  atWork(): number;
  /** Requests that came, in order: `GET /path`. */
  readonly seen: readonly string[];
  /** Sends one event to everybody who listens at `/events`. */
  tell(text: string): void;
  close(): Promise<void>;
}

/** SHA-256 of what `/bytes/…` sends. */
export function hashOf(bytes: number): string {
  const hash = createHash('sha256');
  for (const part of blocks(bytes)) hash.update(part);
  return hash.digest('hex');
}

function* blocks(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= block.byteLength) yield block.subarray(0, left);
}

export async function startApi(): Promise<Api> {
  const seen: string[] = [];
  const listening = new Set<http.ServerResponse>();
  const answering = new Set<http.ServerResponse>();
  const silently = new Set<Socket>();
  const server = http.createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answering.add(response);
    response.on('close', () => answering.delete(response));
    answer(request, response, listening);
  });
  const silent = net.createServer((socket) => {
    silently.add(socket);
    socket.on('close', () => silently.delete(socket));
    // Whoever goes away in the middle is no concern of this server.
    socket.on('error', () => undefined);
    socket.resume();
  });
  const [port, silentPort] = await Promise.all([listen(server), listen(silent)]);
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    silentOrigin: `https://127.0.0.1:${String(silentPort)}`,
    atWork: () => answering.size + silently.size,
    seen,
    tell(text) {
      for (const response of listening) response.write(`data: ${text}\n\n`);
    },
    async close() {
      const closed = [server, silent].map(
        (each) =>
          new Promise<void>((resolve) => {
            each.close(() => {
              resolve();
            });
          }),
      );
      server.closeAllConnections();
      for (const socket of silently) socket.destroy();
      await Promise.all(closed);
    },
  };
}

function answer(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  listening: Set<http.ServerResponse>,
): void {
  const [, path = '', bytes = '0'] = (request.url ?? '').split('/');
  switch (path) {
    case 'bytes':
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': bytes,
        'content-disposition': 'attachment; filename="../quarterly report.bin"',
      });
      pipeline(Readable.from(blocks(Number(bytes))), response).catch(() => undefined);
      return;
    case 'endless':
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      pipeline(Readable.from(blocks(Number.POSITIVE_INFINITY)), response).catch(() => undefined);
      return;
    case 'events':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      listening.add(response);
      response.on('close', () => listening.delete(response));
      return;
    case 'upload':
      void describeUpload(request, response);
      return;
    case 'refused':
      // Before the body was read, as servers do.
      response.writeHead(Number(bytes), { connection: 'close', 'content-type': 'text/plain' });
      response.end('no');
      return;
    case 'slow':
      // Some megabytes a second. A request that nobody reads at all would hide that its sender is gone.
      request.on('data', () => {
        request.pause();
        setTimeout(() => request.resume(), 10);
      });
      return;
    case 'silent':
      return;
    default:
      response.end('ok');
  }
}

async function describeUpload(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const part of request) {
      if (!Buffer.isBuffer(part)) continue;
      hash.update(part);
      bytes += part.byteLength;
    }
  } catch {
    return;
  }
  const length = request.headers['content-length'] ?? 'none';
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.end(`${String(bytes)} bytes, length ${length}, ${hash.digest('hex')}`);
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
