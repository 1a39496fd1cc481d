import type { Behaviour } from '../behaviour.ts';
import { accepted, falseClaim } from '../expectations.ts';
import { asPem, confused, part, saysAlgorithm, withHeader } from '../forgeries.ts';
import { all, idToken, metadata } from '../lies.ts';
import { madeRows, oidf } from './rows.ts';
import type { MadeRow } from './rows.ts';

const step = 'id-token';

const jws = 'RFC 7515 §5.2';

const practices = 'RFC 8725';

/** Judged before a key is asked for: nothing that such a token says can make it genuine. */
const malformed = falseClaim(null);

const algorithms: readonly MadeRow[] = [
  [
    'alg-none',
    'says alg none, without a signature',
    oidf('idtoken-sig-none'),
    saysAlgorithm('none'),
    malformed,
  ],
  ['alg-none-signed', 'says alg none, with a signature', practices, saysAlgorithm('none', 'c2ln'), malformed],
  ...['None', 'NONE', 'nOnE', ' none', 'none ', ''].map((alg): MadeRow => [
    `alg-none-${part(alg) || 'empty'}`,
    `says alg “${alg}”`,
    'hostile',
    saysAlgorithm(alg, 'c2ln'),
    malformed,
  ]),
  [
    'alg-null',
    'says alg null',
    'FAPI 2.0 client-test-invalid-null-alg',
    saysAlgorithm(null, 'c2ln'),
    malformed,
  ],
  ['alg-missing', 'says no alg', jws, saysAlgorithm(undefined, 'c2ln'), malformed],
  ['alg-list', 'says a list of algs', 'hostile', saysAlgorithm(['RS256', 'none'], 'c2ln'), malformed],
  ['alg-unknown', 'says an alg that nobody knows', jws, saysAlgorithm('XS256', 'c2ln'), malformed],
  ['alg-prototype', 'says the alg “constructor”', 'hostile', saysAlgorithm('constructor', 'c2ln'), malformed],
  [
    'alg-other',
    'is signed with PS256, which metadata does not list',
    'FAPI 2.0 client-test-invalid-alternate-alg',
    withHeader({ alg: 'PS256' }),
    malformed,
  ],
  [
    'alg-hs256-pem',
    'is signed with the public key as a shared secret, as PEM',
    `${oidf('invalid-sig-hs256')}, ${practices} §2.1`,
    confused(asPem),
    malformed,
  ],
  [
    'alg-hs256-jwk',
    'is signed with the public key as a shared secret, as JWK',
    `${practices} §2.1`,
    confused(({ jwk }) => JSON.stringify(jwk)),
    malformed,
  ],
  [
    'alg-hs256-modulus',
    'is signed with the modulus as a shared secret',
    `${practices} §2.1`,
    confused(({ jwk }) => Buffer.from(jwk.n ?? '', 'base64url')),
    malformed,
  ],
  ['alg-hs256-empty', 'is signed with an empty shared secret', 'hostile', confused(() => ''), malformed],
  [
    'alg-hs256-client',
    'is signed with the client id as a shared secret',
    'hostile',
    confused(() => 'latchkey-test'),
    malformed,
  ],
  ['alg-hs512', 'is signed with HS512', 'hostile', confused(asPem, 'HS512'), malformed],
];

/** HMAC stays out even where the server itself says that it signs so. */
const listedHmac: Behaviour = {
  id: 'alg-hs256-listed',
  step,
  does: 'lists HS256 alone and signs with it',
  source: 'OpenID Connect Core §3.1.3.7, a known deviation',
  lie: all(metadata({ id_token_signing_alg_values_supported: ['HS256'] }), idToken(confused(asPem))),
  expected: malformed,
};

const unlistedRs256: Behaviour = {
  id: 'alg-none-listed',
  step,
  does: 'lists none and HS256 beside RS256, and signs with RS256',
  source: 'a known deviation',
  lie: metadata({ id_token_signing_alg_values_supported: ['none', 'HS256', 'RS256'] }),
  expected: accepted(),
};

const noneListed: Behaviour = {
  id: 'alg-none-listed-used',
  step,
  does: 'lists none beside RS256, and signs with none',
  source: 'OpenID Connect Core §3.1.3.7',
  lie: all(
    metadata({ id_token_signing_alg_values_supported: ['none', 'RS256'] }),
    idToken(saysAlgorithm('none')),
  ),
  expected: malformed,
};

/** What a token says of its algorithm (RFC 8725 §3.1). */
export const idTokenAlgorithms: readonly Behaviour[] = [
  ...madeRows(algorithms),
  listedHmac,
  unlistedRs256,
  noneListed,
];
