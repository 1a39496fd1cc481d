import { describe, expect, test } from 'vitest';

import {
  aimedAtDemo,
  draftOf,
  emptyComposition,
  readComposition,
  withComposition,
} from '../../../../src/renderer/requests/kept-drafts.ts';

const acme = { apiOrigins: [{ origin: 'https://api.acme.test' }], demo: false };
const composition = {
  ...emptyComposition(acme),
  headers: [['Accept', 'text/plain'] as const],
  offHeaders: [{ at: 1, name: 'X-Trace', value: 'yes' }],
};

describe('compositions', () => {
  test('the first one asks the first API origin; the demo’s asks for the notes', () => {
    expect(emptyComposition(acme).url).toBe('https://api.acme.test/');
    expect(emptyComposition({ ...acme, apiOrigins: [] }).url).toBe('');
    const demo = { apiOrigins: [{ origin: 'http://127.0.0.1:4481' }], demo: true };
    expect(emptyComposition(demo).url).toBe('http://127.0.0.1:4481/v1/notes');
  });

  test('a composition for the demo follows it to where it moved', () => {
    const demo = { apiOrigins: [{ origin: 'http://127.0.0.1:5002' }], demo: true };
    const aimed = (url: string) => aimedAtDemo({ ...composition, url }, demo).url;
    expect(aimed('http://127.0.0.1:4481/v1/notes?limit=2')).toBe('http://127.0.0.1:5002/v1/notes?limit=2');
    expect(aimed('http://127.0.0.1:5002/v1/me')).toBe('http://127.0.0.1:5002/v1/me');
  });

  test('what is meant for another server stays as it is, and so does everything of other connections', () => {
    const demo = { apiOrigins: [{ origin: 'http://127.0.0.1:5002' }], demo: true };
    for (const url of ['http://127.0.0.1:3000/mine', 'https://api.acme.test/v1/notes', 'not yet', '']) {
      expect(aimedAtDemo({ ...composition, url }, demo).url).toBe(url);
    }
    const other = { ...composition, url: 'http://127.0.0.1:4481/v1/notes' };
    expect(aimedAtDemo(other, { ...demo, demo: false })).toBe(other);
    expect(aimedAtDemo(other, { ...demo, apiOrigins: [] })).toBe(other);
  });

  test('what was kept in the state of the window comes back, for its connection only', () => {
    const state = withComposition(
      withComposition(null, 'a', composition),
      'b',
      emptyComposition({ ...acme, apiOrigins: [] }),
    );
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
      // Behind the row without a name, and one without a name of its own.
      offHeaders: [
        { at: 2, name: ' X-Trace ', value: 'yes' },
        { at: 3, name: ' ', value: 'no' },
      ],
    });
    expect(draft).toStrictEqual({
      method: 'GET',
      url: 'https://api.acme.test/v1',
      headers: [['Accept', 'a']],
      offHeaders: [{ at: 1, name: 'X-Trace', value: 'yes' }],
      body: null,
      authorization: 'on',
    });
  });
});
