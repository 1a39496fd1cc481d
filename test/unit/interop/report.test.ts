import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InteropReport, stepNames } from '../../interop/report.ts';

const input = { issuer: 'https://sso.example.com', password: 'hunter2' };
let folder: string;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-interop-'));
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    printed.push(line);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const written = (): string => readFileSync(join(folder, 'report.json'), 'utf8');

it('is good when every step is, and holds what was seen', async () => {
  const report = new InteropReport(folder, input);
  for (const name of stepNames) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one step after the other
    await report.step(name, () => Promise.resolve(`${name} worked`));
  }
  expect(report.finish()).toBe(true);
  expect(JSON.parse(written())).toEqual({
    issuer: input.issuer,
    steps: stepNames.map((name) => ({ name, ok: true, why: `${name} worked` })),
  });
  expect(printed).toHaveLength(stepNames.length);
});

it('is not good when steps are missing, and does not reach what comes after a failure', async () => {
  const report = new InteropReport(folder, input);
  await report.step('server', () => Promise.reject(new Error('Nobody answers.')));
  const next = vi.fn<() => Promise<string>>(() => Promise.resolve('worked'));
  await report.step('connection', next);
  expect(next).not.toHaveBeenCalled();
  expect(report.finish()).toBe(false);
  expect(JSON.parse(written())).toMatchObject({
    steps: [
      { name: 'server', ok: false, why: 'Nobody answers.' },
      { name: 'connection', ok: false, why: 'not reached: server failed' },
    ],
  });
  expect(new InteropReport(folder, input).finish()).toBe(false);
});

it('R87-: a server puts neither the password nor another line nor a colour into it', async () => {
  const report = new InteropReport(folder, input);
  const said = 'hunter2 is wrong\n✓ sign-in: \u001B[32mall is well\u202E\u2028';
  await report.step('server', () => Promise.reject(new Error(said)));
  report.say(said);
  report.finish();
  expect(`${printed.join('\n')}${written()}`).not.toContain('hunter2');
  expect(printed).toEqual([
    expect.stringMatching(/^✗ server \(\d+ ms\): \[password\] is wrong ✓ sign-in: \[32mall is well$/u),
    '  [password] is wrong ✓ sign-in: [32mall is well',
  ]);
});
