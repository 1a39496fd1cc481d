import type { IdTokenMaker } from '../../levers.ts';
import { accessTokenHash } from '../../signing-keys.ts';
import type { Behaviour } from '../behaviour.ts';
import { accepted, falseClaim, forged } from '../expectations.ts';
import { byAttacker } from '../forgeries.ts';
import { claims, idToken } from '../lies.ts';
import { oidf, rowsOf } from './rows.ts';

const step = 'id-token';
const core = 'OpenID Connect Core §3.1.3.6';

const jws = 'RFC 7515 §5.2';

interface Hashed {
  readonly algorithm: string;
  readonly hash: string;
}

const hashes: readonly Hashed[] = [
  ...['RS', 'PS', 'ES'].flatMap((family) =>
    ['256', '384', '512'].map((bits) => ({ algorithm: `${family}${bits}`, hash: `sha${bits}` })),
  ),
  { algorithm: 'EdDSA', hash: 'sha512' },
];

function hashed(hash: string): IdTokenMaker {
  return (said, { signer, accessToken }) =>
    signer.sign({ ...said, at_hash: accessTokenHash(accessToken, hash) });
}

/** Each algorithm, with the `at_hash` that fits it, with another one's, and with a signature of another key. */
const perAlgorithm: readonly Behaviour[] = hashes.flatMap(({ algorithm, hash }) => {
  const name = algorithm.toLowerCase();
  const server = { algorithm };
  const other = hash === 'sha256' ? 'sha512' : 'sha256';
  const source = algorithm === 'RS256' ? oidf('idtoken-sig-rs256') : core;
  return [
    {
      id: `${name}-hash`,
      step,
      does: `signs with ${algorithm} and gives the at_hash that fits`,
      source,
      lie: idToken(hashed(hash)),
      expected: accepted(),
      server,
    },
    {
      id: `${name}-other-hash`,
      step,
      does: `signs with ${algorithm} and gives an at_hash of another length`,
      source,
      lie: idToken(hashed(other)),
      expected: falseClaim('at_hash'),
      server,
    },
    {
      id: `${name}-attacker`,
      step,
      does: `signs with ${algorithm} and somebody else’s key`,
      source: algorithm === 'ES256' ? oidf('invalid-sig-es256') : jws,
      lie: idToken(byAttacker()),
      expected: forged(),
      server,
    },
  ];
});

const hashesOdd = rowsOf('id-token', 'at-hash-', [
  [
    'wrong',
    'gives the at_hash of another access token',
    core,
    claims({ at_hash: accessTokenHash('another') }),
    falseClaim('at_hash'),
  ],
  ['empty', 'gives an empty at_hash', core, claims({ at_hash: '' }), falseClaim('at_hash')],
  ['null', 'gives null as at_hash', core, claims({ at_hash: null }), falseClaim('at_hash')],
]);

export const idTokenHashes: readonly Behaviour[] = [...perAlgorithm, ...hashesOdd];
