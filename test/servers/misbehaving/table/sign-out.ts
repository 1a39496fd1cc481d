import type { Lie } from '../behaviour.ts';
import { told, toldLater } from '../expectations.ts';
import { all, answersJson, answersText, callback, honest, moves, parameters } from '../lies.ts';
import { deviation, oidf, rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const section = 'RFC 7009 §2.2';

function refuses(status: number, error: unknown): Lie {
  return answersJson('/revoke', status, { error });
}

const answers: readonly Row[] = [
  ['honest', 'takes both tokens back', section, honest, told()],
  [
    'unknown',
    'does not know the token, with 200',
    section,
    answersJson('/revoke', 200, { error: 'invalid_token' }),
    told(),
  ],
  ['unknown-400', 'does not know the token, with 400', deviation, refuses(400, 'invalid_token'), told()],
  ['invalid-grant', 'calls the token an invalid grant', deviation, refuses(400, 'invalid_grant'), told()],
  [
    'unsupported',
    'takes no tokens of this type back',
    'RFC 7009 §2.2.1',
    refuses(400, 'unsupported_token_type'),
    told(),
  ],
  ['unauthorized', 'refuses public clients with 401', deviation, refuses(401, 'invalid_client'), told()],
  [
    'forbidden',
    'refuses with 403 and a web page',
    deviation,
    answersText('/revoke', 403, '<h1>No</h1>'),
    told(),
  ],
  [
    'not-found',
    'answers 404, and its metadata names no other address',
    `${section}, fault F19`,
    answersText('/revoke', 404, ''),
    told({ calls: ['revocation', 'discovery', 'revocation'] }),
  ],
  [
    'moved',
    'moves its address between sign-in and sign-out',
    'fault F19',
    moves('/revoke', 'revocation_endpoint'),
    told({ calls: ['revocation', 'discovery', 'revocation', 'revocation'] }),
  ],
  [
    'moved-issuer',
    'moves its address, and calls itself something else',
    'fault F19, OpenID Connect Discovery §4.3',
    all(moves('/revoke', 'revocation_endpoint'), (server) => {
      server.metadata = { ...server.metadata, issuer: 'https://evil.example' };
    }),
    told({ calls: ['revocation', 'discovery', 'revocation'] }),
  ],
  ['invalid-request', 'calls it an invalid request', section, refuses(400, 'invalid_request'), told()],
  ...[408, 425, 429, 500, 502, 503].map((status): Row => [
    `status-${String(status)}`,
    `answers ${String(status)}`,
    'RFC 7009 §2.2.1',
    answersText('/revoke', status, ''),
    toldLater('provider-unavailable'),
  ]),
  [
    'retry-after',
    'answers 503 and asks to wait two minutes',
    'RFC 7009 §2.2.1',
    answersText('/revoke', 503, '', { 'retry-after': '120' }),
    toldLater('provider-unavailable', { nextTry: 120 }),
  ],
  [
    'access-later',
    'takes the refresh token back, and the access token later',
    'RFC 7009 §2.1',
    (server) => {
      server.script('/revoke', (request, response) => {
        response.writeHead(request.form.get('token_type_hint') === 'refresh_token' ? 200 : 503);
        response.end();
      });
    },
    toldLater('provider-unavailable', { calls: ['revocation', 'revocation'] }),
  ],
  ...(['timed-out', 'name-not-resolved', 'certificate-invalid'] as const).map((code): Row => [
    `network-${code}`,
    `cannot be reached (${code})`,
    'fault F33',
    (_server, { network }) => network(code),
    toldLater(code, { calls: [] }),
  ]),
];

/** What the revocation endpoint answers (RFC 7009). Signed out here, whatever it says. */
export const revocation = rowsOf('revocation', 'revocation-', answers);

const signedOut = told({ calls: ['revocation', 'revocation', 'end-session'] });
const ignoredAnswer = { ...signedOut, verdict: 'ignored' } as const;

const returns: readonly Row[] = [
  ['honest', 'sends the browser back', oidf('rp-init-logout'), honest, signedOut],
  [
    'state-wrong',
    'sends it back with another state',
    oidf('rp-init-logout-invalid-state'),
    parameters({ state: 'other' }),
    ignoredAnswer,
  ],
  [
    'state-missing',
    'sends it back without a state',
    oidf('rp-init-logout-no-state'),
    parameters({ state: null }),
    signedOut,
  ],
  [
    'state-twice',
    'sends it back with two states',
    'RFC 6749 §3.1',
    callback((url) => `${url}&state=other`),
    ignoredAnswer,
  ],
  [
    'stays',
    'shows a page and sends it nowhere',
    deviation,
    answersText('/logout', 200, 'Signed out.'),
    signedOut,
  ],
  [
    'fails',
    'fails with 500 for the app’s address',
    deviation,
    answersText('/logout', 500, 'Stack trace'),
    signedOut,
  ],
  [
    'as-sign-in',
    'sends it back as if a sign-in was answered',
    'hostile',
    callback((url) => url.replace('logged-out?', 'callback/abc?code=stolen&')),
    ignoredAnswer,
  ],
];

/** What comes back from the provider's sign-out page (RP-initiated logout). Signed out here before it opens. */
export const endSession = rowsOf('end-session', 'end-session-', returns);
