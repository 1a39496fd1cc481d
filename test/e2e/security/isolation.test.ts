import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandNames } from '../../../src/shared/ipc.ts';
import { CagedApp, closedReason, mainIsOpen } from './support/caged-app.ts';
import { attackBridge, findNode, readOtherOrigin, readOwnApi } from './support/page-probes.ts';
import { processTree } from './support/processes.ts';
import { webPreferences } from './support/main-probes.ts';

let caged: CagedApp;

beforeAll(async () => {
  caged = await CagedApp.start();
});
afterAll(async () => {
  await caged.stop();
});

describe('Electron’s checklist, the page’s process', () => {
  it('2: no Node in the page, nor in a frame of it', async () => {
    expect(await caged.ask(findNode, null)).toEqual({ page: [], frame: [], api: 'undefined' });
  });

  it('3: the preload’s world is another one, which the page can neither see nor bend', async () => {
    const worlds: { readonly id: number; readonly name: string }[] = [];
    caged.devtools.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
    await caged.devtools.send('Runtime.enable');
    const isolated = worlds.find(({ name }) => name === 'Electron Isolated Context');
    expect(isolated).toBeDefined();
    await caged.evaluate('window.mark = "page"');
    const { result } = await caged.devtools.send('Runtime.evaluate', {
      expression: '[typeof window.mark, typeof window.latchkey].join()',
      ...(isolated === undefined ? {} : { contextId: isolated.id }),
    });
    expect(result.value).toBe('undefined,undefined');
    expect(await caged.ask(attackBridge, 'no-such-event')).toEqual({
      unknownEvent: 'There is no event named "no-such-event".',
      stolen: [],
      stillWorks: true,
    });
  });

  it('4: every process that runs the page or draws it is in the kernel’s sandbox', async () => {
    const tree = processTree(caged.desktop.profile);
    const renderers = tree.filter(({ type }) => type === 'renderer');
    expect(renderers.length).toBeGreaterThan(0);
    for (const { status } of renderers) {
      // A filter on system calls, no new privileges, no capability.
      expect(status.get('Seccomp')).toBe('2');
      expect(status.get('NoNewPrivs')).toBe('1');
      expect(status.get('CapEff')).toMatch(/^0+$/);
    }
    expect(tree.filter(({ command }) => /--no-sandbox|--disable-\S*sandbox/.test(command))).toEqual([]);
  });

  it('6: web security is on: the page cannot read what is of another origin', async () => {
    expect(await caged.ask(readOtherOrigin, null)).toBe('SecurityError');
  });

  it.each([
    ['8: insecure content is not run', 'allow-running-insecure-content'],
    ['9: experimental features are off', 'enable-experimental'],
    ['10: no feature of Blink is switched on', 'enable-blink-features'],
    ['6: web security is not switched off', 'disable-web-security'],
  ])('%s in any process', (_what, name) => {
    const commands = processTree(caged.desktop.profile).map(({ command }) => command);
    expect(commands.length).toBeGreaterThan(2);
    expect(commands.filter((command) => command.includes(`--${name}`))).toEqual([]);
  });

  it('2 to 4, 6, 8 to 11: the window is made as the checklist asks', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    expect({ enableBlinkFeatures: '', ...(await webPreferences(caged)) }).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
      webviewTag: false,
    });
  });

  it('20: the page has verbs and nothing of Electron: no channel, no event object, nothing it can replace', async () => {
    expect(await caged.ask(readOwnApi, null)).toEqual({
      verbs: [...commandNames, 'on'].toSorted(),
      kinds: ['function'],
      electron: [],
      replaced: [],
      eventArguments: [1],
      eventIsPlain: true,
      unclonable: 'Error: An object could not be cloned.',
    });
  });
});
