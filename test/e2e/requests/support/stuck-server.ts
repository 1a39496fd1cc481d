import http from 'node:http';

/** A server that takes no body until it is told to. */
export interface StuckServer {
  readonly origin: string;
  /** Takes what was held back, and everything from now on. */
  goOn(): void;
  /** Bodies that came whole. */
  ended(): number;
  close(): Promise<void>;
}

export async function startStuckServer(): Promise<StuckServer> {
  let going = false;
  let whole = 0;
  const waiting = new Set<http.IncomingMessage>();
  const server = http.createServer((request, response) => {
    // Whoever goes away in the middle is no concern of this server.
    request.on('error', () => undefined);
    request.on('end', () => {
      whole += 1;
      response.end('taken');
    });
    if (going) request.resume();
    else waiting.add(request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    goOn() {
      going = true;
      for (const request of waiting) request.resume();
    },
    ended: () => whole,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
