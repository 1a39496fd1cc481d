import { accepted, refused } from '../expectations.ts';
import { tokenAnswer } from '../lies.ts';
import { deviation, fapi, rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const section = 'RFC 6749 §5.1';

const errors = 'RFC 6749 §5.2';
const invalid = refused('token-response-invalid');

const memberRows: readonly Row[] = [
  [
    'type-missing',
    'does not say the type of its token',
    section,
    tokenAnswer({ token_type: undefined }),
    invalid,
  ],
  ['type-empty', 'says an empty type', section, tokenAnswer({ token_type: '' }), invalid],
  [
    'type-lower',
    'says bearer',
    `${fapi('token-type-case-insensitivity')}, ${deviation}`,
    tokenAnswer({ token_type: 'bearer' }),
    accepted(),
  ],
  [
    'type-mixed',
    'says bEARER',
    fapi('token-type-case-insensitivity'),
    tokenAnswer({ token_type: 'bEARER' }),
    accepted(),
  ],
  ['type-dpop', 'says DPoP, without a proof', 'RFC 9449 §5', tokenAnswer({ token_type: 'DPoP' }), invalid],
  ['type-mac', 'says mac', 'RFC 6749 §7.1', tokenAnswer({ token_type: 'mac' }), invalid],
  ['type-na', 'says N_A', 'RFC 8693 §2.2.1', tokenAnswer({ token_type: 'N_A' }), invalid],
  ['type-list', 'says a list of types', section, tokenAnswer({ token_type: ['Bearer'] }), invalid],
  ['type-spaces', 'says Bearer between spaces', section, tokenAnswer({ token_type: ' Bearer ' }), invalid],
  [
    'access-token-missing',
    'gives no access token',
    section,
    tokenAnswer({ access_token: undefined }),
    invalid,
  ],
  ['access-token-empty', 'gives an empty access token', section, tokenAnswer({ access_token: '' }), invalid],
  ['access-token-number', 'gives a number', section, tokenAnswer({ access_token: 7 }), invalid],
  [
    'access-token-list',
    'gives a list of access tokens',
    section,
    tokenAnswer({ access_token: ['a'] }),
    invalid,
  ],
  [
    'access-token-lines',
    'breaks a line in the access token',
    'RFC 6749 appendix A.12',
    tokenAnswer({ access_token: 'a\r\nX-Evil: 1' }),
    invalid,
  ],
  [
    'access-token-nul',
    'hides a NUL in the access token',
    'RFC 6749 appendix A.12',
    tokenAnswer({ access_token: 'a\0b' }),
    invalid,
  ],
  [
    'access-token-unicode',
    'writes the access token in letters that no header takes',
    'RFC 6749 appendix A.12',
    tokenAnswer({ access_token: 'tökén' }),
    invalid,
  ],
  [
    'extra',
    'gives members that nobody knows',
    section,
    tokenAnswer({
      ext_expires_in: 1,
      'not-before-policy': 0,
      session_state: 'x',
      constructor: { prototype: 1 },
    }),
    accepted(),
  ],
  [
    'twice',
    'gives two access tokens: the last one counts',
    'RFC 8259 §4',
    (server) =>
      server.rewrite('/token', (body, response) => {
        response.end(body.replace('{', '{"access_token":"first",'));
      }),
    accepted(),
  ],
  ['error-beside', 'gives tokens and an error', errors, tokenAnswer({ error: 'server_error' }), accepted()],
  [
    'scope-list',
    'gives its scopes as a list',
    deviation,
    tokenAnswer({ scope: ['openid', 'offline_access'] }),
    accepted(),
  ],
  [
    'scope-odd',
    'gives its scopes as an object',
    'hostile',
    tokenAnswer({ scope: { openid: true } }),
    accepted(),
  ],
  ['scope-missing', 'does not say its scopes', deviation, tokenAnswer({ scope: undefined }), accepted()],
  [
    'scope-narrowed',
    'narrows openid away, and gives no ID token',
    'OpenID Connect Core §3.1.3.3',
    tokenAnswer({ scope: 'offline_access', id_token: undefined }),
    accepted({ calls: ['discovery', 'authorization', 'token'] }),
  ],
  [
    'refresh-missing',
    'gives no refresh token',
    'RFC 6749 §1.5',
    tokenAnswer({ refresh_token: undefined }),
    accepted({ state: 'signed-in-until' }),
  ],
  [
    'refresh-empty',
    'gives an empty refresh token',
    section,
    tokenAnswer({ refresh_token: '' }),
    accepted({ state: 'signed-in-until' }),
  ],
  [
    'refresh-odd',
    'gives a list of refresh tokens',
    section,
    tokenAnswer({ refresh_token: ['a'] }),
    accepted({ state: 'signed-in-until' }),
  ],
  [
    'scope-list-narrowed',
    'narrows openid away in a list, and gives no ID token',
    deviation,
    tokenAnswer({ scope: ['offline_access'], id_token: undefined }),
    accepted({ calls: ['discovery', 'authorization', 'token'] }),
  ],
];

/** The members of a token answer (RFC 6749 §5.1). */
export const tokenMembers = rowsOf('token', 'token-', memberRows);
