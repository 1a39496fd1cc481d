import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { failure } from './failures.ts';
import { answer, isForLoopback, listenOnLoopback } from './loopback-server.ts';
import type { LoopbackHandler, LoopbackServer } from './loopback-server.ts';
import { callbackPath, redirectUri } from './redirect-uri.ts';

/** What the page in the browser says. */
export type LoopbackAnswer = 'signed-in' | 'not-signed-in';

export interface LoopbackOptions {
  readonly tag: string;
  /** Is given every answer that arrives; the receiver closes after one that signed in. */
  onCallback(url: string): Promise<LoopbackAnswer>;
  /**
   * What the redirect URI names, where the provider compares it. A browser asks for `localhost` on either family, so then
   * both have to listen; 127.0.0.1 is one family, and that has to. Absent: whichever is to be had.
   */
  readonly host?: '127.0.0.1' | 'localhost';
  /** Ports to try in order, for a provider that compares them; default: any free one. */
  readonly ports?: readonly number[];
}

export interface LoopbackReceiver {
  readonly redirectUri: string;
  /** Stops listening at once. Safe to be called while an answer is judged, and more than once. */
  close(): Promise<void>;
}

/** Other programs may take a port on one family between two steps; a few tries are enough. */
const attempts = 3;

/**
 * Listens for one authorization response on 127.0.0.1 and [::1] (RFC 8252 §7.3; R4, R5), on a free port, until it
 * answered one that signed in or is closed. Requests for another path, with another method or under another host name
 * are refused before anybody sees them. Fails with `loopback-unavailable`.
 */
export async function openLoopback(options: LoopbackOptions): Promise<Result<LoopbackReceiver>> {
  const ports = options.ports ?? Array.from({ length: attempts }, () => 0);
  for (const port of ports) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- the next port is tried only when this one failed
    const receiver = await listen(options, port);
    if (receiver !== null) return succeed(receiver);
  }
  return fail(
    failure(
      'loopback-unavailable',
      'The app cannot receive the answer of your browser.',
      'It could not open an address on this computer. Another program may be using it, or a firewall forbids it.',
      'Close other programs that wait for a sign-in, then sign in again, or tick the app link in Settings.',
    ),
  );
}

async function listen(options: LoopbackOptions, port: number): Promise<LoopbackReceiver | null> {
  const servers: LoopbackServer[] = [];
  let base = '';
  const close = (): void => {
    for (const server of servers) server.close();
  };
  const handler: LoopbackHandler = (request, response) => {
    void receive(request, response, base, options, close);
  };
  const four = await listenOnLoopback('127.0.0.1', port, handler);
  const six = await listenOnLoopback('::1', four?.port ?? port, handler);
  servers.push(...[four, six].filter((server) => server !== null));
  const bound = four ?? six;
  const lacksFour = options.host !== undefined && four === null;
  const lacksSix = options.host === 'localhost' && six === null;
  if (bound === null || lacksFour || lacksSix) {
    close();
    return null;
  }
  const host = options.host ?? (four === null ? '[::1]' : '127.0.0.1');
  base = redirectUri('loopback', { scheme: '', spelling: 'path', tag: options.tag, host, port: bound.port });
  return {
    redirectUri: base,
    close: async () => {
      close();
      await Promise.resolve();
    },
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  base: string,
  options: LoopbackOptions,
  close: () => void,
): Promise<void> {
  const port = Number(new URL(base).port);
  const target = request.url ?? '';
  const [path, ...rest] = target.split('?');
  if (!isForLoopback(request, port)) return answer(response, 421);
  if (path !== callbackPath(options.tag)) return answer(response, 404);
  if (request.method !== 'GET') return answer(response, 405);
  // The host as the browser wrote it: the redirect check compares it with the one that was registered (R9).
  const url = `http://${request.headers.host?.toLowerCase() ?? ''}${path}${rest.length === 0 ? '' : `?${rest.join('?')}`}`;
  const outcome = await options.onCallback(url).catch(() => 'not-signed-in' as const);
  answer(response, outcome === 'signed-in' ? 200 : 400, { html: page(outcome), styleHash: pageStyleHash });
  if (outcome === 'signed-in') close();
}

const pageStyle =
  'body{margin:20vh auto;max-width:26rem;padding:0 1rem;text-align:center;font:1.25rem/1.5 system-ui,sans-serif}h1{font:inherit}';

const pageStyleHash = `sha256-${createHash('sha256').update(pageStyle).digest('base64')}`;

function page(outcome: LoopbackAnswer): string {
  const text =
    outcome === 'signed-in' ? 'Signed in. You can close this tab.' : 'Not signed in. Go back to Latchkey.';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Latchkey</title>
<style>${pageStyle}</style>
</head>
<body><main><h1>${text}</h1></main></body>
</html>
`;
}
