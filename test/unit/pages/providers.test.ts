import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../../scripts/lib/paths.mjs';
import { presets } from '../../../src/core/providers/presets/all.ts';
import { providersPage } from '../../pages/providers/index.ts';

describe('docs/providers.md', () => {
  test('shows the presets as they are; `npm run providers` writes it', () => {
    expect(readFileSync(join(root, 'docs', 'providers.md'), 'utf8')).toBe(providersPage());
  });

  test('says of every provider how much of it was verified how, and that no live tenant was', () => {
    const page = providersPage();
    for (const { name } of presets)
      expect(page).toMatch(new RegExp(`^\\| ${name} (?:\\| \\d+ ){5}\\|$`, 'mu'));
    expect(page).toContain('Nothing on this page was checked against a live tenant');
  });

  test('counts every fact of a provider that it lists', () => {
    const [ofProviders = ''] = providersPage().split('\n## Errors\n');
    const counted = Array.from(ofProviders.matchAll(/^\| [^|]+ ((?:\| \d+ ){5})\|$/gmu), ([, cells = '']) =>
      cells.split('|').map(Number),
    )
      .flat()
      .reduce((sum, one) => sum + one, 0);
    const listed =
      ofProviders.match(/\(?_(?:tried|published|documented|reported|unchecked)_(?:\)| \|)/gu) ?? [];
    expect(counted).toBe(listed.length);
  });
});
