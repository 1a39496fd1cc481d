import { writeRaw } from '../lies.ts';
import { json, member, redirects, sends } from './transport.ts';
import type { Transport } from './transport.ts';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

/** Zeros, which compress a thousandfold. Bytes. */
const bombSize = 20_000_000;

const sizes: readonly Transport[] = [
  {
    id: 'endless',
    does: 'sends a body that never ends',
    source: 'fault F8',
    received: 'too-large',
    write(_body, response) {
      const chunk = 'x'.repeat(64_000);
      response.writeHead(200, { 'content-type': json });
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    },
  },
  sends('gzip-bomb', 'sends 20 MB of zeros as gzip', 'too-large', () => gzipSync(Buffer.alloc(bombSize)), {
    'content-encoding': 'gzip',
  }),
  sends(
    'br-bomb',
    'sends 20 MB of zeros as br',
    'too-large',
    () => brotliCompressSync(Buffer.alloc(bombSize)),
    { 'content-encoding': 'br' },
  ),
  sends(
    'deflate-bomb',
    'sends 20 MB of zeros as deflate',
    'too-large',
    () => deflateSync(Buffer.alloc(bombSize)),
    { 'content-encoding': 'deflate' },
  ),
  sends('large-member', 'adds a member of 1 MB', 'too-large', member(`"filler":"${'x'.repeat(1_000_000)}"`)),
];

const times: readonly Transport[] = [
  {
    id: 'silent',
    does: 'takes the request and says nothing',
    source: 'fault F5',
    received: 'timed-out',
    write: (_body, _response, { silence }) => silence(),
  },
  {
    id: 'slow-headers',
    does: 'stops in the middle of a header',
    source: 'fault F5',
    received: 'timed-out',
    write(_body, response, { silence }) {
      writeRaw(response, `HTTP/1.1 200 OK\r\nContent-Type: ${json.slice(0, 5)}`);
      silence();
    },
  },
  {
    id: 'slow-body',
    does: 'stops after the first byte of the body',
    source: 'fault F5',
    received: 'timed-out',
    write(body, response, { silence }) {
      response.writeHead(200, { 'content-type': json });
      response.write(body.slice(0, 1));
      silence();
    },
  },
  {
    id: 'informational-endless',
    does: 'announces an answer 1,000 times and gives none',
    source: 'RFC 9110 §15.2',
    received: 'timed-out',
    write(_body, response, { silence }) {
      writeRaw(response, 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(1000));
      silence();
    },
  },
];

const redirections: readonly Transport[] = [
  ...[301, 302, 303, 307, 308].map((status) =>
    redirects(
      `redirect-${String(status)}`,
      `redirects with ${String(status)} to another port`,
      status,
      (elsewhere) => `${elsewhere}/token`,
    ),
  ),
  redirects('redirect-itself', 'redirects to itself', 302, () => '?again'),
  redirects('redirect-file', 'redirects to a file', 302, () => 'file:///etc/passwd'),
  redirects('redirect-script', 'redirects to a script', 302, () => 'javascript:alert(1)'),
  redirects('redirect-nowhere', 'redirects without saying where', 302, () => null),
  redirects('redirect-not-modified', 'says that nothing changed since', 304, () => null),
];

/** Answers beyond the limits of size, time and place. */
export const transportsLimits: readonly Transport[] = [...sizes, ...times, ...redirections];
