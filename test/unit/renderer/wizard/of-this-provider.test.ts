import { expect, it } from 'vitest';

import { addressesOf, secretFor } from '../../../../src/renderer/wizard/of-this-provider.ts';
import { connection } from '../../../renderer-fake/scenario.ts';

const issuer = 'https://accounts.google.com';

it('R6-: a secret that was entered for one provider is not sent to the next one', () => {
  expect(secretFor({ issuer, wish: 's3cret' }, issuer)).toBe('s3cret');
  expect(secretFor({ issuer, wish: null }, issuer)).toBeNull();
  expect(secretFor({ issuer, wish: 's3cret' }, 'https://acme.okta.com')).toBeUndefined();
  expect(secretFor(null, issuer)).toBeUndefined();
});

it('R87+: a connection that was saved has its own addresses, as long as it is at the same provider', () => {
  const saved = connection('Acme', { kind: 'draft' });
  const ofIssuer = { scheme: 'app.acme:/callback/other', loopback: 'http://127.0.0.1/callback/other' };
  const found = { issuer: saved.issuer, redirectUris: ofIssuer };
  expect(addressesOf(found, saved, false)).toBe(saved.redirectUris);
  expect(addressesOf({ ...found, issuer: `${saved.issuer}/` }, saved, false)).toBe(ofIssuer);
  expect(addressesOf(found, null, false)).toBe(ofIssuer);
  expect(addressesOf(found, saved, true)).toBe(ofIssuer);
});
