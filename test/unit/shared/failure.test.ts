import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const source = join(import.meta.dirname, '../../../src');

it('every code of the closed list is given by something, and not only asked for', () => {
  const list = readFileSync(join(source, 'shared/failure.ts'), 'utf8');
  const codes = Array.from(list.matchAll(/^ {2}\| '([a-z-]+)'/gm), ([, code]) => code);
  expect(codes.length).toBeGreaterThan(50);
  const given = ['core', 'main']
    .flatMap((folder) =>
      readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(source, name), 'utf8').replaceAll(/[!=]== '[a-z-]+'/g, ''))
    .join('\n');
  expect(codes.filter((code) => !given.includes(`'${code ?? ''}'`))).toEqual([]);
});
