import type { Lie } from '../behaviour.ts';
import { answerRefused, ignored } from '../expectations.ts';
import { all, parameters } from '../lies.ts';
import { rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

function errorAnswer(error: string, more: Readonly<Record<string, string | null>> = {}): Lie {
  return parameters({ code: null, error, ...more });
}

const errors: readonly Row[] = [
  ...[
    'access_denied',
    'invalid_scope',
    'unauthorized_client',
    'login_required',
    'server_error',
    'temporarily_unavailable',
    'made_up',
  ].map((error): Row => [
    `error-${error.replaceAll('_', '-')}`,
    `refuses with ${error}`,
    'RFC 6749 §4.1.2.1',
    errorAnswer(error),
    answerRefused('authorization-refused'),
  ]),
  [
    'error-twice',
    'sends every parameter of its refusal twice',
    'a known deviation',
    all(errorAnswer('access_denied'), (server) => {
      const once = server.callback;
      server.callback = (url) => {
        const answer = once?.(url) ?? url;
        return `${answer}&${answer.split('?')[1] ?? ''}`;
      };
    }),
    answerRefused('authorization-refused'),
  ],
  [
    'error-two',
    'refuses for two reasons',
    'RFC 6749 §3.1',
    all(errorAnswer('access_denied'), (server) => {
      const once = server.callback;
      server.callback = (url) => `${once?.(url) ?? url}&error=server_error`;
    }),
    answerRefused('callback-invalid'),
  ],
  [
    'error-markup',
    'refuses with markup and control characters',
    'fault F25',
    errorAnswer('<script>alert(1)</script>', { error_description: `\u202e${'x'.repeat(3000)}` }),
    answerRefused('authorization-refused'),
  ],
  [
    'error-state-wrong',
    'refuses a sign-in that nobody began',
    'fault F25',
    errorAnswer('access_denied', { state: 'wrong' }),
    ignored(),
  ],
];

/** Refusals that the browser brings back (RFC 6749 §4.1.2.1). */
export const answersRefused = rowsOf('authorization', 'answer-', errors);
