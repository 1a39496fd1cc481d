import { expect, test } from 'vitest';

import {
  settingsOfComputer,
  settingsOfConnection,
} from '../../../../src/renderer/doctor/checked-settings.ts';
import type { ConnectionView } from '../../../../src/shared/connection.ts';
import { connection, scenario } from '../../../renderer-fake/scenario.ts';

const acme = connection('Acme', { kind: 'signed-out' });

test.each<Partial<ConnectionView>>([
  { issuer: 'https://other.okta.com' },
  { manual: { tag: 'aaaa', tokenEndpoint: 'https://acme.okta.com/token' } },
  { clientId: 'another' },
  { scopes: ['openid'] },
  { apiOrigins: [{ origin: 'https://api.acme.test', resource: 'https://api.acme.test/' }] },
  { redirectWays: ['scheme'] },
  { redirectSpelling: 'authority' },
  { loopback: { host: 'localhost', ports: [8400] } },
])('a check is about %j', (changes) => {
  expect(settingsOfConnection({ ...acme, ...changes })).not.toBe(settingsOfConnection(acme));
});

test.each<Partial<ConnectionView>>([
  { name: 'Acme of ours' },
  { session: { kind: 'locked' } },
  { apiOrigins: [{ origin: 'https://elsewhere.acme.test' }] },
  { signOutInBrowser: true },
  { renewal: 'on-demand' },
  { clientSecret: 'sealed' },
])('and not about %j', (changes) => {
  expect(settingsOfConnection({ ...acme, ...changes })).toBe(settingsOfConnection(acme));
});

test('a keyring that asks for its password is no other one; one that opens is', () => {
  const { app } = scenario();
  const locked = settingsOfComputer({ ...app, keyring: { kind: 'locked' } });
  expect(settingsOfComputer({ ...app, keyring: { kind: 'locked', asking: true } })).toBe(locked);
  expect(settingsOfComputer(app)).not.toBe(locked);
});
