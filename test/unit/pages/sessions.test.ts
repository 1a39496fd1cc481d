import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../../scripts/lib/paths.mjs';
import { sessionsPage } from '../../pages/sessions/index.ts';
import { picture } from '../../pages/sessions/picture.ts';
import { fromAnywhere, regions } from '../../pages/sessions/tables.ts';

describe('docs/sessions.md', () => {
  test('shows the tables as they are; `npm run sessions` draws it', () => {
    expect(readFileSync(join(root, 'docs', 'sessions.md'), 'utf8')).toBe(sessionsPage());
  });

  test('every state of a region is in its picture, with every event that leads away', () => {
    for (const region of regions) {
      const drawn = picture(region);
      for (const state of region.states) {
        expect(drawn).toContain(`as ${state.replaceAll('-', '_')}`);
      }
      const leading = region.arrows.filter(({ from, to }) => to.some((target) => target !== from));
      for (const { event } of leading) expect(drawn).toContain(event);
    }
  });

  test('what leads from most states to one is drawn once', () => {
    const [session] = regions;
    if (session === undefined) throw new Error('Nothing is drawn.');
    expect(fromAnywhere(session).map(({ event }) => event)).toEqual([
      'vault-locked',
      'grant-accepted',
      'sign-out-asked',
    ]);
    expect(picture(session).match(/grant-accepted/gu)).toHaveLength(1);
  });
});
