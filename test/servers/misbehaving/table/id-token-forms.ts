import { tokenAnswer } from '../lies.ts';
import { madeRows, rowsOf } from './rows.ts';
import type { Behaviour } from '../behaviour.ts';
import { falseClaim, refused } from '../expectations.ts';
import { encrypted, finished, payload, signed } from '../forgeries.ts';
import type { MadeRow } from './rows.ts';

const step = 'id-token';

const jws = 'RFC 7515 §5.2';

/** Judged before a key is asked for: nothing that such a token says can make it genuine. */
const malformed = falseClaim(null);

const forms: readonly MadeRow[] = [
  ['parts-two', 'has two parts', jws, finished((token) => token.slice(0, token.lastIndexOf('.'))), malformed],
  ['parts-four', 'has four parts', jws, finished((token) => `${token}.AA`), malformed],
  [
    'parts-five',
    'has five parts, the first three genuine',
    jws,
    finished((token) => `${token}.AA.AA`),
    malformed,
  ],
  ['parts-six', 'has six parts', jws, finished((token) => `${token}.AA.AA.AA`), malformed],
  ['parts-empty', 'is two dots', jws, () => '..', malformed],
  ['encrypted', 'is encrypted', 'RFC 7516', encrypted(), malformed],
  [
    'nested',
    'holds another token instead of claims',
    'RFC 7519 §5.2',
    (claims, { signer }) =>
      signer.signAsWritten(
        JSON.stringify({ alg: 'RS256', kid: 'key-1', cty: 'JWT' }),
        signed(signer, {}, claims),
      ),
    malformed,
  ],
  ['space-after', 'ends with a space', jws, finished((token) => `${token} `), malformed],
  ['space-before', 'begins with a line break', jws, finished((token) => `\n${token}`), malformed],
  [
    'space-inside',
    'has a line break in its signature',
    jws,
    finished((token) => `${token.slice(0, -8)}\r\n${token.slice(-8)}`),
    malformed,
  ],
  ['padding', 'is padded with “=”', 'RFC 7515 §2', finished((token) => `${token}==`), malformed],
  [
    'not-url-safe',
    'is written in plain base64',
    'RFC 7515 §2',
    finished((token) => token.replaceAll('-', '+').replaceAll('_', '/') + '+/'),
    malformed,
  ],
  [
    'huge',
    'has more than 100,000 characters',
    'hostile',
    payload((text) => text.replace('{', `{"filler":"${'x'.repeat(80_000)}",`)),
    malformed,
  ],
  [
    'json-form',
    'is a JSON object',
    'RFC 7515 §7.2',
    finished((token) => JSON.stringify({ payload: token })),
    malformed,
  ],
];

const missing: Behaviour = {
  id: 'id-token-missing',
  step,
  does: 'gives none, although openid was asked for and granted',
  source: 'OpenID Connect Core §3.1.3.3',
  lie: (server) => {
    server.tokenAnswer = { id_token: undefined };
  },
  expected: refused('id-token-invalid'),
};

const notText = rowsOf('id-token', 'id-token-', [
  ['number', 'gives a number', 'hostile', tokenAnswer({ id_token: 7 }), refused('id-token-invalid')],
  [
    'object',
    'gives the claims',
    'hostile',
    tokenAnswer({ id_token: { sub: 'ada' } }),
    refused('id-token-invalid'),
  ],
  ['empty', 'gives an empty text', 'hostile', tokenAnswer({ id_token: '' }), refused('id-token-invalid')],
]);

/** How a token is written (RFC 7515 §7.1). */
export const idTokenForms: readonly Behaviour[] = [...madeRows(forms), missing, ...notText];
