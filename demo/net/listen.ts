import { createServer } from 'node:http';
import type { Server } from 'node:http';

export interface LoopbackServer {
  readonly server: Server;
  readonly port: number;
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Binds a server to 127.0.0.1, on the wanted port or, with a message, on a free one when that is taken.
 * The caller adds the request listener once it knows the address.
 */
export async function listenOnLoopback(
  purpose: string,
  wantedPort: number,
  log: (line: string) => void,
): Promise<LoopbackServer> {
  const server = createServer();
  try {
    await listen(server, wantedPort);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    await listen(server, 0);
    log(`Port ${wantedPort} is taken: the demo's ${purpose} uses port ${portOf(server)} instead.`);
  }
  const port = portOf(server);
  return { server, port, origin: `http://127.0.0.1:${port}`, close: () => close(server) };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server listens on no port.');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
