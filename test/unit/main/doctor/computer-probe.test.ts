import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { computerProbe } from '../../../../src/main/doctor/computer-probe.ts';
import { defaultBrowser } from '../../../../src/main/doctor/default-browser.ts';
import { sandboxState, type SandboxDeps } from '../../../../src/main/doctor/sandbox-state.ts';
import type { ToolAnswer } from '../../../../src/main/system/run-tool.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-doctor-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What `xdg-mime` says, in a home with one browser. */
function browserOf(answer: ToolAnswer, env: Readonly<Record<string, string>> = {}) {
  const program = join(folder, 'firefox');
  writeFileSync(program, '#!/bin/sh\n');
  chmodSync(program, 0o755);
  mkdirSync(join(folder, 'applications'));
  const entry = (name: string, command: string): void => {
    writeFileSync(join(folder, 'applications', name), `[Desktop Entry]\nName=Firefox\nExec=${command} %u\n`);
  };
  entry('firefox.desktop', program);
  entry('gone.desktop', join(folder, 'gone'));
  return defaultBrowser({
    platform: 'linux',
    env: { XDG_DATA_HOME: folder, XDG_DATA_DIRS: folder, ...env },
    run: () => Promise.resolve(answer),
    app: { getApplicationInfoForProtocol: () => Promise.reject(new Error('Not on Linux.')) },
  });
}

const probe = (at: string) =>
  computerProbe({
    platform: 'linux',
    env: {},
    run: () => Promise.resolve({ kind: 'no-such-tool' }),
    app: {
      getApplicationInfoForProtocol: () => Promise.reject(new Error('Not on Linux.')),
      getAppMetrics: () => [],
      commandLine: { hasSwitch: () => false },
    },
    folder: at,
    online: () => true,
  });

describe('the default browser on Linux', () => {
  it.each([
    [
      { kind: 'answered', text: 'firefox.desktop\n' },
      { kind: 'found', name: 'Firefox' },
    ],
    [{ kind: 'answered', text: 'gone.desktop\n' }, { kind: 'missing' }],
    [{ kind: 'answered', text: 'nowhere.desktop\n' }, { kind: 'missing' }],
    [{ kind: 'answered', text: '' }, { kind: 'missing' }],
    [{ kind: 'timed-out' }, { kind: 'unknown' }],
    [{ kind: 'no-such-tool' }, { kind: 'unknown' }],
  ] as const)('%j is %j', async (answer, browser) => {
    expect(await browserOf(answer)).toEqual(browser);
  });

  it('is not known where `xdg-open` has its own list', async () => {
    expect(await browserOf({ kind: 'answered', text: '' }, { BROWSER: 'lynx' })).toEqual({ kind: 'unknown' });
  });
});

it.each([
  [() => Promise.resolve({ name: 'Safari' }), { kind: 'found', name: 'Safari' }],
  [() => Promise.reject(new Error('None.')), { kind: 'missing' }],
] as const)('the default browser elsewhere is what the system says', async (answer, browser) => {
  const deps = { env: {}, run: () => Promise.reject(new Error('No tool is needed.')) };
  expect(
    await defaultBrowser({ ...deps, platform: 'darwin', app: { getApplicationInfoForProtocol: answer } }),
  ).toEqual(browser);
});

describe('the sandbox', () => {
  const held = 'Name:\tlatchkey\nNoNewPrivs:\t1\nSeccomp:\t2\n';
  function stateOf(
    changes: Partial<SandboxDeps> & { readonly noSandbox?: boolean; readonly types?: readonly string[] },
  ) {
    const { noSandbox = false, types = ['Browser', 'Tab'], ...deps } = changes;
    return sandboxState({
      platform: 'linux',
      app: {
        getAppMetrics: () => types.map((type, index) => ({ type, pid: index + 1 })),
        commandLine: { hasSwitch: (name) => noSandbox && name === 'no-sandbox' },
      },
      statusOf: () => Promise.resolve(held),
      ...deps,
    });
  }

  it.each([
    [{}, { kind: 'on' }],
    [{ noSandbox: true }, { kind: 'off', bySwitch: true }],
    [{ statusOf: () => Promise.resolve(held.replace('2', '0')) }, { kind: 'off', bySwitch: false }],
    [{ statusOf: () => Promise.resolve(held.replace('1', '0')) }, { kind: 'off', bySwitch: false }],
    [{ statusOf: () => Promise.reject(new Error('ENOENT')) }, { kind: 'unknown' }],
    [{ types: ['Browser'] }, { kind: 'unknown' }],
    [{ platform: 'win32' }, { kind: 'unknown' }],
  ] as const)('%j is %j', async (changes, state) => {
    expect(await stateOf(changes)).toEqual(state);
  });

  it.each([
    [true, { kind: 'on' }],
    [false, { kind: 'off', bySwitch: false }],
  ] as const)('elsewhere is what the system says: %j', async (sandboxed, state) => {
    const app: SandboxDeps['app'] = {
      getAppMetrics: () => [{ type: 'Tab', pid: 1, sandboxed }],
      commandLine: { hasSwitch: () => false },
    };
    expect(await sandboxState({ platform: 'win32', app })).toEqual(state);
  });
});

it('free space is that of the folder, and nobody knows it of one that is not there', async () => {
  expect(await probe(folder).freeBytes()).toBeGreaterThan(0);
  expect(await probe(join(folder, 'nowhere')).freeBytes()).toBeNull();
});
