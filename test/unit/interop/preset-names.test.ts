import { expect, it } from 'vitest';
import { providerIds } from '../../../src/shared/provider.ts';
import { unexpectedPreset } from '../../interop/preset-names.ts';

it('a server is what it was expected to be, by its name in the app or the one that people use', () => {
  for (const id of providerIds) expect(unexpectedPreset(id, id)).toBeNull();
  expect(unexpectedPreset(' Keycloak', 'keycloak')).toBeNull();
  expect(unexpectedPreset('identityserver', 'identityserver4')).toBeNull();
  expect(unexpectedPreset('identityserver', 'duende')).toBeNull();
  expect(unexpectedPreset('generic', 'unknown')).toBeNull();
});

it('one that it is not, and a name that nobody knows, are said', () => {
  expect(unexpectedPreset('okta', 'auth0')).toBe('The app takes it for “auth0”, and not for “okta”.');
  expect(unexpectedPreset('identityserver', 'okta')).toContain('not for “identityserver”');
  expect(unexpectedPreset('constructor', 'okta')).toContain('is no preset (there are auth0, okta, ');
});
