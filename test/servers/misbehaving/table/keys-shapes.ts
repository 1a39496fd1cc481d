import { accepted, forged, keysUnread } from '../expectations.ts';
import { part } from '../forgeries.ts';
import { answersJson, answersText, honest } from '../lies.ts';
import { sharedKey } from '../shared-keys.ts';
import { answerKeys, publishes, withoutNames } from './published-keys.ts';
import { deviation, oidf, rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const shapes: readonly Row[] = [
  ['used', 'publishes its keys where metadata says', oidf('discovery-jwks-uri-keys'), honest, accepted()],
  [
    'single-without-kid',
    'publishes one key, and names it nowhere',
    oidf('kid-absent-single-jwks'),
    withoutNames(),
    accepted(),
  ],
  [
    'several-without-kid',
    'publishes two keys that fit, and names none',
    oidf('kid-absent-multiple-jwks'),
    async (server, surroundings) => withoutNames([await sharedKey('RS256', 'second')])(server, surroundings),
    forged(),
  ],
  [
    'kid-only-in-token',
    'names its key in the token alone',
    'OpenID Connect Core §10.1',
    publishes((own) => [{ ...own, kid: undefined }]),
    accepted(),
  ],
  [
    'same-kid',
    'gives two keys one name',
    'hostile',
    async (server) =>
      answerKeys(
        server,
        [(await sharedKey('RS256', 'second')).jwk, server.keys[0]?.jwk].map((jwk) => ({
          ...jwk,
          kid: 'key-1',
        })),
      ),
    accepted(),
  ],
  [
    'bare',
    'leaves use and alg out',
    deviation,
    publishes((own) => [{ ...own, use: undefined, alg: undefined }]),
    accepted(),
  ],
  [
    'beside-encryption',
    'publishes an encryption key beside it',
    deviation,
    publishes((own) => [{ ...own, kid: 'enc', use: 'enc', alg: 'RSA-OAEP' }, own]),
    accepted(),
  ],
  [
    'beside-odd',
    'publishes keys of kinds that nobody knows',
    deviation,
    publishes((own) => [{ kty: 'AKP' }, null, 7, 'key', [], { kty: 'RSA', n: 7 }, own]),
    accepted(),
  ],
  [
    'private',
    'publishes its private key',
    'hostile',
    publishes((own) => [{ ...own, d: 'c2VjcmV0', p: 'cA', q: 'cQ' }]),
    accepted(),
  ],
  [
    'for-encryption',
    'says that its key is for encryption',
    'RFC 7517 §4.2',
    publishes((own) => [{ ...own, use: 'enc' }]),
    forged(),
  ],
  [
    'for-another-algorithm',
    'says that its key is for RS512',
    'RFC 7517 §4.4',
    publishes((own) => [{ ...own, alg: 'RS512' }]),
    forged(),
  ],
  [
    'for-signing-only',
    'says that its key may sign and not verify',
    'RFC 7517 §4.3',
    publishes((own) => [{ ...own, key_ops: ['sign'] }]),
    forged(),
  ],
  [
    'symmetric',
    'publishes a shared secret alone',
    'hostile',
    publishes(() => [{ kty: 'oct', kid: 'key-1', k: part('secret') }]),
    forged(),
  ],
  [
    'modulus-missing',
    'publishes a key without its modulus',
    'RFC 7518 §6.3.1',
    publishes((own) => [{ ...own, n: undefined }]),
    forged(),
  ],
  [
    'modulus-text',
    'publishes a modulus that is no number',
    'RFC 7518 §6.3.1',
    publishes((own) => [{ ...own, n: '***' }]),
    forged(),
  ],
  [
    'exponent-even',
    'publishes an exponent that cannot be one',
    'hostile',
    publishes((own) => [{ ...own, e: 'AA' }]),
    forged(),
  ],
  ['none', 'publishes no keys', 'RFC 7517 §5', publishes(() => []), forged()],
  [
    'not-a-list',
    'publishes keys that are no list',
    'RFC 7517 §5',
    answersJson('/jwks', 200, { keys: { kty: 'RSA' } }),
    keysUnread(),
  ],
  [
    'thousands',
    'publishes 10,000 keys, its own first',
    'hostile',
    publishes((own) => [own, ...Array.from({ length: 10_000 }, () => ({ kty: 'oct' }))]),
    accepted(),
  ],
  [
    'thousands-first',
    'publishes 10,000 keys, its own last',
    'hostile',
    publishes((own) => [...Array.from({ length: 10_000 }, () => ({ kty: 'oct' })), own]),
    accepted(),
  ],
  [
    'thousands-same',
    'publishes 150 keys of the same name, its own last',
    'hostile',
    publishes((own) => [
      ...Array.from({ length: 150 }, () => ({
        ...own,
        n: `${own.n?.slice(0, -4) ?? ''}AAAA`,
      })),
      own,
    ]),
    accepted(),
  ],
  [
    'keys-twice',
    'publishes keys twice, the last ones empty',
    'RFC 8259 §4',
    (server) =>
      server.rewrite('/jwks', (body, response) => {
        response.end(`${body.slice(0, -1)},"keys":[]}`);
      }),
    forged(),
  ],
  ['unavailable', 'answers 503', 'fault F12', answersText('/jwks', 503, ''), keysUnread()],
  ['not-found', 'answers 404', 'fault F12', answersText('/jwks', 404, ''), keysUnread()],
  [
    'certificates',
    'answers with certificates instead of keys',
    deviation,
    answersJson('/jwks', 200, { 'key-1': '-----BEGIN CERTIFICATE-----' }),
    keysUnread(),
  ],
  [
    'error-with-keys',
    'answers 404 with the right keys',
    'fault F12',
    (server) =>
      server.rewrite('/jwks', (body, response) => {
        response.writeHead(404);
        response.end(body);
      }),
    keysUnread(),
  ],
  [
    'other-type-without-kid',
    'names no keys, of which one is of the wrong type',
    'RFC 7517 §4.1',
    async (server, surroundings) => {
      const { jwk } = await sharedKey('ES256', 'other');
      await withoutNames()(server, surroundings);
      const own = server.keys.map((key) => ({ ...key.jwk, kid: undefined }));
      answerKeys(server, [{ ...jwk, kid: undefined, alg: undefined, use: undefined }, ...own]);
    },
    accepted(),
  ],
];

/** What an issuer publishes as its keys (RFC 7517). */
export const keysShapes = rowsOf('keys', 'keys-', shapes);
