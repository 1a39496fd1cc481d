import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as a server of the tests saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly form: URLSearchParams;
}

export type Script = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

export interface HttpServer {
  readonly origin: string;
  /** Everything that arrived, in order. */
  readonly requests: SeenRequest[];
  requestsTo(path: string): readonly SeenRequest[];
  stop(): Promise<void>;
}

/** A small server on 127.0.0.1 that keeps what it was asked. */
export async function startHttpServer(script: Script, port = 0): Promise<HttpServer> {
  const requests: SeenRequest[] = [];
  const server = createServer((incoming, response) => {
    void (async () => {
      const request = await read(incoming);
      requests.push(request);
      await script(request, response);
    })().catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${String(bound)}`,
    requests,
    requestsTo: (path) => requests.filter((request) => request.path === path),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(incoming: IncomingMessage): Promise<SeenRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) if (Buffer.isBuffer(part)) parts.push(part);
  const body = Buffer.concat(parts).toString();
  // Not resolved against a base: a path that begins with `//` would become a host.
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?', 2);
  return {
    method: incoming.method ?? '',
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    body,
    form: new URLSearchParams(body),
  };
}

/** An answer of JSON. */
export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

/** An answer of anything. */
export function text(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'text/html', ...headers });
  response.end(body);
}
