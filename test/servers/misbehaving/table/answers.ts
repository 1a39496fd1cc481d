import { accepted, answerRefused, ignored } from '../expectations.ts';
import { appended, callback, parameters } from '../lies.ts';
import { rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const answers: readonly Row[] = [
  [
    'code-missing',
    'sends neither a code nor an error',
    'RFC 6749 §4.1.2',
    parameters({ code: null }),
    answerRefused('callback-invalid'),
  ],
  [
    'code-empty',
    'sends an empty code',
    'RFC 6749 §4.1.2',
    parameters({ code: '' }),
    answerRefused('callback-invalid'),
  ],
  [
    'code-twice',
    'sends its code twice',
    'RFC 6749 §3.1',
    callback((url) => `${url}&${/code=[^&]*/.exec(url)?.[0] ?? ''}`),
    answerRefused('callback-invalid'),
  ],
  [
    'code-two',
    'sends two codes',
    'RFC 6749 §3.1',
    appended('&code=other'),
    answerRefused('callback-invalid'),
  ],
  [
    'code-and-error',
    'says yes and no at once',
    'RFC 6749 §4.1.2',
    appended('&error=access_denied'),
    answerRefused('callback-invalid'),
  ],
  [
    'response',
    'answers with a signed response that was not asked for',
    'RFC 9101',
    appended('&response=a.b.c'),
    answerRefused('callback-invalid'),
  ],
  [
    'access-token',
    'sends an access token in the address',
    'RFC 9700 §4.3.2',
    appended('&access_token=stolen'),
    answerRefused('callback-invalid'),
  ],
  [
    'id-token',
    'sends an ID token in the address',
    'RFC 9700 §4.3.2',
    appended('&id_token=a.b.c'),
    answerRefused('callback-invalid'),
  ],
  [
    'fragment-code',
    'sends another code behind #',
    'RFC 9700 §4.1.3',
    appended('#code=other'),
    answerRefused('callback-invalid'),
  ],
  [
    'fragment-token',
    'sends an access token behind #',
    'RFC 9700 §4.1.3',
    appended('#/?access_token=stolen'),
    answerRefused('callback-invalid'),
  ],
  ['fragment-empty', 'adds #_ to its answer', 'RFC 9700 §4.1.3', appended('#_'), accepted()],
  [
    'extra',
    'sends more than was asked: session_state, scope, client_id, nonce',
    'a known deviation',
    appended('&session_state=a.b&scope=openid%20email&client_id=latchkey-test&nonce=n&prompt=none'),
    accepted(),
  ],
  ['extra-twice', 'sends unknown parameters twice', 'a known deviation', appended('&x=1&x=2'), accepted()],
  [
    'long',
    'sends an answer of 4,000 characters',
    'a known deviation',
    appended(`&session_state=${'s'.repeat(4000)}`),
    accepted(),
  ],
  [
    'too-long',
    'sends an answer of 9,000 characters',
    'fault F26',
    appended(`&session_state=${'s'.repeat(9000)}`),
    ignored(),
  ],
  [
    'other-path',
    'sends the browser to another path',
    'RFC 8252 §8.10',
    callback((url) => url.replace('/callback/', '/callback/x')),
    answerRefused('callback-invalid'),
  ],
  [
    'other-spelling',
    'sends the browser to the address with a host',
    'RFC 8252 §8.10',
    callback((url) => url.replace(':/callback', '://callback')),
    answerRefused('callback-invalid'),
  ],
  [
    'other-host',
    'sends the browser to the address with another host',
    'RFC 8252 §8.10',
    callback((url) => url.replace(':/callback', '://evil/callback')),
    answerRefused('callback-invalid'),
  ],
  [
    'capital-path',
    'sends the browser to the path in capitals',
    'RFC 8252 §8.10',
    callback((url) => url.replace(/callback\/[^?]*/, (text) => text.toUpperCase())),
    ignored(),
  ],
  [
    'late',
    'sends the browser back after 61 minutes',
    'fault F21',
    (server, { clock }) => {
      server.callback = (url) => {
        clock.advance(61 * 60_000);
        return url;
      };
    },
    answerRefused('callback-expired'),
  ],
  [
    'early',
    'sends the browser back two hours before it was asked: the clock was set back',
    'fault F34',
    (server, { clock }) => {
      server.callback = (url) => {
        clock.setWall(clock.now() - 2 * 3_600_000);
        return url;
      };
    },
    answerRefused('callback-expired'),
  ],
];

/** What else the browser brings back, and where to. */
export const answersOdd = rowsOf('authorization', 'answer-', answers);
