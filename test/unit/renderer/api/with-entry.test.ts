import { expect, test } from 'vitest';

import { withEntry } from '../../../../src/renderer/api/queries.ts';
import { scenario } from '../../../renderer-fake/scenario.ts';

const { activity } = scenario();
const [newest] = activity;
if (newest === undefined) throw new Error('The scenario has no activity');

test('an entry that comes while the list is read is there once', () => {
  expect(withEntry(activity, newest, 10)).toBe(activity);
});

test('the newest stands first and the list has an end', () => {
  const added = withEntry(activity, { ...newest, sequence: 9 }, 3);
  expect(added.map(({ sequence }) => sequence)).toStrictEqual([9, 3, 2]);
});
