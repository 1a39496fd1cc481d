import { expect, test } from 'vitest';

import { okta } from '../../../../src/core/providers/presets/okta.ts';
import { providerHint } from '../../../../src/core/providers/presets/preset-of.ts';
import { unknown } from '../../../../src/core/providers/presets/unknown.ts';
import { nameOf } from '../../../../src/renderer/connection-form/provider-words.ts';

test('a provider that nobody knows is called “the provider” within a sentence, and not by its kind', () => {
  expect(nameOf(providerHint(okta))).toBe('Okta');
  expect(nameOf(providerHint(unknown))).toBe('the provider');
});
