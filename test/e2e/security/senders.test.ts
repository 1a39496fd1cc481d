import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandNames } from '../../../src/shared/ipc.ts';
import { CagedApp, closedReason, mainIsOpen } from './support/caged-app.ts';
import { callFromFrame, callFromSecondWindow } from './support/main-probes.ts';

let caged: CagedApp;

beforeAll(async () => {
  caged = await CagedApp.start();
});
afterAll(async () => {
  await caged.stop();
});

/** How often the log says that a call was refused. */
function refusals(): number {
  const path = join(caged.desktop.profile, 'logs', 'main.log');
  const log = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return log.split('from somewhere else was refused').length - 1;
}

describe('Electron’s checklist, 17: the sender of every call is checked', () => {
  it('the page’s own calls are answered', async () => {
    expect(await caged.evaluate('latchkey.getAppState().then(({ ok }) => ok)')).toBe(true);
  });

  it('a frame of the page has no verbs of its own', async () => {
    const inFrame = await caged.evaluate(`(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      return [typeof frame.contentWindow.latchkey, typeof frame.contentWindow.require].join();
    })()`);
    expect(inFrame).toBe('undefined,undefined');
  });

  it('a call that a frame of the page could make is refused', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    expect(await callFromFrame(caged, commandNames)).toEqual({
      answers: commandNames.map((name) => [name, 'not-permitted', 'not-permitted']),
      channels: commandNames.length,
      // Electron's own; a store's channel that would answer anybody is gone.
      listeners: ['error'],
    });
  });

  it('another window of ours is refused, on our own origin too', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    expect(await callFromSecondWindow(caged, commandNames)).toEqual(
      commandNames.map((name) => [name, 'not-permitted']),
    );
  });

  it('a page of another origin in our own window is refused, whatever it calls', async () => {
    const before = refusals();
    await caged.lead('data:text/html,<title>Another page</title>');
    const codes = await caged.evaluate(
      `Promise.all(${JSON.stringify(commandNames)}.map(async (name) => (await latchkey[name](null)).failure?.code))`,
    );
    expect(codes).toEqual(commandNames.map(() => 'not-permitted'));
    expect(refusals() - before).toBe(commandNames.length);
    await caged.reload();
    expect(await caged.evaluate('latchkey.getAppState().then(({ ok }) => ok)')).toBe(true);
  });
});
