import { expect, test } from 'vitest';

import { checkReport, countWords, endWords } from '../../../../src/renderer/words/check-words.ts';
import type { CheckReport } from '../../../../src/shared/doctor.ts';
import { wellLines, wrongLines } from '../../../renderer-fake/check-lines.ts';
import { scenario } from '../../../renderer-fake/scenario.ts';

const report: CheckReport = {
  of: 'one',
  state: 'done',
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  milliseconds: 128,
  lines: wellLines,
};

test('a report holds the versions, each finding with what to do, and its facts', () => {
  expect(checkReport(report, 'acme.okta.com', scenario().app).split('\n').slice(0, 9)).toEqual([
    'Check of acme.okta.com',
    '2026-01-02T03:04:05.000Z, 128 ms, finished',
    'Latchkey 0.1.0 on linux, Electron 45.4.1, Chromium 150.0.1',
    '2 good, 1 to note',
    '',
    '[Good] Name of the server (DNS)',
    '  acme.okta.com was found.',
    '  Addresses: 192.0.2.7, 2001:db8::7',
    '',
  ]);
});

test('what would act in a report is shown as itself, and a line is one line', () => {
  const text = checkReport({ ...report, lines: wrongLines }, 'acme.okta.com', null);
  expect(text).toContain('⟨U+202E⟩');
  expect(text).not.toContain('\u202e');
});

test('what was not told is named as that', () => {
  const [first, ...rest] = wellLines;
  const lines = first === undefined ? [] : [{ ...first, finding: null }, ...rest];
  expect(checkReport({ ...report, state: 'cancelled', lines }, 'acme.okta.com', null)).toMatch(
    /128 ms, stopped\n1 good, 1 to note\n\n\[Not told\] Name of the server \(DNS\)/,
  );
});

test('nothing is said before the end', () => {
  expect(endWords({ ...report, state: 'running' })).toBe('');
  expect(endWords(report)).toBe('Checked. Nothing is wrong: 2 good, 1 to note.');
  expect(endWords({ ...report, lines: wrongLines })).toBe('Checked. 4 wrong.');
  expect(endWords({ ...report, state: 'cancelled', lines: [] })).toBe(
    'Stopped. Until then: nothing was told.',
  );
  expect(countWords([])).toBe('nothing was told');
});
