import type { Behaviour, Lie } from '../behaviour.ts';
import { falseClaim, forged } from '../expectations.ts';
import { byAttacker, ecKey, finished, part, rsaKey } from '../forgeries.ts';
import { idToken } from '../lies.ts';
import { madeRows, oidf } from './rows.ts';
import type { MadeRow } from './rows.ts';

const step = 'id-token';

const jws = 'RFC 7515 §5.2';

const practices = 'RFC 8725';

/** Judged before a key is asked for: nothing that such a token says can make it genuine. */
const malformed = falseClaim(null);

const signatures: readonly MadeRow[] = [
  [
    'signature-wrong',
    'has the signature of another token',
    oidf('invalid-sig-rs256'),
    async (claims, { signer }) => {
      const [head = '', body = ''] = (await signer.sign(claims)).split('.');
      const other = (await signer.sign({ ...claims, sub: 'eve' })).split('.').at(-1) ?? '';
      return `${head}.${body}.${other}`;
    },
    forged(),
  ],
  ['signature-attacker', 'is signed by somebody else’s key under the same kid', jws, byAttacker(), forged()],
  [
    'signature-jwk',
    'brings the key that signed it',
    `${jws}, ${practices} §3.10`,
    byAttacker(({ jwk }) => ({ jwk })),
    forged(),
  ],
  [
    'signature-claims',
    'was changed after it was signed',
    jws,
    async (claims, { signer }) => {
      const [head = '', , signature = ''] = (await signer.sign(claims)).split('.');
      return `${head}.${part({ ...claims, email: 'eve@example.test' })}.${signature}`;
    },
    forged(),
  ],
  [
    'signature-header',
    'has another header than the one that was signed',
    jws,
    finished((token) => {
      const [, body = '', signature = ''] = token.split('.');
      return `${part({ alg: 'RS256', kid: 'key-1', extra: 1 })}.${body}.${signature}`;
    }),
    forged(),
  ],
  [
    'signature-short',
    'lacks the last byte of its signature',
    jws,
    finished((token) => token.slice(0, -2)),
    forged(),
  ],
  [
    'signature-one-byte',
    'has a signature of one byte',
    jws,
    finished((token) => `${token.slice(0, token.lastIndexOf('.'))}.AA`),
    forged(),
  ],
  [
    'signature-empty',
    'has an empty signature',
    jws,
    finished((token) => token.slice(0, token.lastIndexOf('.') + 1)),
    malformed,
  ],
];

/** Keys that the issuer publishes, and that nobody may trust. */
function weak(id: string, does: string, source: string, lie: Lie, expected = forged()): Behaviour {
  return { id, step, does, source, lie, expected };
}

const weakKeys: readonly Behaviour[] = [
  weak('rsa-512', 'signs with an RSA key of 512 bits', 'RFC 7518 §3.3', (server) => {
    server.keys = [rsaKey(512)];
  }),
  weak('rsa-1024', 'signs with an RSA key of 1,024 bits', 'RFC 7518 §3.3', (server) => {
    server.keys = [rsaKey(1024)];
  }),
  weak('ec-other-curve', 'signs ES256 on the curve P-384', 'RFC 7518 §3.4', (server) => {
    server.keys = [ecKey('P-384', 'ES256')];
  }),
  weak('ec-secp256k1', 'signs ES256 on the curve of Bitcoin', 'RFC 7518 §3.4', (server) => {
    server.keys = [ecKey('secp256k1', 'ES256')];
  }),
];

const zero: Behaviour = {
  id: 'ecdsa-zero',
  step,
  does: 'signs ES256 with r and s zero',
  source: 'CVE-2022-21449',
  lie: idToken(
    finished(
      (token) => `${token.slice(0, token.lastIndexOf('.'))}.${Buffer.alloc(64).toString('base64url')}`,
    ),
  ),
  expected: forged(),
  server: { algorithm: 'ES256' },
};

const derEncoded: Behaviour = {
  id: 'ecdsa-der',
  step,
  does: 'signs ES256 with a signature of another form',
  source: 'RFC 7518 §3.4',
  lie: idToken(
    finished((token) => {
      const raw = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url');
      const der = Buffer.concat([
        Buffer.from([0x30, 70, 2, 33, 0]),
        raw.subarray(0, 32),
        Buffer.from([2, 33, 0]),
        raw.subarray(32),
      ]);
      return `${token.slice(0, token.lastIndexOf('.'))}.${der.toString('base64url')}`;
    }),
  ),
  expected: forged(),
  server: { algorithm: 'ES256' },
};

/** Signatures that are not the issuer's (RFC 7515 §5.2). */
export const idTokenSignatures: readonly Behaviour[] = [
  ...madeRows(signatures),
  ...weakKeys,
  zero,
  derEncoded,
];
