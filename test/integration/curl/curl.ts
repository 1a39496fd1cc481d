import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { encodeBody, withContentType } from '../../../src/core/broker/request-body.ts';
import type { HeaderList, RequestDraft } from '../../../src/shared/request.ts';
import { valueOf } from '../../support/results.ts';
import { startLoopbackServer, type LoopbackServer, type Seen } from '../../support/loopback-server.ts';

const execute = promisify(execFile);

/** Runs a command in bash, as a person who pasted it would, with nothing but `environment` of theirs. */
export async function runInBash(
  command: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  await execute('bash', ['--noprofile', '--norc', '-c', command], {
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', LC_ALL: 'C.UTF-8', ...environment },
    maxBuffer: 10_000_000,
  });
}

export async function startEcho(): Promise<LoopbackServer> {
  return startLoopbackServer((_request, response) => {
    response.end('ok');
  });
}

/** What the last command made arrive, in the words of a request. */
export function arrived(server: LoopbackServer): Seen {
  const last = server.seen.at(-1);
  if (last === undefined) throw new Error('Nothing arrived.');
  return last;
}

/** The boundary of a multipart request as `asSent` sends it. */
export const ourBoundary = 'ours';

/** What Latchkey sends for a request, files aside. */
export function asSent({ method, headers, body }: RequestDraft): {
  readonly body: string;
  readonly headers: HeaderList;
} {
  const encoded = valueOf(encodeBody({ body }, method, { files: new Map(), boundary: ourBoundary }));
  const content = encoded?.content;
  return {
    body: content instanceof Uint8Array ? new TextDecoder().decode(content) : '',
    headers: withContentType(headers, encoded),
  };
}

/** What curl adds by itself, and what no request names. */
const curlsOwn: ReadonlySet<string> = new Set([
  'host',
  'user-agent',
  'accept',
  'accept-encoding',
  'content-length',
  'connection',
]);

/** The headers that arrived, without those of curl itself unless the request names them too. */
export function headersOf(seen: Seen, named: RequestDraft['headers']): Readonly<Record<string, string>> {
  const kept = new Set(named.map(([name]) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(seen.headers)
      .filter(([name]) => kept.has(name) || !curlsOwn.has(name))
      .map(([name, value]) => [name, String(value)]),
  );
}
