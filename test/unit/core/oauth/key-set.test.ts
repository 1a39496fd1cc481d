import { describe, expect, test } from 'vitest';
import { chooseKeys, isAsymmetric, parseKeySet } from '../../../../src/core/oauth/key-set.ts';

const rsa = { kty: 'RSA', n: 'n', e: 'AQAB' } as const;
const ec = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const;

function set(...keys: readonly unknown[]) {
  return parseKeySet(new TextEncoder().encode(JSON.stringify({ keys }))) ?? [];
}

const wanted = { algorithm: 'RS256', keyId: 'a' };

describe('chooseKeys', () => {
  test('R45+: the key of that name among others', () => {
    const keys = set({ ...rsa, kid: 'b' }, { ...rsa, kid: 'a' }, { ...ec, kid: 'a' });
    expect(chooseKeys(keys, wanted)).toEqual([{ ...rsa, kid: 'a' }]);
  });

  test('R45+: a key without a name where it is the only candidate', () => {
    expect(chooseKeys(set(rsa, ec, { ...rsa, use: 'enc' }), wanted)).toEqual([rsa]);
    expect(chooseKeys(set(rsa), { algorithm: 'RS256', keyId: null })).toEqual([rsa]);
    expect(chooseKeys(set({ ...rsa, kid: 'a' }), { algorithm: 'RS256', keyId: null })).toHaveLength(1);
  });

  test('R45-: never one of several, and never one of another name', () => {
    expect(chooseKeys(set(rsa, rsa), wanted)).toEqual([]);
    expect(chooseKeys(set(rsa, { ...rsa, kid: 'b' }), wanted)).toEqual([]);
    expect(chooseKeys(set({ ...rsa, kid: 'a' }, { ...rsa, kid: 'b' }), { ...wanted, keyId: null })).toEqual(
      [],
    );
    expect(chooseKeys(set({ ...rsa, kid: 'b' }), wanted)).toEqual([]);
  });

  test.each([
    { use: 'enc' },
    { alg: 'RS512' },
    { alg: 'RSA-OAEP' },
    { key_ops: ['encrypt'] },
    { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
    { kty: 'oct', k: 'secret' },
  ])('R33-: %j does not fit RS256', (changes) => {
    expect(chooseKeys(set({ ...rsa, kid: 'a', ...changes }), wanted)).toEqual([]);
  });

  test.each([{ use: 'sig' }, { alg: 'RS256' }, { key_ops: ['verify'] }, {}])(
    'R33+: %j fits RS256',
    (changes) => {
      expect(chooseKeys(set({ ...rsa, kid: 'a', ...changes }), wanted)).toHaveLength(1);
    },
  );

  test('R33-: a curve of another algorithm', () => {
    expect(chooseKeys(set({ ...ec, kid: 'a' }), { algorithm: 'ES384', keyId: 'a' })).toEqual([]);
    expect(chooseKeys(set({ ...ec, kid: 'a' }), { algorithm: 'ES256', keyId: 'a' })).toHaveLength(1);
  });

  test('R33+: EdDSA and Ed25519 name the same', () => {
    const key = { kty: 'OKP', crv: 'Ed25519', x: 'x', kid: 'a', alg: 'EdDSA' };
    expect(chooseKeys(set(key), { algorithm: 'Ed25519', keyId: 'a' })).toHaveLength(1);
  });

  test.each(['none', 'HS256', 'HS512', '', 'toString', '__proto__', 'RS1'])(
    'R33-: %j fits no key',
    (algorithm) => {
      expect(isAsymmetric(algorithm)).toBe(false);
      expect(chooseKeys(set(rsa, ec), { algorithm, keyId: null })).toEqual([]);
    },
  );
});

describe('parseKeySet', () => {
  test('odd keys are passed over, private members dropped', () => {
    expect(set(null, 7, {}, { kty: 'oct', k: 'x' }, { ...rsa, kid: 7 }, { ...rsa, d: 'private' })).toEqual([
      rsa,
    ]);
  });

  test('R34+: none is passed over because there are many', () => {
    const many = Array.from({ length: 1500 }, (_, index) => ({ ...rsa, kid: String(index) }));
    expect(set(...many)).toHaveLength(1500);
  });

  test.each(['', '[]', '{}', '{"keys":{}}', '<html>', 'null'])('%j is no key set', (text) => {
    expect(parseKeySet(new TextEncoder().encode(text))).toBeNull();
  });
});
