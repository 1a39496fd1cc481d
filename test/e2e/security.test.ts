import { expect, it } from 'vitest';
import { findTarget } from './harness/target.ts';
import { inWorld } from './harness/world.ts';

/** What a page can find out about its own cage. */
const probe = `(async () => {
  const attempt = async (run) => { try { return String(await run()); } catch (error) { return 'refused: ' + error.name; } };
  return {
    node: [typeof require, typeof process, typeof module, typeof Buffer, typeof global].join(' '),
    electron: String(window.electron ?? window.ipcRenderer),
    exposed: Object.getOwnPropertyNames(window).filter((name) => name.startsWith('latchkey')).join(' '),
    api: Object.keys(window.latchkey).filter((name) => /send$|invoke|channel|ipc/i.test(name)).join(' '),
    inlineScript: await attempt(() => new Promise((resolve) => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.head.append(script);
      setTimeout(() => resolve(window.injected === true), 50);
    })),
    inlineStyle: await attempt(() => {
      const box = document.createElement('div');
      box.setAttribute('style', 'position: fixed');
      document.body.append(box);
      const { position } = getComputedStyle(box);
      box.remove();
      return position;
    }),
    network: await attempt(() => fetch('http://127.0.0.1:9/').then(() => 'reached')),
    open: await attempt(() => window.open('https://example.com/')),
    geolocation: await attempt(() => navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)),
    microphone: await attempt(() => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given')),
    origin: location.origin,
    cookies: document.cookie,
  };
})()`;

const caged: Readonly<Record<string, RegExp>> = {
  node: /^(undefined ?){5}$/,
  electron: /^undefined$/,
  exposed: /^latchkey$/,
  api: /^$/,
  inlineScript: /^(false|refused)/,
  inlineStyle: /^static$/,
  network: /^refused/,
  open: /^(null|refused)/,
  geolocation: /^(denied|refused)/,
  microphone: /^refused/,
  origin: /^app:\/\/latchkey$/,
  cookies: /^$/,
};

it('the page sits in a cage: no Node, no inline script or style, no network, no windows, no permissions', async () => {
  await inWorld('cage', {}, async (world) => {
    const { page } = await world.start();
    await page.getByRole('button', { name: 'Try the demo' }).waitFor();
    const seen: unknown = await page.evaluate(probe);
    const answers = new Map(entriesOf(seen).map(([name, value]) => [name, String(value)]));
    const wrong = Object.entries(caged)
      .map(([name, wanted]) => ({ name, wanted, got: answers.get(name) ?? 'no answer' }))
      .filter(({ got, wanted }) => !wanted.test(got));
    expect(wrong).toEqual([]);
  });
});

it('R1-: the window leaves its page for nothing: no navigation, no frame, no dropped link', async () => {
  await inWorld('navigation', {}, async (world) => {
    const { page } = await world.start();
    await page.getByRole('button', { name: 'Try the demo' }).waitFor();
    const before = page.url();
    for (const address of [
      world.provider.issuer,
      'https://example.com/',
      'file:///etc/passwd',
      'app://other/',
    ]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one attempt after the other
      await page.evaluate(`location.href = ${JSON.stringify(address)}`).catch(() => undefined);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await page.getByRole('button', { name: 'Try the demo' }).waitFor();
      expect(page.url()).toBe(before);
    }
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('iframe'), { src: ${JSON.stringify(world.provider.issuer)} }))`,
    );
    await expect.poll(() => page.frames().filter((frame) => frame.url().startsWith('http')).length).toBe(0);
    expect(world.browser.count('https://example.com/')).toBe(0);
  });
});

it('the policy of the page allows its own files only, and style by nonce', async () => {
  await inWorld('policy', {}, async (world) => {
    const { page } = await world.start();
    const response = await page.reload();
    const policy = (await response?.headerValue('content-security-policy')) ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(policy).toMatch(/style-src 'self' 'nonce-[\w+/=-]{20,}'/);
    expect(policy).not.toMatch(/unsafe-(inline|eval)|\*|https?:/);
  });
});

it.runIf(findTarget().kind === 'unpackaged')(
  'the window is made as Electron’s checklist asks: sandbox, isolation, web security, no web view',
  async () => {
    await inWorld('checklist', {}, async (world) => {
      await world.start();
      const { electron } = world.app;
      const made = await electron?.evaluate(({ BrowserWindow, session, app }) =>
        BrowserWindow.getAllWindows().map(({ webContents }) => {
          const read: unknown = Reflect.get(webContents, 'getLastWebPreferences');
          const preferences: unknown = typeof read === 'function' ? Reflect.apply(read, webContents, []) : {};
          const of = (name: string): unknown => Reflect.get(Object(preferences), name);
          return {
            sandbox: of('sandbox'),
            contextIsolation: of('contextIsolation'),
            nodeIntegration: of('nodeIntegration'),
            nodeIntegrationInWorker: of('nodeIntegrationInWorker'),
            webSecurity: of('webSecurity'),
            allowRunningInsecureContent: of('allowRunningInsecureContent'),
            experimentalFeatures: of('experimentalFeatures'),
            webviewTag: of('webviewTag'),
            persistent: session.defaultSession.isPersistent(),
            sandboxSwitchOff: app.commandLine.hasSwitch('no-sandbox'),
          };
        }),
      );
      expect(made).toEqual([
        expect.objectContaining({
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webSecurity: true,
          sandboxSwitchOff: false,
        }),
      ]);
      for (const name of [
        'nodeIntegrationInWorker',
        'allowRunningInsecureContent',
        'experimentalFeatures',
        'webviewTag',
      ]) {
        expect(Reflect.get(Object(made?.[0]), name) ?? false).toBe(false);
      }
    });
  },
);

it('R86+: nothing but the callback is obeyed in a command line', async () => {
  await inWorld('command-line', {}, async (world) => {
    const window = await world.start();
    await window.button('Try the demo').waitFor();
    // What a hostile link could carry, behind the `--` of the desktop entry.
    world.desktop.openAddress(
      `${world.desktop.target.scheme}:/callback/x?code=1 --remote-debugging-port=1 --no-sandbox`,
    );
    await expect.poll(() => world.desktop.appProcesses().length).toBe(1);
    await window.button('Try the demo').waitFor();
    expect(
      world.desktop
        .appProcesses()
        .flatMap(({ command }) => command)
        .join(' '),
    ).not.toContain('no-sandbox');
  });
});

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
