import type { Behaviour } from '../behaviour.ts';
import { refused } from '../expectations.ts';
import { answersJson, answersText } from '../lies.ts';
import { deviation, rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const step = 'token';

const errors = 'RFC 6749 §5.2';
const section = 'RFC 6749 §5.1';

const invalid = refused('token-response-invalid');

const refusals: readonly Row[] = [
  [
    'invalid-grant',
    'refuses the code',
    errors,
    answersJson('/token', 400, { error: 'invalid_grant' }),
    refused('token-request-refused'),
  ],
  [
    'invalid-client',
    'does not know the app',
    errors,
    answersJson('/token', 401, { error: 'invalid_client' }),
    refused('token-request-refused'),
  ],
  [
    'problem',
    'refuses with application/problem+json',
    `${deviation}, RFC 9457`,
    answersJson(
      '/token',
      400,
      { type: 'about:blank', title: 'Bad', detail: 'No.' },
      { 'content-type': 'application/problem+json' },
    ),
    refused('token-request-refused'),
  ],
  [
    'html',
    'refuses with a web page',
    deviation,
    answersText('/token', 400, '<h1>Bad Request</h1>'),
    refused('token-request-refused'),
  ],
  [
    'stack',
    'refuses with a stack trace',
    deviation,
    answersText('/token', 500, 'java.lang.NullPointerException\n\tat com.example'),
    refused('provider-unavailable'),
  ],
  [
    'empty',
    'refuses with nothing',
    deviation,
    answersText('/token', 401, ''),
    refused('token-request-refused'),
  ],
  [
    'error-object',
    'gives an object as its error',
    deviation,
    answersJson('/token', 400, { error: { code: 'E1', message: 'No.' } }),
    refused('token-request-refused'),
  ],
  [
    'error-deep',
    'gives an error nested 1,000 levels deep',
    'hostile',
    answersText('/token', 400, `{"error":${'['.repeat(1000)}${']'.repeat(1000)}}`),
    refused('token-request-refused'),
  ],
  [
    'unauthorized',
    'says “Unauthorized” with 401',
    deviation,
    answersJson('/token', 401, { error: 'Unauthorized' }),
    refused('token-request-refused'),
  ],
  [
    'invalid-code',
    'says invalid_code with 403',
    deviation,
    answersJson('/token', 403, { error: 'invalid_code' }),
    refused('token-request-refused'),
  ],
  [
    'verifier',
    'says invalid_request with 401 for a wrong verifier',
    deviation,
    answersJson('/token', 401, { error: 'invalid_request' }),
    refused('token-request-refused'),
  ],
  [
    'error-200',
    'says an error with 200',
    deviation,
    answersJson('/token', 200, { error: 'invalid_grant' }),
    invalid,
  ],
  [
    'error-markup',
    'writes markup and control characters into its error',
    'fault F25',
    answersJson('/token', 400, { error: '<b>\u202e\u0000', error_description: 'x'.repeat(100_000) }),
    refused('token-request-refused'),
  ],
  ['limited', 'answers 429', 'fault F7', answersText('/token', 429, ''), refused('provider-unavailable')],
  ['unavailable', 'answers 503', 'fault F7', answersText('/token', 503, ''), refused('provider-unavailable')],
  ['proxy', 'answers 407', 'fault F7', answersText('/token', 407, ''), refused('proxy-sign-in-needed')],
  ['accepted', 'answers 202 without tokens', section, answersJson('/token', 202, {}), invalid],
];

const network = (
  ['name-not-resolved', 'connection-failed', 'certificate-invalid', 'proxy-sign-in-needed'] as const
).map((code): Behaviour => ({
  id: `token-network-${code}`,
  step,
  does: `cannot be reached when the code comes back (${code})`,
  source: 'faults F5 to F7',
  lie: (server, { network: cut }) => {
    server.callback = (url) => {
      cut(code);
      return url;
    };
  },
  expected: refused(code, { calls: ['discovery', 'authorization'] }),
}));

/** Refusals of a code, and no answer at all (RFC 6749 §5.2). */
export const tokenRefusals: readonly Behaviour[] = [...rowsOf(step, 'token-', refusals), ...network];
