import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../../scripts/lib/paths.mjs';
import { bundleForElectron, startDisplay } from '../../support/electron-program.ts';
import { electronCommand } from '../../support/electron-runtime.ts';

let folder: string;
let command: readonly [string, ...string[]];
let display: string;
let stopDisplay: () => void;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-starts-'));
  const main = join(folder, 'main.cjs');
  await bundleForElectron(join(root, 'test/integration/start/two-starts-child.ts'), main);
  command = electronCommand(main, folder);
  [display, stopDisplay] = await startDisplay();
});
afterAll(async () => {
  stopDisplay();
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** Starts the program with a last argument of its own. Resolves with the lines that it told, once it has ended. */
async function start(home: string, argument: string): Promise<readonly string[]> {
  const [executable, ...args] = command;
  const switches = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'];
  const child = spawn(executable, [...args, ...switches, '--', argument], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: home, DISPLAY: display },
    // An owner that is given nothing would run for ever.
    timeout: 20_000,
  });
  let told = '';
  child.stdout.on('data', (part: Buffer) => {
    told += part.toString();
  });
  await new Promise((resolve) => child.once('close', resolve));
  return told.trim().split('\n');
}

// Without turns, one of four such pairs lost what it was to hand over, or had two owners.
test('F28+: of two starts in the same moment one owns the profile and is given what the other had', async () => {
  for (let pair = 0; pair < 12; pair += 1) {
    const home = join(folder, `home-${pair}`);
    await mkdir(home, { mode: 0o700 });
    const told = await Promise.all([start(home, 'left'), start(home, 'right')]);
    const lines = told.map((each) => each.join(', ')).toSorted();
    expect(lines).toEqual(['handed over', expect.stringMatching(/^owner, given (left|right)$/)]);
    const owner = told.findIndex((each) => each[0] === 'owner');
    expect(told[owner]?.[1]).toBe(owner === 0 ? 'given right' : 'given left');
  }
}, 120_000);
