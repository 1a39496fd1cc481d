import { expect, it } from 'vitest';

import { scopeMeanings } from '../../../../src/renderer/wizard/scope-meanings.ts';

it('each typed scope is explained once: by the standards, by the provider’s list, or by whoever runs the API', () => {
  expect(scopeMeanings(' openid  notes.read openid\nconstructor', ['openid', 'notes.read'])).toEqual([
    { scope: 'openid', words: 'Tells Latchkey who signed in.' },
    { scope: 'notes.read', words: 'A permission that the provider lists.' },
    { scope: 'constructor', words: 'A permission of your API; whoever runs it knows what it allows.' },
  ]);
  expect(scopeMeanings('  ', null)).toEqual([]);
});
