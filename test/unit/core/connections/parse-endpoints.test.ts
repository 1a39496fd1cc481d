import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEndpointsInput, parseEndpoints } from '../../../../src/core/connections/parse-endpoints.ts';
import { judgeEntry } from '../../../../src/core/connections/transfer/judge-entry.ts';
import { endpointLabels, endpointsByHand } from '../../../../src/shared/endpoint-labels.ts';
import { typedEndpoints } from '../../../support/connections.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const issuer = 'https://acme.test';

const unusable = [
  ['http where it is not on this computer', 'http://acme.test/x', 'endpoint-insecure'],
  ['http on this computer beside an https issuer', 'http://127.0.0.1:4480/x', 'endpoint-insecure'],
  ['a fragment', 'https://acme.test/x#y', 'metadata-invalid'],
  ['a user name', 'https://acme.test@evil.test/x', 'metadata-invalid'],
  ['a file', 'file:///etc/passwd', 'metadata-invalid'],
  ['a script', 'javascript:alert(1)', 'metadata-invalid'],
  ['a path alone', '/oauth/token', 'metadata-invalid'],
  ['a space inside', 'https://acme.test/a b', 'metadata-invalid'],
  ['text that is turned round', 'https://acme.test/\u202Ex', 'metadata-invalid'],
  ['2,001 characters', `https://acme.test/${'x'.repeat(1983)}`, 'metadata-invalid'],
] as const;

describe('addresses by hand', () => {
  it('R87+: are taken as they were typed, without the space around them', () => {
    const typed = typedEndpoints({ userinfoEndpoint: ' https://api.acme.test/me?v=2 ', jwksUri: '  ' });
    expect(valueOf(parseEndpoints(issuer, typed))).toEqual({
      authorizationEndpoint: 'https://acme.test/authorize',
      tokenEndpoint: 'https://acme.test/token',
      userinfoEndpoint: 'https://api.acme.test/me?v=2',
    });
    expect(checkEndpointsInput(issuer, typed)).toEqual([]);
  });

  it('R23+: are http where the issuer itself is on this computer', () => {
    const here = 'http://127.0.0.1:4480';
    const typed = typedEndpoints({
      tokenEndpoint: `${here}/token`,
      authorizationEndpoint: `${here}/authorize`,
    });
    expect(valueOf(parseEndpoints(here, typed)).tokenEndpoint).toBe(`${here}/token`);
  });

  it.each(unusable)('R87-: %s is refused in every field, by its name', (_, url, code) => {
    for (const member of endpointsByHand) {
      const typed = typedEndpoints({ [member]: url });
      const problems = checkEndpointsInput(issuer, typed);
      expect(problems.map(({ code: told, details }) => [told, details?.field])).toEqual([
        [code, endpointLabels[member]],
      ]);
      expect(problems[0]?.next).not.toContain('Ask whoever');
      expect(failureOf(parseEndpoints(issuer, typed))).toEqual(problems[0]);
    }
  });

  it('R87-: each tells what is wrong with it, all at once, in the order of the form', () => {
    const all = Object.fromEntries(endpointsByHand.map((member) => [member, 'http://acme.test/x']));
    const fields = checkEndpointsInput(issuer, typedEndpoints(all)).map(({ details }) => details?.field);
    expect(fields).toEqual(Object.values(endpointLabels));
  });

  it.each(['authorizationEndpoint', 'tokenEndpoint'] as const)('R87-: not without its %s', (member) => {
    const typed = typedEndpoints({ [member]: ' ' });
    expect(checkEndpointsInput(issuer, typed)).toEqual([]);
    expect(failureOf(parseEndpoints(issuer, typed))).toMatchObject({
      code: 'input-invalid',
      details: { field: endpointLabels[member] },
    });
  });

  it('R87+: are taken from a person exactly where they are taken from a file', () => {
    const address = fc
      .oneof(
        fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['https', 'http', 'ftp'] }),
        fc.constantFrom(...unusable.map(([, url]) => url)),
        // Out of a file a user name is taken, and that is said; whoever types can be asked.
      )
      .filter((url) => !url.includes('@'));
    fc.assert(
      fc.property(address, fc.constantFrom(...endpointsByHand), (url, member) => {
        const typed = typedEndpoints({ [member]: url });
        const given = Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== ''));
        const fromFile = judgeEntry({ name: 'Acme', issuer, endpoints: given });
        expect(parseEndpoints(issuer, typed).ok).toBe(fromFile.ok);
      }),
    );
  });
});
