import type { Lie } from '../behaviour.ts';
import { doubtful, ended, gone, needsFix, waits } from '../expectations.ts';
import { answersJson, answersText } from '../lies.ts';
import { deviation, rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const errors = 'RFC 6749 §5.2';

function refuses(status: number, error: unknown): Lie {
  return answersJson('/token', status, { error });
}

/** The four outcomes of R75. */
const refusals: readonly Row[] = [
  ['invalid-grant', 'says that the session ended', errors, refuses(400, 'invalid_grant'), ended()],
  ['invalid-grant-401', 'says so with 401', deviation, refuses(401, 'invalid_grant'), ended()],
  ['invalid-grant-case', 'says Invalid_Grant', errors, refuses(400, 'Invalid_Grant'), needsFix()],
  [
    'invalid-grant-object',
    'says so inside an object',
    deviation,
    refuses(400, { code: 'invalid_grant' }),
    needsFix(),
  ],
  [
    'invalid-grant-500',
    'says so with 500',
    errors,
    refuses(500, 'invalid_grant'),
    doubtful('provider-unavailable'),
  ],
  [
    'invalid-grant-200',
    'says so with 200',
    errors,
    refuses(200, 'invalid_grant'),
    doubtful('token-response-invalid'),
  ],
  ['invalid-client', 'does not know the app any more', errors, refuses(401, 'invalid_client'), needsFix()],
  [
    'unauthorized-client',
    'allows the app no renewals',
    errors,
    refuses(400, 'unauthorized_client'),
    needsFix(),
  ],
  [
    'invalid-request',
    'calls a spent refresh token an invalid request',
    deviation,
    refuses(400, 'invalid_request'),
    needsFix(),
  ],
  ['unauthorized', 'says “Unauthorized” with 401', deviation, refuses(401, 'Unauthorized'), needsFix()],
  ['invalid-code', 'says invalid_code with 403', deviation, refuses(403, 'invalid_code'), needsFix()],
  [
    'empty-401',
    'answers a spent refresh token with an empty 401',
    deviation,
    answersText('/token', 401, ''),
    needsFix(),
  ],
  [
    'not-found',
    'answers 404, and its metadata names no other address',
    'R75, fault F19',
    answersText('/token', 404, ''),
    gone(),
  ],
  [
    'gone',
    'answers 410, and its metadata names no other address',
    'R75, fault F19',
    answersText('/token', 410, ''),
    gone(),
  ],
  [
    'problem',
    'refuses with application/problem+json',
    deviation,
    answersJson(
      '/token',
      400,
      { title: 'Bad', detail: 'No.' },
      { 'content-type': 'application/problem+json' },
    ),
    needsFix(),
  ],
  [
    'html-400',
    'refuses with a web page',
    deviation,
    answersText('/token', 400, '<h1>Bad Request</h1>'),
    needsFix(),
  ],
  [
    'dpop-nonce',
    'asks for a DPoP nonce',
    'RFC 9449 §8',
    refuses(400, 'use_dpop_nonce'),
    waits('provider-unavailable', 'provider-unavailable'),
  ],
  ...[408, 425, 429, 503].map((status): Row => [
    `status-${String(status)}`,
    `answers ${String(status)}`,
    'fault F7',
    answersText('/token', status, ''),
    waits('provider-unavailable', 'provider-unavailable'),
  ]),
  ...[500, 502, 504].map((status): Row => [
    `status-${String(status)}`,
    `answers ${String(status)}`,
    'fault F7',
    answersText('/token', status, ''),
    doubtful('provider-unavailable'),
  ]),
  [
    'status-407',
    'is behind a proxy that asks for a sign-in',
    'fault F7',
    answersText('/token', 407, ''),
    waits('offline', 'proxy-sign-in-needed'),
  ],
];

export const refreshRefusals = rowsOf('refresh', 'refresh-', refusals);
