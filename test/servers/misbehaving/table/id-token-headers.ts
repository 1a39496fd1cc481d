import { madeRows } from './rows.ts';
import type { Behaviour } from '../behaviour.ts';
import { accepted, falseClaim, forged } from '../expectations.ts';
import { byAttacker, withHeader } from '../forgeries.ts';
import type { MadeRow } from './rows.ts';

const step = 'id-token';

const jws = 'RFC 7515 §5.2';

const practices = 'RFC 8725';

/** Judged before a key is asked for: nothing that such a token says can make it genuine. */
const malformed = falseClaim(null);

const headers: readonly MadeRow[] = [
  ['header-typ', 'says typ JWT', 'RFC 7519 §5.1', withHeader({ typ: 'JWT' }), accepted()],
  [
    'header-typ-access',
    'says that it is an access token',
    `${practices} §3.11`,
    withHeader({ typ: 'at+jwt' }),
    malformed,
  ],
  [
    'header-typ-logout',
    'says that it is a logout token',
    `${practices} §3.11`,
    withHeader({ typ: 'application/logout+jwt' }),
    malformed,
  ],
  [
    'header-crit',
    'demands an extension that nobody knows',
    'RFC 7515 §4.1.11',
    withHeader({ crit: ['exp2'], exp2: 1 }),
    malformed,
  ],
  [
    'header-crit-empty',
    'demands an empty list of extensions',
    'RFC 7515 §4.1.11',
    withHeader({ crit: [] }),
    malformed,
  ],
  [
    'header-b64',
    'says that its payload is not encoded',
    'RFC 7797 §7',
    withHeader({ crit: ['b64'], b64: false }),
    malformed,
  ],
  [
    'header-b64-silent',
    'says so without demanding that it be understood',
    'RFC 7797 §6',
    withHeader({ b64: false }),
    malformed,
  ],
  ['header-zip', 'says that it is compressed', 'RFC 7516 §4.1.3', withHeader({ zip: 'DEF' }), accepted()],
  [
    'header-kid-path',
    'names a path as its kid',
    'hostile',
    withHeader({ kid: '../../../../dev/null' }),
    forged(),
  ],
  ['header-kid-query', 'names a query as its kid', 'hostile', withHeader({ kid: "' OR 1=1 --" }), forged()],
  [
    'header-kid-unknown',
    'names a kid that is not published',
    'OpenID Connect Core §10.1.1',
    withHeader({ kid: 'key-2' }),
    forged(),
  ],
  [
    'header-kid-prototype',
    'names the kid “__proto__”',
    'hostile',
    withHeader({ kid: '__proto__' }),
    forged(),
  ],
  ['header-kid-number', 'names a number as its kid', 'RFC 7515 §4.1.4', withHeader({ kid: 1 }), malformed],
  [
    'header-kid-huge',
    'names a kid of 50,000 characters',
    'hostile',
    withHeader({ kid: 'k'.repeat(50_000) }),
    forged(),
  ],
  [
    'header-duplicate',
    'says alg twice, first none',
    'RFC 7515 §4',
    (claims, { signer }) =>
      signer.signAsWritten('{"alg":"none","alg":"RS256","kid":"key-1"}', JSON.stringify(claims)),
    accepted(),
  ],
  [
    'header-duplicate-none',
    'says alg twice, last none',
    'RFC 7515 §4',
    (claims, { signer }) =>
      signer.signAsWritten('{"alg":"RS256","alg":"none","kid":"key-1"}', JSON.stringify(claims)),
    malformed,
  ],
  [
    'header-deep',
    'nests its header 5,000 levels deep',
    'hostile',
    (claims, { signer }) =>
      signer.signAsWritten(
        `{"alg":"RS256","kid":"key-1","x":${'['.repeat(5000)}${']'.repeat(5000)}}`,
        JSON.stringify(claims),
      ),
    accepted(),
  ],
  [
    'header-text',
    'has no JSON in its header',
    jws,
    (claims, { signer }) => signer.signAsWritten('RS256', JSON.stringify(claims)),
    malformed,
  ],
];

/** Keys to fetch that the token names: nothing is fetched from there (RFC 8725 §3.10). */
const addresses: readonly Behaviour[] = ['jku', 'x5u'].map((name) => ({
  id: `header-${name}`,
  step,
  does: `names an address for its key (${name})`,
  source: `${practices} §3.10`,
  lie: (server, { elsewhere }) => {
    server.makeIdToken = byAttacker(() => ({ [name]: `${elsewhere}/keys` }));
  },
  expected: forged(),
}));

/** What else a token's header says (RFC 7515 §4). */
export const idTokenHeaders: readonly Behaviour[] = [...madeRows(headers), ...addresses];
