import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../../scripts/lib/paths.mjs';

const page = readFileSync(join(root, 'docs', 'first-integration.md'), 'utf8');
const [, ...chapters] = page.split(/^## /mu);
const steps = chapters.filter((chapter) => /^\d\. /u.test(chapter));

/** Tests that are named as proof: their title and their file. */
function proofs(text: string): readonly (readonly [title: string, file: string])[] {
  return Array.from(text.matchAll(/^- \[(.+)\]\(\.\.\/(test\/[^)]+)\)$/gmu), ([, title = '', file = '']) => [
    title,
    file,
  ]);
}

describe('docs/first-integration.md', () => {
  test('walks the five steps, in order', () => {
    expect(steps.map((step) => Number(step[0]))).toEqual([1, 2, 3, 4, 5]);
  });

  test.each(steps.map((step) => [step.split('\n')[0] ?? '', step] as const))(
    '%s has its proof',
    (_, step) => {
      expect(proofs(step).length).toBeGreaterThan(1);
    },
  );

  test.each(proofs(page))('“%s” is a test of %s', (title, file) => {
    const source = readFileSync(join(root, file), 'utf8');
    const quoted = ["'", '"', '`'].map((quote) => `(${quote}${title}${quote}`);
    expect(quoted.some((call) => source.replaceAll(/\(\s+/gu, '(').includes(call))).toBe(true);
  });

  test('leads nowhere that is not there', () => {
    const links = Array.from(page.matchAll(/\]\((?!https:)([^)#]+)/gu), ([, link = '']) => link);
    expect(links.length).toBeGreaterThan(15);
    expect(links.filter((link) => !existsSync(join(root, 'docs', link)))).toEqual([]);
  });

  test('every test of it is recognised as one', () => {
    expect(page.match(/\]\(\.\.\/test\//gu)?.length).toBe(proofs(page).length);
  });
});
