import { expect, it } from 'vitest';
import { cleaner } from '../../../../src/core/doctor/clean.ts';
import { note } from '../../../../src/core/doctor/finding.ts';

const clean = cleaner(['/home/ada', '/home/ada/snap/latchkey/current', '']);

it.each([
  ['another app: “/home/ada/.local/bin/old”.', 'another app: “~/.local/bin/old”.'],
  ['/home/ada/snap/latchkey/current/x', '~/x'],
  ['http://ada:geheim@proxy.test:3128', 'http://[redacted]@proxy.test:3128'],
  ['code=abcdefgh1234', 'code=[redacted]'],
  ['https://id.test/?client_secret=hunter2', 'https://id.test/?client_secret=[redacted]'],
])('takes what is secret, and who somebody is, out of “%s”', (text, cleaned) => {
  const found = clean(note(text, text, { Fact: text }));
  expect(found).toEqual({
    verdict: 'note',
    what: cleaned,
    next: cleaned,
    facts: [{ name: 'Fact', value: cleaned }],
  });
});
