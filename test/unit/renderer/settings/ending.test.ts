import { describe, expect, test } from 'vitest';

import { inputOf } from '../../../../src/renderer/connection-form/form-values.ts';
import { whatEnds } from '../../../../src/renderer/settings/ending.ts';
import { ada, connection, everyState, waiting } from '../../../renderer-fake/scenario.ts';
import { typedEndpoints } from '../../../support/connections.ts';

const signedIn = connection('Acme', { kind: 'signed-in', account: ada });
const inBrowser = connection('Acme', waiting(0));
const changes = [{ issuer: 'https://other.test' }, { clientId: 'another' }] as const;

describe('what ends when settings are saved', () => {
  test.each(changes)('R16+: %o ends the session, and the sign-in that runs', (change) => {
    expect(whatEnds(signedIn, { ...inputOf(signedIn), ...change })).toBe('session');
    expect(whatEnds(inBrowser, { ...inputOf(inBrowser), ...change })).toBe('sign-in');
  });

  test('R25-: another account that waits for an answer goes with the client that it was signed in by', () => {
    const asked = everyState().find(({ session }) => session.kind === 'another-account') ?? signedIn;
    expect(whatEnds(asked, { ...inputOf(asked), clientId: 'another' })).toBe('sign-in');
  });

  test('every state that holds tokens is asked about, and no other', () => {
    const asked = everyState().filter(
      (one) => whatEnds(one, { ...inputOf(one), clientId: 'another' }) === 'session',
    );
    expect(asked.map(({ session }) => session.kind)).toStrictEqual([
      'signed-in',
      'signed-in-until',
      'renewing',
      'offline',
      'provider-unavailable',
      'needs-fix',
      'more-access-needed',
      'memory-only',
      'not-saved',
      'clock-wrong',
    ]);
  });

  test('R16-: spaces around them, and everything else, end nothing', () => {
    const input = inputOf(signedIn);
    const same = { ...input, issuer: ` ${input.issuer} `, clientId: `${input.clientId}\n` };
    expect(whatEnds(signedIn, same)).toBeNull();
    expect(whatEnds(signedIn, { ...input, name: 'Other', scopes: 'openid', apiOrigins: '' })).toBeNull();
  });

  test('R4-: another loopback address ends the sign-in that runs; the same one written otherwise does not', () => {
    const fixed = { ...inBrowser, loopback: { host: 'localhost', ports: [8400, 8401] } } as const;
    expect(whatEnds(fixed, inputOf(fixed))).toBeNull();
    expect(whatEnds(fixed, { ...inputOf(fixed), loopbackPorts: ' 8400,\n8401 ' })).toBeNull();
    expect(whatEnds(fixed, { ...inputOf(fixed), loopbackPorts: '8400' })).toBe('sign-in');
    expect(whatEnds(fixed, { ...inputOf(fixed), loopbackHost: '127.0.0.1' })).toBe('sign-in');
  });

  test('another spelling of the redirect address ends the sign-in that runs, and no session', () => {
    const change = { redirectSpelling: 'authority' } as const;
    expect(whatEnds(signedIn, { ...inputOf(signedIn), ...change })).toBeNull();
    expect(whatEnds(inBrowser, { ...inputOf(inBrowser), ...change })).toBe('sign-in');
  });
});

test('R87-: other addresses by hand end it like another provider, the same ones do not', () => {
  const endpoints = typedEndpoints();
  const entered = connection(
    'Acme',
    { kind: 'signed-in', account: null },
    { manual: { ...endpoints, tag: 'b'.repeat(26) } },
  );
  const input = inputOf(entered);
  expect(whatEnds(entered, { ...input, endpoints })).toBe(null);
  expect(whatEnds(entered, input)).toBe(null);
  const elsewhere = { ...endpoints, tokenEndpoint: 'https://evil.test/token' };
  expect(whatEnds(entered, { ...input, endpoints: elsewhere })).toBe('session');
  expect(whatEnds(connection('Acme', entered.session), { ...input, endpoints })).toBe('session');
});
