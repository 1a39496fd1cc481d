import { describe, expect, test } from 'vitest';

import { matching, searchEntries } from '../../../../src/renderer/search/search-actions.ts';
import { everyState } from '../../../renderer-fake/scenario.ts';

const all = everyState();

describe('search', () => {
  test('every connection and the actions of the one on screen are found', () => {
    const entries = searchEntries(all, all[0] ?? null, 'linux', Date.now());
    const labels = entries.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining([...all.map(({ name }) => name), 'Renew now', 'Sign out']));
    expect(labels).toEqual(
      expect.arrayContaining(['Add connection', 'Try the demo', 'Theme: dark', 'Open log folder']),
    );
    expect(labels).toEqual(expect.arrayContaining(['Check this connection', 'Check this computer']));
    expect(searchEntries(all, null, 'linux', Date.now()).map(({ label }) => label)).not.toContain(
      'Check this connection',
    );
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  test('every word of a query has to be there, in any case and order', () => {
    const entries = searchEntries(all, null, 'linux', Date.now());
    expect(matching(entries, 'DARK theme', 10).map(({ label }) => label)).toStrictEqual(['Theme: dark']);
    expect(matching(entries, 'nothing at all', 10)).toStrictEqual([]);
    expect(matching(entries, '', 3)).toHaveLength(3);
  });

  test('what is called so comes before what only belongs to something that is', () => {
    const entries = [
      { label: 'Fieldnotes', description: 'acme.test' },
      { label: 'Sign out', description: 'Fieldnotes' },
      { label: 'Create a note', description: 'POST https://api.acme.test/v1' },
    ].map((entry) => ({ ...entry, id: entry.label, effect: { kind: 'log-folder' } as const }));
    const labels = matching(entries, 'note', 2).map(({ label }) => label);
    expect(labels).toEqual(['Fieldnotes', 'Create a note']);
  });
});
