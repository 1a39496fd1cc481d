import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { listen } from '../../support/listen.ts';

const tokenAnswerSchema = z.object({ refresh_token: z.string() });

/**
 * What stands before Keycloak, as a reverse proxy does at most companies: its address is known before Keycloak has started, and
 * it sees, as a thief on the way would, the refresh tokens that are given out.
 */
export interface Front {
  readonly origin: string;
  /** Where everything goes from now on. */
  leadTo(origin: string): void;
  /** Whether an answer led a browser to an address that begins so; also one that no tab shows, as that of an app. */
  ledTo(address: string): boolean;
  /** How many requests went to addresses that end so. */
  requestsTo(end: string): number;
  /** The newest refresh token that was given out. @throws where there is none. */
  newestRefreshToken(): string;
  stop(): Promise<void>;
}

export async function startFront(): Promise<Front> {
  let target: string | null = null;
  let newest: string | null = null;
  const paths: string[] = [];
  const led: string[] = [];
  const server = createServer((incoming, response) => {
    if (target === null) {
      response.writeHead(503).end();
      return;
    }
    paths.push(incoming.url ?? '/');
    forward(incoming, response, target, {
      led: (address) => led.push(address),
      tokens: (body) => {
        const found = tokenAnswerSchema.safeParse(body);
        if (found.success) newest = found.data.refresh_token;
      },
    });
  });
  // Else it may close a connection in the moment in which the administrator’s next call goes out on it.
  server.keepAliveTimeout = 0;
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    leadTo: (origin) => {
      target = origin;
    },
    ledTo: (address) => led.some((one) => one.startsWith(address)),
    requestsTo: (end) => paths.filter((path) => path.endsWith(end)).length,
    newestRefreshToken: () => {
      if (newest === null) throw new Error('No refresh token was given out.');
      return newest;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** What is seen on the way. */
interface Watching {
  readonly led: (address: string) => void;
  readonly tokens: (answer: unknown) => void;
}

/** Passes on as it came, the name in `Host` too: from it Keycloak makes its addresses. */
function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  target: string,
  watching: Watching,
): void {
  const url = new URL(incoming.url ?? '/', target);
  const { headers, method = 'GET' } = incoming;
  // The administrator's own sign-ins are of no interest to a thief of the app's.
  const ofTheApp = url.pathname.endsWith('/token') && !url.pathname.startsWith('/realms/master/');
  const outgoing = httpRequest(url, { method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    if (answer.headers.location !== undefined) watching.led(answer.headers.location);
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => {
      if (ofTheApp && answer.statusCode === 200) parts.push(part);
      response.write(part);
    });
    answer.on('end', () => {
      response.end();
      if (parts.length > 0) watching.tokens(JSON.parse(Buffer.concat(parts).toString()));
    });
    answer.on('error', () => response.destroy());
  });
  outgoing.on('error', () => response.destroy());
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}
