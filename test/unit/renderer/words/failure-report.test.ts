import { expect, test } from 'vitest';

import { failureFacts, failureLine, failureReport } from '../../../../src/renderer/words/failure-report.ts';
import { failure, scenario } from '../../../renderer-fake/scenario.ts';

test('a report holds the three parts, the facts and the versions', () => {
  const report = failureReport(failure(), Date.UTC(2026, 0, 2, 3, 4, 5), scenario().app);
  expect(report.split('\n')).toStrictEqual([
    'acme.okta.com is not available.',
    'It answered 503 Service Unavailable.',
    'Nothing is lost. Latchkey tries again by itself.',
    '',
    'Code: provider-unavailable',
    'HTTP status: 503',
    'Provider’s error: server_error',
    'Host: acme.okta.com',
    'Request id: b3f1c2-77',
    'Time: 2026-01-02T03:04:05.000Z',
    'Latchkey 0.1.0 on linux, Electron 45.4.1, Chromium 150.0.1',
  ]);
});

test('a failure without details still has a code and a time', () => {
  const { code, what, why, next } = failure();
  expect(failureReport({ code, what, why, next }, 0, null)).toContain(
    'Code: provider-unavailable\nTime: 1970-01-01T00:00:00.000Z',
  );
});

test('a file that was kept is named with its whole path', () => {
  const kept = failure({ details: { file: '/home/ada/.config/Latchkey/connections.json.set-aside' } });
  expect(failureFacts(kept, 0)).toContainEqual({
    name: 'File',
    value: '/home/ada/.config/Latchkey/connections.json.set-aside',
  });
});

test('at a field a failure is one line, in which nothing acts', () => {
  expect(failureLine(failure({ what: 'One.', why: 'Two\u202e\nThree.', next: '' }))).toBe(
    'One. Two⟨U+202E⟩ Three.',
  );
});

test('what was sent stands by its name, with how an explanation is known', () => {
  const facts = failureFacts(
    failure({
      details: {
        sent: ['scope: openid email', 'resource: urn:a: b', 'state: (not shown)'],
        help: {
          entry: 'okta-not-assigned',
          evidence: 'reported',
          documentation: 'https://docs.example.test/',
        },
      },
    }),
    0,
  );
  expect(facts).toStrictEqual([
    { name: 'Code', value: 'provider-unavailable' },
    { name: 'Sent scope', value: 'openid email' },
    { name: 'Sent resource', value: 'urn:a: b' },
    { name: 'Sent state', value: '(not shown)' },
    { name: 'Explanation', value: 'reported by others' },
    { name: 'Documentation', value: 'https://docs.example.test/' },
    { name: 'Time', value: '1970-01-01T00:00:00.000Z' },
  ]);
});
