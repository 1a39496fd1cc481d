import { expect, test } from 'vitest';
import { callShare } from '../../torture/ipc/calls-in-node.ts';
import { attack } from '../../torture/ipc/attack.ts';

const seed = 20_260_115;

test('F26-: thousands of hostile calls in Node are refused, whoever makes them', async () => {
  const { facts = {}, failed, problems, tried } = await callShare({ seed, from: 0, to: 6000 });
  expect(problems).toEqual([]);
  expect({ tried, failed }).toEqual({ tried: 6000, failed: 0 });
  expect(facts).toMatchObject({ 'in Node, input-invalid': 3000, 'in Node, not-permitted': 3000 });
});

test('the torture notices a door that lets something in, and one that says something else', async () => {
  const given = {
    seed,
    calls: 50,
    samples: { copyText: { text: 'x' } },
    expected: 'input-invalid',
    huge: false,
  };
  const open = await attack(given, { copyText: async () => Promise.resolve({ ok: true, value: null }) });
  expect(open).toMatchObject({ tried: 50, refused: 0, unsendable: 0 });
  expect(open.wrong[0]).toContain('copyText answered [{"ok":true');
  const broken = await attack(given, { copyText: async () => Promise.reject(new Error('a bug')) });
  expect(broken).toMatchObject({ refused: 0, unsendable: 50 });
});
