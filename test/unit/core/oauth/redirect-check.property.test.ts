import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkRedirect, parseCallback } from '../../../../src/core/oauth/redirect-check.ts';
import { callback, issuer, now, scheme, transaction } from './fixtures.ts';

const own = transaction({ issParameterSupported: true });
const good = callback(own, { iss: issuer });

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);
const almostCallback = fc
  .tuple(fc.constantFrom(':/callback/', '://callback/', ':/logged-out', ':///', ':'), anyText)
  .map(([middle, rest]) => `${scheme}${middle}${rest}`);

test('F26-: whatever text arrives, nothing throws and nothing is granted', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, almostCallback), (url) => {
      expect(['authorization', 'logout', 'unknown']).toContain(parseCallback(url).kind);
      expect(checkRedirect(url, [own], now).kind).toBe('ignored');
    }),
    { numRuns: 2000 },
  );
});

test('R8- R9- R27-: one changed character is never granted, except inside the code or the scheme’s case', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: good.length - 1 }),
      fc.oneof(
        fc.string({ unit: 'binary', minLength: 0, maxLength: 3 }),
        fc.constantFrom('%00', '&', '#', '?', '='),
      ),
      fc.constantFrom('replace', 'insert', 'remove'),
      (position, text, how) => {
        const url =
          how === 'insert'
            ? good.slice(0, position) + text + good.slice(position)
            : good.slice(0, position) + (how === 'remove' ? '' : text) + good.slice(position + 1);
        const outcome = checkRedirect(url, [own], now);
        if (outcome.kind !== 'grant') return;
        // What was granted is this sign-in, by its exact address, state and issuer.
        const [, address = '', query = ''] = /^([^?#]*)\?([^#]*)/s.exec(url) ?? [];
        const parameters = new URLSearchParams(query);
        expect(address.toLowerCase()).toBe(own.redirectUri);
        expect(parameters.getAll('state')).toEqual([own.state]);
        expect(parameters.getAll('iss')).toEqual([issuer]);
        expect(parameters.getAll('code')).toEqual([outcome.grant.code]);
        expect(parameters.has('error')).toBe(false);
      },
    ),
    { numRuns: 5000 },
  );
});

test('R29-: however parameters are mixed, a grant has one code, one state, the right issuer and no error', () => {
  const name = fc.constantFrom(
    'code',
    'state',
    'iss',
    'error',
    'response',
    'access_token',
    'id_token',
    'scope',
  );
  const value = fc.constantFrom('code-1', own.state, issuer, '', 'x');
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), (pairs) => {
      const query = new URLSearchParams(pairs);
      const outcome = checkRedirect(`${own.redirectUri}?${query.toString()}`, [own], now);
      const acceptable =
        query.getAll('code').length === 1 &&
        query.get('code') !== '' &&
        query.getAll('state').join() === own.state &&
        query.getAll('iss').join() === issuer &&
        !['error', 'response', 'access_token', 'id_token'].some((forbidden) => query.has(forbidden));
      const known = query.getAll('state').includes(own.state);
      expect(outcome.kind === 'grant').toBe(acceptable);
      // Who does not know the state cannot even end the sign-in.
      expect(known || outcome.kind === 'ignored').toBe(true);
    }),
    { numRuns: 5000 },
  );
});
