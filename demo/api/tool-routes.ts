import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoUser } from '../accounts.ts';
import { BodyTooLarge, readBody } from '../net/body.ts';
import { sendJson, sendProblem } from './answer.ts';
import { gradientImage } from './png.ts';
import type { Call, Route } from './route.ts';

const longestWaitSeconds = 300;
const mostBytes = 4 * 1024 ** 3;
const chunkSize = 64 * 1024;

/** Endpoints to try a client with: who am I, echo, slowness, sizes, an image, events. */
export function toolRoutes(users: readonly DemoUser[]): readonly Route[] {
  return [
    { method: 'GET', path: /^\/v1\/me$/, scopes: [], answer: (call) => answerMe(call, users) },
    { method: '*', path: /^\/v1\/echo$/, scopes: [], answer: answerEcho },
    { method: 'GET', path: /^\/v1\/slow$/, scopes: [], answer: answerSlowly },
    { method: 'GET', path: /^\/v1\/bytes\/(\d{1,12})$/, scopes: [], answer: answerBytes },
    { method: 'GET', path: /^\/v1\/image$/, scopes: [], answer: answerImage },
    { method: 'GET', path: /^\/v1\/events$/, scopes: [], answer: answerEvents },
  ];
}

function answerMe({ response, token }: Call, users: readonly DemoUser[]): void {
  const user = users.find((candidate) => candidate.username === token.subject);
  if (user === undefined) {
    sendProblem(response, 404, 'not_found', 'This account is gone.');
    return;
  }
  sendJson(response, 200, {
    sub: user.username,
    name: user.name,
    email: user.email,
    client: token.clientId,
    scopes: [...token.scopes],
    tokenExpiresAt: new Date(token.expiresAt * 1000).toISOString(),
  });
}

/** Sends back what arrived, the Authorization header included: a client has to cope with that. */
async function answerEcho({ request, response, url }: Call): Promise<void> {
  let body: Buffer;
  try {
    body = await readBody(request, 1024 * 1024);
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    sendProblem(response, 413, 'too_large', error.message, { Connection: 'close' });
    return;
  }
  const headers = pairs(request.rawHeaders);
  sendJson(response, 200, {
    method: request.method,
    path: url.pathname,
    query: [...url.searchParams],
    headers,
    body: body.length === 0 ? null : body.toString('utf8'),
    bytes: body.length,
  });
}

function pairs(raw: readonly string[]): (readonly [string, string])[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));
}

function numberFrom(url: URL, name: string, fallback: number, most: number): number | null {
  const text = url.searchParams.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 && value <= most ? value : null;
}

/** Ends waiting when the client goes away. */
function untilClosed({ response }: Call): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => {
    controller.abort();
  });
  return controller.signal;
}

async function answerSlowly(call: Call): Promise<void> {
  const seconds = numberFrom(call.url, 'seconds', 2, longestWaitSeconds);
  if (seconds === null) {
    sendProblem(
      call.response,
      400,
      'invalid_seconds',
      `seconds is a number from 0 to ${longestWaitSeconds}.`,
    );
    return;
  }
  try {
    await sleep(seconds * 1000, undefined, { signal: untilClosed(call) });
  } catch {
    return;
  }
  sendJson(call.response, 200, { waitedSeconds: seconds });
}

/** `n` bytes that repeat 0 to 255, sent no faster than the client reads. */
async function answerBytes({ parameters, response }: Call): Promise<void> {
  const count = Number(parameters[0]);
  if (count > mostBytes) {
    sendProblem(response, 400, 'too_many_bytes', `At most ${mostBytes} bytes.`);
    return;
  }
  const block = Buffer.from(Array.from({ length: chunkSize }, (_, index) => index % 256));
  function* blocks(): Generator<Buffer> {
    for (let left = count; left > 0; left -= chunkSize)
      yield left < chunkSize ? block.subarray(0, left) : block;
  }
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(count),
    'Content-Disposition': `attachment; filename="bytes-${count}.bin"`,
    'Cache-Control': 'no-store',
  });
  await pipeline(Readable.from(blocks()), response).catch(ignoreClosed);
}

/** A client that goes away in the middle of an answer is no fault. */
function ignoreClosed(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
  throw error;
}

function answerImage({ response }: Call): void {
  const image = gradientImage(480, 300);
  response
    .writeHead(200, {
      'Content-Type': 'image/png',
      'Content-Length': String(image.length),
      'Cache-Control': 'no-store',
    })
    .end(image);
}

/** Server-sent events: `count` ticks (default 10), one every `interval` milliseconds (default 1000). */
async function answerEvents(call: Call): Promise<void> {
  const { request, response, url } = call;
  const count = numberFrom(url, 'count', 10, 100_000);
  const interval = numberFrom(url, 'interval', 1000, 60_000);
  if (count === null || interval === null) {
    sendProblem(response, 400, 'invalid_events', 'count and interval are numbers.');
    return;
  }
  const last = Number(request.headers['last-event-id'] ?? 0);
  const first = Number.isSafeInteger(last) && last >= 0 ? last + 1 : 1;
  const signal = untilClosed(call);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write('retry: 2000\n\n');
  for (let id = first; id < first + count; id += 1) {
    response.write(
      `id: ${id}\nevent: tick\ndata: ${JSON.stringify({ id, at: new Date().toISOString() })}\n\n`,
    );
    try {
      // eslint-disable-next-line no-await-in-loop -- events are sent one after the other, on purpose.
      await sleep(interval, undefined, { signal });
    } catch {
      return;
    }
  }
  response.end('event: end\ndata: {}\n\n');
}
