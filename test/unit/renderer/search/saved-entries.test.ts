import { describe, expect, it } from 'vitest';
import { savedEntries } from '../../../../src/renderer/search/saved-entries.ts';
import { matching } from '../../../../src/renderer/search/search-actions.ts';
import type { SavedItem } from '../../../../src/shared/saved-request.ts';

const request = (path: string, name: string): SavedItem => ({
  kind: 'request',
  path,
  name,
  method: 'POST',
  url: 'https://api.acme.test/v1/notes',
});

const items: readonly SavedItem[] = [
  {
    kind: 'folder',
    path: 'Notes',
    name: 'Notes',
    items: [
      request('Notes/Create.http', 'Create'),
      { kind: 'problem', path: 'Notes/x.http', name: 'x', line: 1, why: 'It is broken.' },
    ],
  },
  request('All.http', 'All'),
];

describe('saved requests in the search', () => {
  it('are found by name, method, address and folder, and a file that cannot be read is not', () => {
    const entries = savedEntries('c1', items);
    expect(entries.map(({ label }) => label)).toEqual(['Create', 'All']);
    for (const query of ['create', 'post notes create', 'in notes', 'api.acme.test create']) {
      expect([query, matching(entries, query, 60)[0]?.effect]).toEqual([
        query,
        { kind: 'open-saved', id: 'c1', path: 'Notes/Create.http' },
      ]);
    }
    expect(matching(entries, 'broken', 60)).toEqual([]);
  });

  it('have ids of their own, also where names differ by a sign only', () => {
    const ids = savedEntries('c1', [request('a b.http', 'a b'), request('a-b.http', 'a-b')]).map(
      ({ id }) => id,
    );
    expect(new Set(ids).size).toBe(2);
  });
});
