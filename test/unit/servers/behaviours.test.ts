import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { groups } from '../../integration/conformance/play-all.ts';
import { behaviours } from '../../servers/misbehaving/table/all.ts';

test('every behaviour has a name of its own, words and a source', () => {
  const ids = behaviours.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  for (const { id, does, source } of behaviours) {
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-zA-Z0-9]+)*$/);
    expect(does).toMatch(/^\S.*\S$/);
    expect(source).not.toBe('');
  }
});

test('every behaviour is played, whatever its verdict', () => {
  const played = behaviours.filter(({ step, expected }) => {
    const file = new URL(`../../integration/conformance/${groups[step]}.test.ts`, import.meta.url);
    const calls = readFileSync(file, 'utf8').matchAll(/playAll\('([\w-]+)', ([^)]*)\)/g);
    return Array.from(calls).some(
      ([, group, verdicts]) => group === groups[step] && verdicts?.includes(`'${expected.verdict}'`) === true,
    );
  });
  expect(played).toEqual(behaviours);
});
