import { gzipSync } from 'node:zlib';
import { rowsOf } from './rows.ts';
import type { Behaviour } from '../behaviour.ts';
import { ended, renewed, waits } from '../expectations.ts';
import { answersText } from '../lies.ts';
import type { Row } from './rows.ts';

const step = 'refresh';

/** Retry-After (RFC 9110 §10.2.3): in seconds, the time until the next try. */
const retries: readonly (readonly [id: string, does: string, value: string, seconds: number])[] = [
  ['seconds', 'asks to wait two minutes', '120', 120],
  ['zero', 'asks to wait no time at all', '0', 2.5],
  ['day', 'asks to wait for a year', '31536000', 86_400],
  ['negative', 'asks to wait minus a minute', '-60', 2.5],
  ['huge', 'asks to wait 10^30 seconds', '1000000000000000000000000000000', 2.5],
  ['words', 'asks to wait “a while”', 'a while', 2.5],
  ['past', 'asks to wait until a day that is over', 'Thu, 01 Jan 2015 00:00:00 GMT', 2.5],
];

const retryRows: readonly Row[] = retries.flatMap(([id, does, value, nextTry]) =>
  [503, 429].map((status): Row => [
    `retry-${id}-${String(status)}`,
    `answers ${String(status)} and ${does}`,
    'fault F7, RFC 9110 §10.2.3',
    answersText('/token', status, '', { 'retry-after': value }),
    waits('provider-unavailable', 'provider-unavailable', { nextTry }),
  ]),
);

const retryDate: Row = [
  'retry-date',
  'answers 503 and names the time to come back, by its own clock',
  'RFC 9110 §10.2.3',
  (server, { clock }) => {
    server.script('/token', (_request, response) => {
      response.writeHead(503, { 'retry-after': new Date(clock.now() + 90_000).toUTCString() });
      response.end();
    });
  },
  waits('provider-unavailable', 'provider-unavailable', { nextTry: 90 }),
];

const network: readonly Row[] = [
  ...(['name-not-resolved', 'certificate-invalid', 'proxy-sign-in-needed'] as const).map((code): Row => [
    `network-${code}`,
    `cannot be reached (${code})`,
    'faults F5 to F7',
    (_server, { network: cut }) => cut(code),
    waits('offline', code, { calls: [] }),
  ]),
  ...(['timed-out', 'connection-failed'] as const).map((code): Row => [
    `network-${code}`,
    `does not answer (${code}): asked once more, then the app waits`,
    'fault F5',
    (_server, { network: cut }) => cut(code),
    waits('offline', code, { calls: [] }),
  ]),
];

/** The clock of the answer (F9): what came cannot be judged, and its refresh token is kept. */
const clocks: readonly Row[] = [-6, -5, 5, 6].map((minutes): Row => [
  `clock-${minutes < 0 ? 'behind' : 'ahead'}-${String(Math.abs(minutes))}`,
  `has a clock that is ${String(Math.abs(minutes))} minutes ${minutes < 0 ? 'behind' : 'ahead'}`,
  'fault F9',
  (_server, { ahead }) => ahead(minutes),
  Math.abs(minutes) <= 5
    ? renewed()
    : renewed({ verdict: 'refused', state: 'clock-wrong', code: 'clock-wrong' }),
]);

/** A rotation whose answer is lost, at a server that takes a refresh token once (F2). */
const strict: readonly Behaviour[] = [
  {
    id: 'refresh-lost-once',
    step,
    does: 'breaks off its first answer, and repeats it when asked again',
    source: 'fault F2',
    lie: (server) => {
      server.rewrite('/token', (_body, response) => {
        server.rewrite('/token', null);
        response.socket?.destroy();
      });
    },
    expected: renewed({ calls: ['refresh', 'refresh'] }),
  },
  {
    id: 'refresh-lost-strict',
    step,
    does: 'breaks off its answer, and takes the spent refresh token no more',
    source: 'fault F2',
    lie: (server) => {
      server.rotates = true;
      server.rewrite('/token', (_body, response) => {
        server.rewrite('/token', null);
        response.socket?.destroy();
      });
    },
    expected: renewed({ ...ended(), calls: ['refresh', 'refresh'] }),
  },
  {
    id: 'refresh-damaged-strict',
    step,
    does: 'cuts its compressed answer off, and takes the spent refresh token no more',
    source: 'fault F2',
    lie: (server) => {
      server.rotates = true;
      server.rewrite('/token', (body, response) => {
        server.rewrite('/token', null);
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync(body).subarray(0, -12));
      });
    },
    expected: renewed({ ...ended(), calls: ['refresh', 'refresh'] }),
  },
];

/** When a renewal that failed is tried again (faults F2, F5 to F9). */
export const refreshWaits: readonly Behaviour[] = [
  ...rowsOf(step, 'refresh-', [...retryRows, retryDate, ...network, ...clocks]),
  ...strict,
];
