import { describe, expect, test } from 'vitest';

import { exportedWords, importedWords, keptWords } from '../../../../src/renderer/transfer/transfer-words.ts';

describe('the words for files of connections', () => {
  test.each([
    [1, 0, '1 connection was added, signed out.'],
    [0, 1, '1 connection was replaced.'],
    [1000, 2, '1,000 connections were added, signed out, 2 connections were replaced.'],
  ])('%i added and %i replaced', (added, replaced, words) => {
    expect(importedWords({ undo: '1', added, replaced })).toBe(words);
  });

  test('what an undo left is counted, with why', () => {
    expect(keptWords(0)).toBeNull();
    expect(keptWords(1)).toMatch(/^1 connection stays: used or changed since/);
    expect(keptWords(2)).toMatch(/^2 connections stay:/);
  });

  test('what was left out of a file is said', () => {
    expect(exportedWords({ connections: 1, notes: [] })).toBe('1 connection is in it, and no secret.');
    expect(exportedWords({ connections: 2, notes: ['A token was left out.'] })).toBe(
      '2 connections are in it, and no secret. A token was left out.',
    );
  });
});
