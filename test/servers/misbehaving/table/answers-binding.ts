import type { Lie } from '../behaviour.ts';
import { accepted, answerRefused, ignored } from '../expectations.ts';
import { all, appended, callback, metadata, parameters } from '../lies.ts';
import { fapi, rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const iss = 'RFC 9207 §2.4';

const notAdvertised = metadata({ authorization_response_iss_parameter_supported: undefined });

function errorAnswer(error: string, more: Readonly<Record<string, string | null>> = {}): Lie {
  return parameters({ code: null, error, ...more });
}

const issuers: readonly Row[] = [
  [
    'iss-wrong',
    'names another issuer',
    fapi('invalid-authorization-response-iss'),
    parameters({ iss: 'https://evil.example' }),
    answerRefused('issuer-mismatch'),
  ],
  [
    'iss-missing',
    'names no issuer, although it promised to',
    fapi('remove-authorization-response-iss'),
    parameters({ iss: null }),
    answerRefused('issuer-missing'),
  ],
  ['iss-empty', 'names an empty issuer', iss, parameters({ iss: '' }), answerRefused('issuer-missing')],
  [
    'iss-slash',
    'names itself with a slash more',
    iss,
    callback((url, { issuer }) => url.replace(encodeURIComponent(issuer), encodeURIComponent(`${issuer}/`))),
    answerRefused('issuer-mismatch'),
  ],
  [
    'iss-case',
    'names itself in capitals',
    iss,
    callback((url, { issuer }) =>
      url.replace(encodeURIComponent(issuer), encodeURIComponent(issuer.toUpperCase())),
    ),
    answerRefused('issuer-mismatch'),
  ],
  [
    'iss-wrong-unadvertised',
    'names another issuer, and promised nothing',
    iss,
    all(notAdvertised, parameters({ iss: 'https://evil.example' })),
    answerRefused('issuer-mismatch'),
  ],
  [
    'iss-missing-unadvertised',
    'names no issuer, and promised nothing',
    'a known deviation',
    all(notAdvertised, parameters({ iss: null })),
    accepted(),
  ],
  [
    'iss-twice',
    'names its issuer twice',
    iss,
    callback((url, { issuer }) => `${url}&iss=${encodeURIComponent(issuer)}`),
    answerRefused('callback-invalid'),
  ],
  [
    'iss-twice-other',
    'names two issuers',
    iss,
    appended('&iss=https%3A%2F%2Fevil.example'),
    answerRefused('callback-invalid'),
  ],
  [
    'error-iss-wrong',
    'refuses in the name of another issuer',
    iss,
    errorAnswer('access_denied', { iss: 'https://evil.example' }),
    answerRefused('issuer-mismatch'),
  ],
  [
    'error-iss-missing',
    'refuses without its name',
    'a known deviation',
    errorAnswer('access_denied', { iss: null }),
    answerRefused('authorization-refused'),
  ],
];

const states: readonly Row[] = [
  [
    'state-wrong',
    'repeats another state',
    fapi('ensure-authorization-response-with-invalid-state-fails'),
    parameters({ state: 'wrong' }),
    ignored(),
  ],
  [
    'state-missing',
    'repeats no state',
    fapi('ensure-authorization-response-with-invalid-missing-state-fails'),
    parameters({ state: null }),
    ignored(),
  ],
  ['state-empty', 'repeats an empty state', 'RFC 6749 §4.1.2', parameters({ state: '' }), ignored()],
  [
    'state-case',
    'repeats the state in other letters',
    'RFC 6749 §4.1.2',
    callback((url) => url.replace(/state=[^&]*/, (text) => `state=${text.slice(6).toUpperCase()}`)),
    ignored(),
  ],
  [
    'state-longer',
    'repeats the state with a letter more',
    'RFC 6749 §4.1.2',
    callback((url) => url.replace(/state=[^&]*/, '$&A')),
    ignored(),
  ],
  [
    'state-twice',
    'repeats the state twice',
    'RFC 6749 §3.1',
    callback((url) => `${url}&${/state=[^&]*/.exec(url)?.[0] ?? ''}`),
    answerRefused('callback-invalid'),
  ],
  [
    'state-twice-other',
    'repeats the state and another',
    'RFC 6749 §3.1',
    appended('&state=other'),
    ignored(),
  ],
];

/** What binds the browser's answer to its request: issuer and state (RFC 9207, RFC 6749 §10.12). */
export const answersBinding = rowsOf('authorization', 'answer-', [...issuers, ...states]);
