import { describe, expect, test } from 'vitest';

import {
  draftOf,
  emptyComposition,
  readComposition,
  withComposition,
} from '../../../../src/renderer/requests/kept-drafts.ts';

const composition = {
  ...emptyComposition('https://api.acme.test'),
  headers: [['Accept', 'text/plain'] as const],
};

describe('compositions', () => {
  test('what was kept in the state of the window comes back, for its connection only', () => {
    const state = withComposition(withComposition(null, 'a', composition), 'b', emptyComposition(undefined));
    expect(readComposition(state, 'a')).toStrictEqual(composition);
    expect(readComposition(state, 'b')?.url).toBe('');
    expect(readComposition(state, 'c')).toBeNull();
  });

  test.each([null, 1, 'x', {}, { compositions: 1 }, { compositions: { a: { method: 1 } } }])(
    'a state that is none of ours is nothing',
    (state) => {
      expect(readComposition(state, 'a')).toBeNull();
    },
  );

  test('rows without a name are no headers, an empty body is none, spaces around the URL go', () => {
    const draft = draftOf({
      ...composition,
      url: ' https://api.acme.test/v1 ',
      headers: [
        [' Accept ', 'a'],
        ['', 'b'],
      ],
    });
    expect(draft).toStrictEqual({
      method: 'GET',
      url: 'https://api.acme.test/v1',
      headers: [['Accept', 'a']],
      body: null,
      authorization: 'on',
    });
  });
});
