import { describe, expect, it } from 'vitest';
import { applicationMenu } from '../../../../src/main/menu/application-menu.ts';
import { createReloadRule } from '../../../../src/main/window/reload-rule.ts';
import { textMenu } from '../../../../src/main/window/text-menu.ts';
import { windowOptions } from '../../../../src/main/window/window-options.ts';
import { clampZoomLevel, openingBounds } from '../../../../src/main/window/window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };

describe('windowOptions', () => {
  const options = windowOptions({
    bounds: { width: 1180, height: 760 },
    dark: true,
    zoomLevel: 0,
    preload: '/app/preload.cjs',
    icon: null,
  });

  it('keeps the page in its sandbox', () => {
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
    expect(options.webPreferences).not.toHaveProperty('enableBlinkFeatures');
    expect(options.webPreferences).not.toHaveProperty('additionalArguments');
  });

  it('keeps nothing of the page on disk', () => {
    expect(options.webPreferences?.partition).toBe('latchkey-page');
  });

  it('is shown only once it painted, in the colour of the page', () => {
    expect(options.show).toBe(false);
    expect(options.backgroundColor).toBe('#161a19');
    expect({ width: options.minWidth, height: options.minHeight }).toEqual({ width: 760, height: 520 });
  });
});

describe('openingBounds', () => {
  it('opens where the window was', () => {
    const kept = { x: 100, y: 50, width: 1000, height: 700 };
    expect(openingBounds(kept, [screen])).toEqual(kept);
  });

  it('does not open on a screen that is gone, or with its title bar out of reach', () => {
    const standard = { width: 1180, height: 760 };
    expect(openingBounds({ x: 2500, y: 50, width: 1000, height: 700 }, [screen])).toEqual(standard);
    expect(openingBounds({ x: 100, y: -300, width: 1000, height: 700 }, [screen])).toEqual(standard);
    expect(openingBounds(null, [])).toEqual(standard);
  });

  it('fits a small screen, and is never smaller than the page can be', () => {
    expect(openingBounds(null, [{ ...screen, width: 1024, height: 600 }])).toEqual({
      width: 1024,
      height: 600,
    });
    expect(openingBounds({ x: 0, y: 0, width: 10, height: 10 }, [screen])).toMatchObject({
      width: 1180,
      height: 760,
    });
    expect(openingBounds({ x: 0, y: 0, width: 100, height: 10 }, [screen])).toMatchObject({
      width: 760,
      height: 520,
    });
  });

  it('keeps the zoom within what can be read', () => {
    expect([clampZoomLevel(-20), clampZoomLevel(1), clampZoomLevel(20)]).toEqual([-4, 1, 6]);
  });
});

function roles(platform: NodeJS.Platform, development = false): string {
  return JSON.stringify(
    applicationMenu(
      { page: () => undefined, zoom: () => undefined, openLogFolder: () => undefined },
      platform,
      development,
    ),
  );
}

describe('applicationMenu', () => {
  it('has an Edit menu on each system: macOS copies and pastes by it', () => {
    for (const platform of ['darwin', 'linux', 'win32'] as const) {
      expect(roles(platform)).toContain('"role":"editMenu"');
    }
  });

  it('offers developer tools in a development run only, and never a reload', () => {
    expect(roles('linux')).not.toMatch(/toggleDevTools|reload/i);
    expect(roles('linux', true)).toContain('toggleDevTools');
  });

  it('asks the page for what only the page can do', () => {
    const asked: string[] = [];
    const menu = applicationMenu(
      { page: (command) => asked.push(command), zoom: () => undefined, openLogFolder: () => undefined },
      'linux',
      false,
    );
    const items = menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    for (const label of ['Add connection', 'Settings…', 'Search', 'About Latchkey']) {
      const item = items.find((each) => each.label === label);
      // Electron passes its own objects, none of which is used.
      Reflect.apply(item?.click ?? (() => undefined), null, []);
    }
    expect(asked).toEqual(['add-connection', 'open-settings', 'open-search', 'about']);
  });
});

describe('the zoom of the applicationMenu', () => {
  it('has each step once on screen, and on every key that keyboards have for it', () => {
    const asked: (number | null)[] = [];
    const menu = applicationMenu(
      { page: () => undefined, zoom: (steps) => asked.push(steps), openLogFolder: () => undefined },
      'linux',
      false,
    );
    const items = menu
      .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
      .filter(({ label }) => /zoom|actual size/i.test(label ?? ''));
    expect(items.filter(({ visible }) => visible).map(({ label }) => label)).toEqual([
      'Actual size',
      'Zoom in',
      'Zoom out',
    ]);
    for (const item of items) {
      Reflect.apply(item.click ?? (() => undefined), null, []);
    }
    expect(items.map(({ accelerator }, index) => [accelerator, asked[index]])).toEqual([
      ['CmdOrCtrl+0', null],
      ['CmdOrCtrl+num0', null],
      ['CmdOrCtrl+Plus', 1],
      ['CmdOrCtrl+=', 1],
      ['CmdOrCtrl+numadd', 1],
      ['CmdOrCtrl+-', -1],
      ['CmdOrCtrl+numsub', -1],
    ]);
  });
});

describe('textMenu', () => {
  const editFlags = {
    canUndo: true,
    canRedo: false,
    canCut: true,
    canCopy: true,
    canPaste: true,
    canDelete: true,
    canSelectAll: true,
    canEditRichly: false,
  };

  it('offers cut, copy and paste in a field', () => {
    const menu = textMenu({ isEditable: true, selectionText: '', editFlags });
    expect(menu?.map(({ role }) => role).filter((role) => role !== undefined)).toEqual([
      'undo',
      'redo',
      'cut',
      'copy',
      'paste',
      'selectAll',
    ]);
  });

  it('offers copy for selected text, and nothing elsewhere', () => {
    expect(
      textMenu({ isEditable: false, selectionText: 'text', editFlags })?.map(({ role }) => role),
    ).toEqual(['copy']);
    expect(textMenu({ isEditable: false, selectionText: ' ', editFlags })).toBeNull();
  });
});

describe('createReloadRule', () => {
  it('reloads a page that died once, and asks when it dies again at once', () => {
    let now = 0;
    const rule = createReloadRule(() => now);
    expect(rule()).toBe('reload');
    now = 30_000;
    expect(rule()).toBe('ask');
    now = 3_600_000;
    expect(rule()).toBe('reload');
  });
});
