import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { busSocket } from '../../../../src/main/keyring/session-bus.ts';
import { promptToUnlock } from '../../../../src/main/keyring/unlock-prompt.ts';
import { FakeBus } from './fake-bus.ts';
import type { FakeKeyringService } from './fake-bus.ts';

let folder: string;
let running: FakeBus | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-bus-'));
});
afterEach(() => {
  running?.kill();
  running = null;
  rmSync(folder, { recursive: true });
});

async function start(service: FakeKeyringService): Promise<FakeBus> {
  running = await FakeBus.start(join(folder, 'bus'), service);
  return running;
}

async function ask(): Promise<string> {
  return promptToUnlock(join(folder, 'bus'), 1000);
}

describe('promptToUnlock', () => {
  it.each([
    ['answers', 'unlocked'],
    ['closes', 'closed'],
  ] as const)('tells that the person %s the question', async (person, told) => {
    const bus = await start({ prompt: '/prompt/1', person });
    expect(await ask()).toBe(told);
    expect(bus.members.slice(0, 4)).toEqual(['Hello', 'ReadAlias', 'Unlock', 'Prompt']);
  });

  it('asks nobody where the keyring is open already', async () => {
    const bus = await start({ prompt: '/', person: null });
    expect(await ask()).toBe('unlocked');
    expect(bus.members).not.toContain('Prompt');
  });

  it('waits for a person who does nothing, and ends when the bus does', async () => {
    const bus = await start({ prompt: '/prompt/1', person: null });
    const answer = ask();
    const first = await Promise.race([
      answer,
      new Promise((resolve) => setTimeout(() => resolve('waiting'), 200)),
    ]);
    expect(first).toBe('waiting');
    bus.kill();
    expect(await answer).toBe('unavailable');
  });

  it('ends when the keyring was opened elsewhere while its question is on the screen', async () => {
    const bus = await start({ prompt: '/prompt/1', person: null });
    const answer = ask();
    await vi.waitUntil(() => bus.members.includes('Prompt'));
    bus.locked = false;
    expect(await answer).toBe('unlocked');
  });

  it('ends when the program that asked is another one now, and its question is gone', async () => {
    const bus = await start({ prompt: '/prompt/1', person: null });
    const answer = ask();
    await vi.waitUntil(() => bus.members.includes('GetNameOwner'));
    bus.owner = ':1.9';
    expect(await answer).toBe('closed');
  });

  it.each<[string, FakeKeyringService]>([
    ['refuses', { prompt: null, person: null }],
    [
      'answers with noise',
      { prompt: '/', person: null, garbage: Buffer.from('this is no message of a bus') },
    ],
    [
      'promises an endless message',
      {
        prompt: '/',
        person: null,
        garbage: Buffer.from([0x6c, 2, 0, 1, 255, 255, 255, 255, 1, 0, 0, 0, 0, 0, 0, 0]),
      },
    ],
    [
      'sends a body that ends too soon',
      {
        prompt: '/',
        person: null,
        garbage: Buffer.from([
          0x6c, 2, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0, 5, 1, 117, 0, 2, 0, 0, 0, 255, 255, 255, 255,
        ]),
      },
    ],
  ])('a keyring that %s is no keyring to ask', async (_how, service) => {
    await start(service);
    expect(await ask()).toBe('unavailable');
  });

  it('nobody answers at a place where there is no bus', async () => {
    expect(await ask()).toBe('unavailable');
    writeFileSync(join(folder, 'bus'), '');
    expect(await ask()).toBe('unavailable');
  });
});

describe('busSocket', () => {
  it.each([
    ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
    ['unix:path=/run/bus,guid=abc', '/run/bus'],
    ['unix:guid=abc,path=/run/a%20b', '/run/a b'],
    ['tcp:host=localhost,port=1;unix:path=/run/bus', '/run/bus'],
    ['unix:abstract=/tmp/dbus-x', null],
    ['', null],
    [undefined, null],
  ])('%j is at %j', (address, path) => {
    expect(busSocket(address)).toBe(path);
  });
});
