import { createServer } from 'node:net';
import type { Server } from 'node:net';

/** Has a server listen on 127.0.0.1; its port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** A port of 127.0.0.1 that is free now, for a server that cannot choose one itself. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const mostTries = 3;

/**
 * Starts a server that cannot choose a port itself: where somebody was quicker to take the one that was free, at another one.
 * @param start fails with EADDRINUSE in its words where the port is taken; every other failure is passed on at once.
 */
export async function atFreePort<Running>(start: (port: number) => Promise<Running>): Promise<Running> {
  for (let tries = 1; ; tries += 1) {
    try {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one port after the other
      return await start(await freePort());
    } catch (error) {
      if (tries === mostTries || !String(error).includes('EADDRINUSE')) throw error;
    }
  }
}
