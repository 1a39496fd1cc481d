import type { Behaviour } from '../behaviour.ts';
import { accepted, falseClaim } from '../expectations.ts';
import { claims, honest, timedClaims } from '../lies.ts';
import { fapi, oidf } from './rows.ts';

const step = 'id-token';

const core = 'OpenID Connect Core §3.1.3.7';

/** What a server says instead of the truth. */
type ClaimRow = readonly [id: string, does: string, source: string, members: Parameters<typeof claims>[0]];

/** Claims that are odd or rare, and fine. */
const acceptedRows: readonly ClaimRow[] = [
  [
    'aud-list',
    'is for a list of this client alone',
    fapi('valid-aud-as-array'),
    ({ clientId }) => ({ aud: [clientId] }),
  ],
  ['aud-twice', 'is for this client twice', core, ({ clientId }) => ({ aud: [clientId, clientId] })],
  ['azp-own', 'was given to this client', core, ({ clientId }) => ({ azp: clientId })],
  [
    'aud-second-azp',
    'is for two, and was given to this client',
    'a known deviation',
    ({ clientId }) => ({ aud: [clientId, 'https://api.example'], azp: clientId }),
  ],
  [
    'sub-255',
    'gives the account a name of 255 characters',
    'OpenID Connect Core §2',
    { sub: 'a'.repeat(255) },
  ],
  [
    'sub-odd',
    'gives the account a name with quotes, slashes and brackets',
    'OpenID Connect Core §2',
    { sub: '../"<auth0|1>' },
  ],
  ['auth-time-zero', 'says that nobody ever signed in: auth_time 0', 'a known deviation', { auth_time: 0 }],
  [
    'auth-time-fraction',
    'gives auth_time with a fraction',
    'a known deviation',
    { auth_time: 1_700_000_000.5 },
  ],
  ['auth-time-text', 'gives auth_time as a text, which was not asked for', core, { auth_time: 'yesterday' }],
  ['acr-unasked', 'names an acr that was not asked for', core, { acr: 'urn:example:bronze' }],
  [
    'claims-unknown',
    'says much that nobody knows',
    'RFC 7519 §4',
    { roles: ['a'], nested: { deep: [1, null] }, constructor: 'x' },
  ],
  ['scope-list', 'lists scopes as an array', 'a known deviation', { scope: ['openid', 'email'] }],
];

interface Timed {
  readonly id: string;
  readonly does: string;
  readonly source: string;
  readonly members: (now: number) => Readonly<Record<string, unknown>>;
  readonly claim: string | null;
}

/** Against the server's own clock: a minute of tolerance for what ran out, five for what is to come. */
const timedRows: readonly Timed[] = [
  {
    id: 'exp-past',
    does: 'ran out an hour ago',
    source: fapi('invalid-expired-exp'),
    members: (now) => ({ exp: now - 3600 }),
    claim: 'exp',
  },
  {
    id: 'exp-border',
    does: 'ran out 59 seconds ago',
    source: core,
    members: (now) => ({ exp: now - 59 }),
    claim: null,
  },
  {
    id: 'exp-beyond',
    does: 'ran out 60 seconds ago',
    source: core,
    members: (now) => ({ exp: now - 60 }),
    claim: 'exp',
  },
  {
    id: 'exp-fraction',
    does: 'runs out at a fraction of a second',
    source: 'RFC 7519 §2',
    members: (now) => ({ exp: now + 60.5 }),
    claim: null,
  },
  {
    id: 'iat-border',
    does: 'was issued five minutes ahead',
    source: core,
    members: (now) => ({ iat: now + 300 }),
    claim: null,
  },
  {
    id: 'iat-beyond',
    does: 'was issued five minutes and a second ahead',
    source: core,
    members: (now) => ({ iat: now + 301 }),
    claim: 'iat',
  },
  {
    id: 'iat-old',
    does: 'was issued eleven minutes ago, which is noted',
    source: core,
    members: (now) => ({ iat: now - 660 }),
    claim: null,
  },
  {
    id: 'nbf-border',
    does: 'is valid in five minutes',
    source: 'RFC 7519 §4.1.5',
    members: (now) => ({ nbf: now + 300 }),
    claim: null,
  },
  {
    id: 'nbf-beyond',
    does: 'is valid in five minutes and a second',
    source: 'RFC 7519 §4.1.5',
    members: (now) => ({ nbf: now + 301 }),
    claim: 'nbf',
  },
];

/** What an ID token may say, and how far a clock may be off. */
export const idTokenTolerances: readonly Behaviour[] = [
  {
    id: 'honest',
    step,
    does: 'keeps the rules',
    source: `${oidf('')}, ${fapi('happy-path')}`,
    lie: honest,
    expected: accepted(),
  },
  ...acceptedRows.map(([id, does, source, members]): Behaviour => ({
    id,
    step,
    does,
    source,
    lie: claims(members),
    expected: accepted(),
  })),
  ...timedRows.map(({ id, does, source, members, claim }): Behaviour => ({
    id,
    step,
    does,
    source,
    lie: timedClaims(members),
    expected: claim === null ? accepted() : falseClaim(claim),
  })),
];
