import { accessTokenHash } from '../../signing-keys.ts';
import { doubtful, renewalRefused, renewed, waits } from '../expectations.ts';
import { asPem, byAttacker, confused, saysAlgorithm } from '../forgeries.ts';
import { answersJson, answersText, claims, honest, idToken, timedClaims, tokenAnswer } from '../lies.ts';
import { sharedKey } from '../shared-keys.ts';
import { deviation, oidf, rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const core = 'OpenID Connect Core §12.2';

/** The ID token that comes with a renewal. */
const identities: readonly Row[] = [
  ['honest', 'renews', oidf('refresh-token'), honest, renewed()],
  [
    'iss',
    'names another issuer',
    oidf('refresh-token-invalid-issuer'),
    claims({ iss: 'https://evil.example' }),
    renewalRefused('iss'),
  ],
  [
    'iss-slash',
    'names its issuer with a slash more',
    core,
    claims(({ issuer }) => ({ iss: `${issuer}/` })),
    renewalRefused('iss'),
  ],
  [
    'sub',
    'is about another account',
    oidf('refresh-token-invalid-sub'),
    claims({ sub: 'eve' }),
    renewalRefused('sub'),
  ],
  ['sub-case', 'is about the account in capitals', core, claims({ sub: 'ADA' }), renewalRefused('sub')],
  ['sub-missing', 'does not say who it is about', core, claims({ sub: undefined }), renewalRefused('sub')],
  ['aud', 'is for another client', core, claims({ aud: 'another-client' }), renewalRefused('aud')],
  [
    'aud-more',
    'is for this client and another, to which it was given',
    core,
    claims(({ clientId }) => ({ aud: [clientId, 'other'], azp: 'other' })),
    renewalRefused('azp'),
  ],
  [
    'aud-list',
    'is for a list of this client alone',
    core,
    claims(({ clientId }) => ({ aud: [clientId] })),
    renewed(),
  ],
  ['azp', 'was given to another client', core, claims({ azp: 'another-client' }), renewalRefused('azp')],
  ['azp-own', 'was given to this client', core, claims(({ clientId }) => ({ azp: clientId })), renewed()],
  ['nonce', 'has another nonce', core, claims({ nonce: 'other' }), renewalRefused('nonce')],
  ['nonce-null', 'has null as its nonce', core, claims({ nonce: null }), renewalRefused('nonce')],
  ['exp', 'ran out an hour ago', core, timedClaims((now) => ({ exp: now - 3600 })), renewalRefused('exp')],
  ['exp-missing', 'never runs out', core, claims({ exp: undefined }), renewalRefused('exp')],
  [
    'iat-old',
    'was issued six minutes ago',
    core,
    timedClaims((now) => ({ iat: now - 360 })),
    renewalRefused('iat'),
  ],
  ['iat-border', 'was issued five minutes ago', core, timedClaims((now) => ({ iat: now - 300 })), renewed()],
  [
    'iat-future',
    'was issued in six minutes',
    core,
    timedClaims((now) => ({ iat: now + 360 })),
    renewalRefused('iat'),
  ],
  ['iat-missing', 'does not say when it was issued', core, claims({ iat: undefined }), renewalRefused('iat')],
  [
    'auth-time',
    'gives another time of sign-in, which is noted',
    deviation,
    claims({ auth_time: 1_700_000_000 }),
    renewed(),
  ],
  [
    'at-hash',
    'belongs to another access token',
    core,
    claims({ at_hash: accessTokenHash('other') }),
    renewalRefused('at_hash'),
  ],
  ['none', 'is not signed', core, idToken(saysAlgorithm('none')), renewalRefused(null)],
  [
    'hmac',
    'is signed with the public key as a shared secret',
    'RFC 8725 §2.1',
    idToken(confused(asPem)),
    renewalRefused(null),
  ],
  [
    'attacker',
    'is signed by somebody else',
    core,
    idToken(byAttacker()),
    renewalRefused(null, { calls: ['refresh', 'keys'] }),
  ],
  ['garbled', 'is no token at all', core, tokenAnswer({ id_token: 'hello' }), renewalRefused(null)],
  [
    'rotated',
    'is signed with a new key',
    'fault F11',
    async (server) => {
      server.keys = [await sharedKey('RS256', 'key-2')];
    },
    renewed({ calls: ['refresh', 'keys'] }),
  ],
  [
    'rotated-unread',
    'is signed with a new key, which cannot be read',
    'fault F12',
    async (server, surroundings) => {
      server.keys = [await sharedKey('RS256', 'key-2')];
      await answersText('/jwks', 503, '')(server, surroundings);
    },
    waits('provider-unavailable', 'keys-unavailable', { calls: ['refresh', 'keys'] }),
  ],
];

/** Members that are left out mean “unchanged”. */
const members: readonly Row[] = [
  [
    'bare',
    'gives a new access token and nothing else',
    `${deviation}, RFC 6749 §6`,
    tokenAnswer({ refresh_token: undefined, id_token: undefined, scope: undefined, expires_in: undefined }),
    renewed(),
  ],
  ['scope-narrowed', 'narrows the scopes', 'RFC 6749 §6', tokenAnswer({ scope: 'openid' }), renewed()],
  ['scope-list', 'gives its scopes as a list', deviation, tokenAnswer({ scope: ['openid'] }), renewed()],
  [
    'type',
    'gives a token of another type',
    'RFC 9449 §5',
    tokenAnswer({ token_type: 'DPoP' }),
    renewalRefused(null, { code: 'token-response-invalid' }),
  ],
  [
    'type-missing',
    'does not say the type of its token',
    'RFC 6749 §5.1',
    tokenAnswer({ token_type: undefined }),
    renewalRefused(null, { code: 'token-response-invalid' }),
  ],
  [
    'access-token-lines',
    'breaks a line in the access token',
    'RFC 6749 appendix A.12',
    tokenAnswer({ access_token: 'a\r\nb' }),
    renewalRefused(null, { code: 'token-response-invalid' }),
  ],
  [
    'empty',
    'gives an object without tokens',
    'RFC 6749 §5.1',
    answersJson('/token', 200, {}),
    doubtful('token-response-invalid'),
  ],
];

/** What comes with a renewal (OpenID Connect Core §12.2, RFC 6749 §6). */
export const refreshIdentities = rowsOf('refresh', 'refresh-', [...identities, ...members]);
