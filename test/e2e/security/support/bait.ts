import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';

/** A server that notes whoever comes: what a page may not reach must not even connect to it. */
export interface Bait {
  readonly origin: string;
  /** `connection`, and each request as `GET /path`. */
  readonly visits: readonly string[];
  /** Forgets the visits, after it has proved that it would have noted one. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

export async function startBait(): Promise<Bait> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' }).end('bait');
  });
  server.on('connection', () => visits.push('connection'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const origin = `http://127.0.0.1:${String(port)}`;
  // WebRTC knocks by UDP.
  const socket = createSocket('udp4').on('message', () => visits.push('datagram'));
  await new Promise<void>((resolve) => {
    socket.bind(port, '127.0.0.1', resolve);
  });
  return {
    origin,
    visits,
    async check() {
      const before = visits.length;
      const answer = await fetch(`${origin}/control`);
      await answer.text();
      if (visits.length === before) throw new Error('The bait notes nothing.');
      visits.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        socket.close();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
