import { EventEmitter } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { App } from 'electron';
import { createSystemClock } from '../../../../src/main/system/clock.ts';
import { watchConnectivity } from '../../../../src/main/system/connectivity.ts';
import { createLog } from '../../../../src/main/system/log.ts';
import { watchProcesses } from '../../../../src/main/system/process-errors.ts';
import { createQuit } from '../../../../src/main/system/quit.ts';
import { runTool } from '../../../../src/main/system/run-tool.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe('createLog', () => {
  let folder: string;
  const log = () => createLog({ folder, now: () => 0, redact: (text) => text.replaceAll('secret', '…') });
  const content = (): string => readFileSync(join(folder, 'main.log'), 'utf8');

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'latchkey-log-')), 'logs');
  });
  afterEach(() => {
    rmSync(join(folder, '..'), { recursive: true });
  });

  it('R22-: what it is given is redacted at the sink, causes included', () => {
    log().write(
      'error',
      'A secret in the words.',
      new Error('a secret', { cause: new Error('the secret below') }),
    );
    expect(content()).not.toContain('secret');
    expect(content()).toContain('the … below');
  });

  it('one entry is one line, whatever it holds, and of bounded length', () => {
    log().write('warning', `one\ntwo\r\nthree\u0000${'x'.repeat(10_000)}`);
    expect(content()).toMatch(/^1970-01-01T00:00:00\.000Z warning one \| two \| three x+\n$/);
    expect(content().length).toBeLessThan(4100);
  });

  it('is readable by its owner only', () => {
    log().write('info', 'something');
    expect(statSync(join(folder, 'main.log')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('begins a new file at a megabyte and keeps three', () => {
    const target = log();
    for (let round = 0; round < 6; round += 1) {
      target.write('info', `round ${String(round)}`);
      writeFileSync(join(folder, 'main.log'), 'x'.repeat(1_000_001));
    }
    target.write('info', 'the last');
    expect(readdirSync(folder).toSorted()).toEqual(['main.1.log', 'main.2.log', 'main.3.log', 'main.log']);
    expect(content()).toContain('the last');
  });

  it('F17-: a disk that takes no more costs the line, never the app', () => {
    const impossible = createLog({
      folder: join(process.execPath, 'logs'),
      now: () => 0,
      redact: (text) => text,
    });
    expect(() => {
      impossible.write('error', 'nobody will read this');
    }).not.toThrow();
  });
});

describe('watchProcesses', () => {
  it('logs what nobody caught, and processes that end by themselves', () => {
    const lines: string[] = [];
    const app = new EventEmitter();
    const process = new EventEmitter();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fake of the one member in use
    watchProcesses(app as unknown as App, process, {
      folder: '/nowhere',
      write: (level, message) => lines.push(`${level} ${message}`),
    });
    process.emit('uncaughtException', new Error('a bug'));
    process.emit('unhandledRejection', 'a reason');
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 11 });
    app.emit('child-process-gone', {}, { type: 'Utility', reason: 'clean-exit', exitCode: 0 });
    expect(lines).toEqual([
      'error An exception was not caught.',
      'error A rejection was not handled.',
      'error A process of the app ended: GPU, crashed, code 11.',
    ]);
  });
});

describe('watchConnectivity', () => {
  it('F10+: tells when the network came back, and when it is another one', () => {
    const clock = new FakeClock();
    const state = { online: true, addresses: ['192.168.1.2'] };
    let told = 0;
    const { look, stop } = watchConnectivity(
      {
        online: () => state.online,
        addresses: () => state.addresses,
        after: (ms, work) => clock.after(ms, work),
      },
      () => (told += 1),
    );
    clock.advance(20_000);
    expect(told).toBe(0);
    state.online = false;
    clock.advance(5000);
    expect(told).toBe(0);
    state.online = true;
    clock.advance(5000);
    expect(told).toBe(1);
    state.addresses = ['10.0.0.7'];
    clock.advance(5000);
    expect(told).toBe(2);
    // Gone and back between two looks: seen where somebody met it.
    state.online = false;
    look();
    state.online = true;
    clock.advance(5000);
    expect(told).toBe(3);
    look();
    expect(told).toBe(3);
    stop();
    expect(clock.waiting).toBe(0);
  });
});

function setUp(options: {
  before?: Promise<void>;
  steps?: string[];
  warning?: string;
  answer?: boolean;
  hang?: boolean;
}) {
  const clock = new FakeClock();
  const { steps = [] } = options;
  const quit = createQuit({
    before: () => options.before ?? null,
    warning: () => {
      steps.push('warning');
      return options.warning ?? null;
    },
    ask: (warning) => {
      steps.push(`ask ${warning}`);
      return Promise.resolve(options.answer ?? false);
    },
    close: () => {
      steps.push('close');
      return options.hang === true ? new Promise(() => undefined) : Promise.resolve();
    },
    exit: () => steps.push('exit'),
    after: (milliseconds, work) => clock.after(milliseconds, work),
  });
  const event = { prevented: 0, preventDefault: () => (event.prevented += 1) };
  return { clock, steps, quit, event };
}

describe('createQuit', () => {
  it('closes in order, then exits, once', async () => {
    const { steps, quit, event } = setUp({});
    quit(event);
    quit(event);
    await settled();
    expect(steps).toEqual(['warning', 'close', 'exit']);
    quit(event);
    expect(event.prevented).toBe(2);
  });

  it('F27+: closes in the turn in which it is asked to quit: what comes afterwards finds it closing', () => {
    const { steps, quit, event } = setUp({});
    quit(event);
    expect(steps).toEqual(['warning', 'close']);
  });

  it('R49+: looks at what would be lost once that can be told', async () => {
    const steps: string[] = [];
    const before = settled().then(() => void steps.push('before'));
    const { quit, event } = setUp({ before, steps });
    quit(event);
    expect(steps).toEqual([]);
    await settled();
    await settled();
    expect(steps).toEqual(['before', 'warning', 'close', 'exit']);
  });

  it('R49+: without a keyring it asks before a sign-out is forgotten', async () => {
    const { steps, quit, event } = setUp({ warning: 'not told', answer: true });
    quit(event);
    await settled();
    expect(steps).toEqual(['warning', 'ask not told', 'close', 'exit']);
  });

  it('R49-: and stays when the person wants to', async () => {
    const { steps, quit, event } = setUp({ warning: 'not told', answer: false });
    quit(event);
    await settled();
    quit(event);
    await settled();
    expect(steps).toEqual(['warning', 'ask not told', 'warning', 'ask not told']);
  });

  it('never hangs', async () => {
    const { clock, steps, quit, event } = setUp({ hang: true });
    quit(event);
    await settled();
    clock.advance(3000);
    await settled();
    expect(steps).toEqual(['warning', 'close', 'exit']);
  });
});

describe('runTool', () => {
  it('answers what the tool wrote, or why it did not', async () => {
    expect(await runTool(process.execPath, ['-p', '1 + 1'], 10_000)).toEqual({
      kind: 'answered',
      text: '2\n',
    });
    expect(await runTool(process.execPath, ['-e', 'process.exit(3)'], 10_000)).toMatchObject({
      kind: 'failed',
    });
    expect(await runTool('no-such-tool-here', [], 1000)).toEqual({ kind: 'no-such-tool' });
    expect(await runTool(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], 300)).toEqual({
      kind: 'timed-out',
    });
  });
});

describe('createSystemClock', () => {
  it('calls back once, and not after it was cancelled', async () => {
    const clock = createSystemClock();
    const called: string[] = [];
    const cancel = clock.after(1, () => called.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => {
      clock.after(5, () => {
        called.push('once');
        resolve();
      });
      // What keeps this test alive: the clock's own timers never keep a process.
      setTimeout(() => undefined, 50);
    });
    expect(called).toEqual(['once']);
  });

  it('keeps no process that wants to end', () => {
    const keeping = process.getActiveResourcesInfo();
    const cancel = createSystemClock().after(60_000, () => undefined);
    expect(process.getActiveResourcesInfo()).toEqual(keeping);
    cancel();
  });

  it('waits for months without firing at once, and without looking every millisecond', async () => {
    const clock = createSystemClock();
    const start = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => {
      start.mockRestore();
    });
    let called = false;
    const cancel = clock.after(90 * 24 * 3_600_000, () => (called = true));
    const started = start.mock.calls.map(([, milliseconds]) => milliseconds);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    cancel();
    expect(called).toBe(false);
    // What is longer Node takes for a millisecond.
    expect(started).toEqual([2_147_483_647]);
  });
});
