import { json, raw, sends, whole } from './transport.ts';
import type { Transport } from './transport.ts';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

const codings: readonly Transport[] = [
  sends(
    'gzip',
    'compresses with gzip',
    'whole',
    (body) => gzipSync(body),
    { 'content-encoding': 'gzip' },
    'RFC 9110 §8.4',
  ),
  sends(
    'br',
    'compresses with br',
    'whole',
    (body) => brotliCompressSync(body),
    { 'content-encoding': 'br' },
    'RFC 7932',
  ),
  sends(
    'deflate',
    'compresses with deflate',
    'whole',
    (body) => deflateSync(body),
    { 'content-encoding': 'deflate' },
    'RFC 9110 §8.4',
  ),
  sends('gzip-false', 'says gzip and sends plain text', 'unreadable', (body) => body, {
    'content-encoding': 'gzip',
  }),
  sends('gzip-cut', 'cuts its gzip off', 'unreadable', (body) => gzipSync(body).subarray(0, -12), {
    'content-encoding': 'gzip',
  }),
];

const wires: readonly Transport[] = [
  raw(
    'http-1-0',
    'speaks HTTP/1.0',
    'whole',
    (body) => `HTTP/1.0 200 OK\r\nContent-Type: ${json}\r\n\r\n${body}`,
  ),
  raw('no-status', 'sends its body without a status', 'unreadable', (body) => `${body}\r\n`),
  raw('length-long', 'promises 100 bytes more than it sends', 'broken-off', (body) =>
    whole(body).replace(/Length: \d+/, `Length: ${String(body.length + 100)}`),
  ),
  raw('length-short', 'promises one byte and sends more', 'other', (body) =>
    whole(body).replace(/Length: \d+/, 'Length: 1'),
  ),
  raw('length-twice', 'gives two lengths', 'unreadable', (body) => whole(body, 'Content-Length: 3\r\n')),
  raw('length-negative', 'gives a negative length', 'unreadable', (body) =>
    whole(body).replace(/Length: \d+/, 'Length: -1'),
  ),
  raw('header-injected', 'breaks a line inside a header', 'unreadable', (body) =>
    whole(body, 'X-Name: a\rSet-Cookie: b=c\r\n'),
  ),
  raw('header-nul', 'hides a NUL in a header', 'unreadable', (body) => whole(body, 'X-Name: a\0b\r\n')),
  raw('header-many', 'sends 5,000 headers', 'unreadable', (body) =>
    whole(body, 'X-Name: a\r\n'.repeat(5000)),
  ),
  raw('header-huge', 'sends a header of 100 kB', 'unreadable', (body) =>
    whole(body, `X-Name: ${'a'.repeat(100_000)}\r\n`),
  ),
  raw(
    'informational',
    'announces its answer 500 times',
    'whole',
    (body) =>
      'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'.repeat(500) +
      whole(body).replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'),
    'RFC 8297',
  ),
  raw('no-content', 'answers 204, with a body', 'other', (body) =>
    whole(body).replace('200 OK', '204 No Content'),
  ),
  {
    id: 'closed',
    does: 'closes the connection without an answer',
    source: 'fault F5',
    received: 'broken-off',
    write: (_body, response) => void response.socket?.destroy(),
  },
  {
    id: 'half',
    does: 'breaks off in the middle of the body',
    source: 'fault F5',
    received: 'broken-off',
    write(body, response) {
      response.writeHead(200, { 'content-type': json });
      response.write(body.slice(0, 20), () => response.socket?.destroy());
    },
  },
];

/** Answers that break HTTP, or use what few servers use of it. */
export const transportsWire: readonly Transport[] = [...codings, ...wires];
