import type { Behaviour } from '../behaviour.ts';
import { falseClaim } from '../expectations.ts';
import { claims } from '../lies.ts';
import { fapi, oidf } from './rows.ts';

const core = 'OpenID Connect Core §3.1.3.7';

/** What a server says instead of the truth. */
type ClaimRow = readonly [id: string, does: string, source: string, members: Parameters<typeof claims>[0]];

/** Claims that no client may take. */
const refusedRows: readonly (readonly [claim: string, rows: readonly ClaimRow[]])[] = [
  [
    'iss',
    [
      [
        'iss-wrong',
        'names another issuer',
        `${oidf('invalid-iss')}, ${fapi('invalid-iss')}`,
        { iss: 'https://evil.example' },
      ],
      ['iss-missing', 'names no issuer', fapi('invalid-missing-iss'), { iss: undefined }],
      ['iss-slash', 'names its issuer with a slash more', core, ({ issuer }) => ({ iss: `${issuer}/` })],
      ['iss-case', 'names its issuer in capitals', core, ({ issuer }) => ({ iss: issuer.toUpperCase() })],
      [
        'iss-port',
        'leaves the port out of its issuer',
        core,
        ({ issuer }) => ({ iss: issuer.replace(/:\d+$/, '') }),
      ],
      [
        'iss-percent',
        'writes its issuer with percent signs',
        core,
        ({ issuer }) => ({ iss: issuer.replace('127', '%3127') }),
      ],
      ['iss-space', 'writes a space after its issuer', core, ({ issuer }) => ({ iss: `${issuer} ` })],
      ['iss-list', 'names its issuer in a list', core, ({ issuer }) => ({ iss: [issuer] })],
      ['iss-null', 'names null as its issuer', core, { iss: null }],
    ],
  ],
  [
    'aud',
    [
      [
        'aud-wrong',
        'is for another client',
        `${oidf('invalid-aud')}, ${fapi('invalid-aud')}`,
        { aud: 'another-client' },
      ],
      [
        'aud-missing',
        'is for nobody',
        `${oidf('missing-aud')}, ${fapi('invalid-missing-aud')}`,
        { aud: undefined },
      ],
      ['aud-empty-list', 'is for an empty list', core, { aud: [] }],
      ['aud-empty', 'is for the empty name', core, { aud: '' }],
      ['aud-number', 'is for a number', core, { aud: 1 }],
      ['aud-null', 'is for null', core, { aud: null }],
      ['aud-object', 'is for an object', core, ({ clientId }) => ({ aud: { [clientId]: true } })],
      ['aud-nested', 'is for a list in a list', core, ({ clientId }) => ({ aud: [[clientId]] })],
      ['aud-mixed', 'is for this client and a number', core, ({ clientId }) => ({ aud: [clientId, 1] })],
      [
        'aud-case',
        'is for this client in capitals',
        core,
        ({ clientId }) => ({ aud: clientId.toUpperCase() }),
      ],
      [
        'aud-part',
        'is for a client whose name this one begins with',
        core,
        ({ clientId }) => ({ aud: `${clientId}-2` }),
      ],
    ],
  ],
  [
    'azp',
    [
      [
        'aud-second',
        'is for a second audience too',
        fapi('invalid-secondary-aud'),
        ({ clientId }) => ({ aud: [clientId, 'https://api.example'] }),
      ],
      ['azp-wrong', 'was given to another client', core, { azp: 'another-client' }],
      [
        'azp-wrong-of-two',
        'is for two, and was given to the other',
        core,
        ({ clientId }) => ({ aud: [clientId, 'other'], azp: 'other' }),
      ],
      ['azp-list', 'was given to a list', core, ({ clientId }) => ({ azp: [clientId] })],
      ['azp-null', 'was given to null', core, { azp: null }],
    ],
  ],
  [
    'sub',
    [
      ['sub-missing', 'does not say who signed in', oidf('missing-sub'), { sub: undefined }],
      ['sub-empty', 'gives the account an empty name', 'OpenID Connect Core §2', { sub: '' }],
      ['sub-number', 'gives the account a number', 'OpenID Connect Core §2', { sub: 7 }],
      ['sub-null', 'gives the account null', 'OpenID Connect Core §2', { sub: null }],
      ['sub-list', 'gives the account a list', 'OpenID Connect Core §2', { sub: ['ada'] }],
      [
        'sub-256',
        'gives the account a name of 256 characters',
        'OpenID Connect Core §2',
        { sub: 'a'.repeat(256) },
      ],
      ['sub-unicode', 'gives the account a name that is not ASCII', 'OpenID Connect Core §2', { sub: 'ädа' }],
    ],
  ],
  [
    'nonce',
    [
      [
        'nonce-wrong',
        'repeats another nonce',
        `${oidf('nonce-invalid')}, ${fapi('invalid-nonce')}`,
        { nonce: 'replayed' },
      ],
      ['nonce-missing', 'repeats no nonce', fapi('invalid-missing-nonce'), { nonce: undefined }],
      ['nonce-null', 'repeats null', core, { nonce: null }],
      ['nonce-list', 'repeats a list of nonces', core, { nonce: ['replayed'] }],
      ['nonce-empty', 'repeats the empty nonce', core, { nonce: '' }],
    ],
  ],
  [
    'exp',
    [
      ['exp-missing', 'never runs out', fapi('invalid-missing-exp'), { exp: undefined }],
      ['exp-text', 'runs out at a text', core, { exp: '4102444800' }],
      ['exp-null', 'runs out at null', core, { exp: null }],
      ['exp-huge', 'runs out in 2^64 seconds', 'hostile', { exp: 2 ** 64 }],
      ['exp-negative', 'ran out before 1970', 'hostile', { exp: -1 }],
      ['exp-list', 'runs out at a list', 'hostile', { exp: [4_102_444_800] }],
    ],
  ],
  [
    'iat',
    [
      ['iat-missing', 'does not say when it was issued', oidf('missing-iat'), { iat: undefined }],
      ['iat-text', 'was issued at a text', core, { iat: '1700000000' }],
      ['iat-huge', 'was issued in 2^64 seconds', 'hostile', { iat: 2 ** 64 }],
    ],
  ],
  ['nbf', [['nbf-text', 'is valid from a text on', 'RFC 7519 §4.1.5', { nbf: 'now' }]]],
];

/** What an ID token must not say (OpenID Connect Core §2, §3.1.3.7). */
export const idTokenClaims: readonly Behaviour[] = refusedRows.flatMap(([claim, rows]) =>
  rows.map(([id, does, source, members]): Behaviour => ({
    id,
    step: 'id-token',
    does,
    source,
    lie: claims(members),
    expected: falseClaim(claim),
  })),
);
