import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { promptToUnlock } from '../../../../src/main/keyring/unlock-prompt.ts';
import { bytesOf, number, text } from './bus-bytes.ts';
import { FakeBus } from './fake-bus.ts';
import type { FakeKeyringService } from './fake-bus.ts';
import { patience } from '../../../support/patience.ts';

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

async function start(service: Partial<FakeKeyringService> = {}): Promise<FakeBus> {
  running = await FakeBus.start(join(folder, 'bus'), { prompt: '/prompt/1', person: null, ...service });
  return running;
}

/** With so short a wait only where nothing is to come. */
async function ask(answer = 10_000): Promise<string> {
  return promptToUnlock(join(folder, 'bus'), 1000, { answer, look: 10 });
}

describe('promptToUnlock', () => {
  it.each([
    ['answers', 'unlocked', false],
    ['closes', 'closed', false],
    ['answers', 'unlocked', true],
    ['closes', 'closed', true],
  ] as const)('F13+: the person %s the question: %s (told to all: %s)', async (person, told, broadcasts) => {
    const bus = await start({ person, broadcasts });
    expect(await ask()).toBe(told);
    expect(bus.members.slice(0, 5)).toEqual(['Hello', 'ReadAlias', 'Unlock', 'AddMatch', 'Prompt']);
    await vi.waitUntil(() => bus.clients === 0, patience);
  });

  it('says who asks by the kernel’s word', async () => {
    const bus = await start({ person: 'answers' });
    await ask();
    const hex = Buffer.from('1000').toString('hex');
    expect(bus.greeted).toMatch(new RegExp(`^\\0AUTH EXTERNAL ${hex}\\r\\nBEGIN\\r\\n`));
  });

  it('F13+: asks nobody where the keyring is open already', async () => {
    const bus = await start({ prompt: '/' });
    bus.locked = false;
    expect(await ask()).toBe('unlocked');
    expect(bus.members).not.toContain('Prompt');
  });

  it('F13-: a keyring that has no question and is locked all the same is not open', async () => {
    await start({ prompt: '/' });
    expect(await ask()).toBe('closed');
  });

  it('F13+: waits for a person who does nothing, and ends when the bus does', async () => {
    const bus = await start();
    const answer = ask();
    // Several looks have passed, and it waits.
    await vi.waitUntil(() => bus.members.filter((name) => name === 'Get').length > 3, patience);
    expect(await Promise.race([answer, Promise.resolve('waiting')])).toBe('waiting');
    bus.kill();
    expect(await answer).toBe('closed');
  });

  it('F13+: ends when the keyring was opened elsewhere while its question is on the screen', async () => {
    const bus = await start();
    const answer = ask();
    await vi.waitUntil(() => bus.members.includes('Prompt'), patience);
    bus.locked = false;
    expect(await answer).toBe('unlocked');
  });

  it('F13+: ends when the program that asked is another one now, and its question is gone', async () => {
    const bus = await start();
    const answer = ask();
    await vi.waitUntil(() => bus.members.includes('Get'), patience);
    bus.owner = ':1.9';
    expect(await answer).toBe('closed');
  });

  it.each(['ReadAlias', 'Unlock', 'Prompt'])(
    'F13-: a keyring that says nothing to %s is locked: safeStorage would wait for it too',
    async (member) => {
      await start({ instead: { [member]: 'silence' } });
      expect(await ask(100)).toBe('closed');
    },
  );

  const noise = Buffer.from('this is no message of a bus, however long one listens');
  const endless = Buffer.concat([Buffer.from([0x6c, 2, 0, 1]), number(0xffff_ffff), number(1), number(0)]);
  const reply = { type: 'reply', replyTo: 2, sender: ':1.1' } as const;

  it.each<[string, Partial<FakeKeyringService>]>([
    ['refuses', { prompt: null }],
    [
      'answers with a text for an object',
      { instead: { ReadAlias: bytesOf({ ...reply, signature: 's', body: text('/a') }) } },
    ],
    [
      'answers with what no object is called',
      { instead: { ReadAlias: bytesOf({ ...reply, signature: 'o', body: text('a/../b') }) } },
    ],
    ['answers with nothing', { instead: { ReadAlias: bytesOf(reply) } }],
    [
      'sends a body that ends too soon',
      { instead: { ReadAlias: bytesOf({ ...reply, signature: 'o', body: number(99) }) } },
    ],
  ])('F13-: a keyring that %s cannot be asked so', async (_how, service) => {
    const bus = await start(service);
    expect(await ask()).toBe('unavailable');
    await vi.waitUntil(() => bus.clients === 0, patience);
  });

  it.each([
    ['noise', noise],
    ['an endless message', endless],
  ])('F13-: a bus that sends %s is left', async (_what, bytes) => {
    const bus = await start({ instead: { ReadAlias: bytes } });
    expect(await ask()).toBe('closed');
    await vi.waitUntil(() => bus.clients === 0, patience);
  });

  it.each([
    ['refuses who asks', 'REJECTED EXTERNAL\r\n'],
    ['greets without an end', 'O'.repeat(2000)],
  ])('F13-: a bus that %s is none to ask on', async (_how, greeting) => {
    const bus = await start({ greeting });
    expect(await ask()).toBe('unavailable');
    await vi.waitUntil(() => bus.clients === 0, patience);
  });

  it('F13-: nor is one that does not greet, or does not say hello', async () => {
    await start({ greeting: '' });
    expect(await ask(100)).toBe('unavailable');
    running?.kill();
    await start({ instead: { Hello: 'silence' } });
    expect(await ask(100)).toBe('unavailable');
  });

  it('F13-: nobody answers at a place where there is no bus', async () => {
    expect(await ask()).toBe('unavailable');
    writeFileSync(join(folder, 'bus'), '');
    expect(await ask()).toBe('unavailable');
  });
});
