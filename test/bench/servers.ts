import { subscribe } from 'node:diagnostics_channel';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startDemo } from '../../demo/start-demo.ts';

/*
 * The servers of the bench, in a process of their own: the demo's authorization server, and an API that answers at once.
 * It tells where they are, and, when asked, how long they worked on requests within a span of time, and when they were done
 * with the last one.
 */

interface Span {
  readonly from: number;
  to: number;
}

const spans: Span[] = [];
/** When the last byte of the last answer was handed to the system, in milliseconds since the epoch. */
let lastAnswer = 0;
const open = new WeakMap<object, Span>();

subscribe('http.server.request.start', (message) => {
  if (typeof message !== 'object' || message === null || !('request' in message)) return;
  if (typeof message.request !== 'object' || message.request === null) return;
  const span = { from: performance.timeOrigin + performance.now(), to: Number.POSITIVE_INFINITY };
  open.set(message.request, span);
  spans.push(span);
});
subscribe('http.server.response.finish', (message) => {
  if (typeof message !== 'object' || message === null || !('request' in message)) return;
  if (typeof message.request !== 'object' || message.request === null) return;
  const span = open.get(message.request);
  lastAnswer = performance.timeOrigin + performance.now();
  if (span !== undefined) span.to = lastAnswer;
});

/** Milliseconds within the span in which at least one request was being answered. */
function busyWithin(from: number, to: number): number {
  let busy = 0;
  let until = from;
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const begin = Math.max(span.from, until);
    const end = Math.min(span.to, to);
    if (end <= begin) continue;
    busy += end - begin;
    until = end;
  }
  return busy;
}

const answer = JSON.stringify({
  notes: Array.from({ length: 8 }, (_, id) => ({ id, title: `Note ${String(id)}`, text: 'x'.repeat(80) })),
});
/** Bytes that no compression makes smaller, and that hold no token. */
const block = randomBytes(262_144);

function* blocks(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= block.byteLength) yield block.subarray(0, left);
}

/** Records as an API lists them, of about so many bytes in all. */
function records(bytes: number): Buffer {
  const parts: string[] = [];
  for (let length = 0; length < bytes; length += parts.at(-1)?.length ?? 0) {
    const id = parts.length;
    const owner = { name: 'Ada Lovelace', mail: 'ada@acme.test' };
    parts.push(
      JSON.stringify({
        id,
        title: `Note ${String(id)}`,
        done: id % 2 === 0,
        tags: ['a', 'b'],
        owner,
        text: 'x'.repeat(80),
      }),
    );
  }
  return Buffer.from(`[${parts.join(',')}]`);
}

const api = http.createServer((request, response) => {
  const json = Number(/^\/json\/(\d+)$/.exec(request.url ?? '')?.[1] ?? Number.NaN);
  if (!Number.isNaN(json)) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(records(json));
    return;
  }
  const bytes = Number(/^\/bytes\/(\d+)$/.exec(request.url ?? '')?.[1] ?? Number.NaN);
  if (!Number.isNaN(bytes)) {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': String(bytes) });
    // Whoever goes away in the middle is no concern of this server.
    pipeline(Readable.from(blocks(bytes)), response).catch(() => undefined);
    return;
  }
  response.writeHead(request.headers.authorization === undefined ? 401 : 200, {
    'content-type': 'application/json',
  });
  response.end(answer);
});
await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
const address = api.address();
const demo = await startDemo({
  issuerPort: 0,
  apiPort: 0,
  accessTokenSeconds: 3600,
  passwords: { ada: 'correct horse' },
});

process.on('message', (message: unknown) => {
  if (message === 'last-answer') {
    process.send?.({ kind: 'last-answer', at: lastAnswer });
    return;
  }
  if (typeof message !== 'object' || message === null || !('from' in message) || !('to' in message)) return;
  process.send?.({ kind: 'busy', milliseconds: busyWithin(Number(message.from), Number(message.to)) });
});
process.send?.({
  kind: 'ready',
  issuer: demo.issuer,
  clientId: demo.clientId,
  scopes: demo.scopes,
  apiOrigin: `http://127.0.0.1:${String(typeof address === 'object' ? (address?.port ?? 0) : 0)}`,
  demoApiOrigin: demo.apiOrigin,
});
process.on('disconnect', () => {
  process.exit(0);
});
