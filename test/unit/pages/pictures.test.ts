import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/lib/paths.mjs';
import { pictures } from '../../pictures/pictures.ts';

const folder = join(root, 'docs', 'images');
const files = readdirSync(folder).toSorted();

test('every picture of the documents is one that `npm run pictures` takes, and each is there', () => {
  expect(files).toEqual(pictures.map(({ name }) => `${name}.png`).toSorted());
});

test('no picture is larger than 150 kB', () => {
  expect(files.filter((file) => statSync(join(folder, file)).size > 150_000)).toEqual([]);
});

test('every picture is shown in a document', () => {
  const documents = [
    'README.md',
    ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name)),
  ].map((name) => readFileSync(join(root, name), 'utf8'));
  expect(files.filter((file) => !documents.some((text) => text.includes(`images/${file})`)))).toEqual([]);
});
