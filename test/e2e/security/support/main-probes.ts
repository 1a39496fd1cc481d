import type { CagedApp } from './caged-app.ts';

/** What Electron itself says about the window's page. Needs an open main process. */
export async function webPreferences(caged: CagedApp): Promise<Readonly<Record<string, unknown>>> {
  const all = await caged.app.electron?.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      const read: unknown = Reflect.get(webContents, 'getLastWebPreferences');
      const preferences: unknown = typeof read === 'function' ? Reflect.apply(read, webContents, []) : {};
      // Only what can be carried over.
      return Object.fromEntries(
        Object.entries(typeof preferences === 'object' && preferences !== null ? preferences : {}).filter(
          ([, value]) => ['boolean', 'string', 'number'].includes(typeof value),
        ),
      );
    }),
  );
  const [only, ...more] = all ?? [];
  if (only === undefined || more.length > 0) throw new Error('There is not exactly one window.');
  return only;
}

/** Makes a window that allows webviews, and puts one into it; tells what came of it. Needs an open main process. */
export async function attachWebview(caged: CagedApp, address: string): Promise<unknown> {
  return await caged.app.electron?.evaluate(async ({ BrowserWindow, webContents }, src) => {
    const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, sandbox: true } });
    let attached = 0;
    window.webContents.on('did-attach-webview', () => {
      attached += 1;
    });
    await window.loadURL('data:text/html,<title>webview</title>');
    const element: unknown = await window.webContents.executeJavaScript(
      `new Promise((resolve) => {
        const view = Object.assign(document.createElement('webview'), { src: ${JSON.stringify(src)}, allowpopups: true });
        document.body.append(view);
        setTimeout(() => resolve(typeof view.loadURL), 1500);
      })`,
    );
    const guests = webContents
      .getAllWebContents()
      .filter((contents) => contents.getType() === 'webview').length;
    window.destroy();
    return { element, attached, guests };
  }, address);
}

/** Loads each address in a new window with the page's own session; tells the errors, or `loaded`. Needs an open main process. */
export async function loadAnywhere(caged: CagedApp, addresses: readonly string[]): Promise<unknown> {
  return await caged.app.electron?.evaluate(
    async ({ BrowserWindow }, wanted) =>
      await Promise.all(
        wanted.map(async (address) => {
          const window = new BrowserWindow({
            show: false,
            webPreferences: { partition: 'latchkey-page', sandbox: true },
          });
          const result = await window.loadURL(address).then(
            () => 'loaded',
            (error: unknown) =>
              error instanceof Error && 'code' in error ? String(error.code) : String(error),
          );
          window.destroy();
          return result;
        }),
      ),
    addresses,
  );
}

/** What each command answers to another window of ours on our own page, with our preload. Needs an open main process. */
export async function callFromSecondWindow(caged: CagedApp, commands: readonly string[]): Promise<unknown> {
  return await caged.app.electron?.evaluate(async ({ BrowserWindow, app }, names) => {
    const preload = `${app.getAppPath()}/out/app/preload/index.cjs`;
    const window = new BrowserWindow({
      show: false,
      webPreferences: { preload, partition: 'latchkey-page', sandbox: true },
    });
    await window.loadURL('app://latchkey/index.html');
    const answers: unknown = await window.webContents.executeJavaScript(
      `Promise.all(${JSON.stringify(names)}.map(async (name) => [name, (await latchkey[name](null)).failure?.code]))`,
    );
    window.destroy();
    return answers;
  }, commands);
}

/** What each command answers to a frame inside of our own page. Needs an open main process. */
export async function callFromFrame(caged: CagedApp, commands: readonly string[]): Promise<unknown> {
  await caged.evaluate(`document.body.append(document.createElement('iframe'))`);
  return await caged.app.electron?.evaluate(async ({ BrowserWindow, ipcMain }, names) => {
    const [sender] = BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
    const [frame] = sender?.mainFrame.frames ?? [];
    const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
    if (sender === undefined || frame === undefined || !(handlers instanceof Map))
      return 'no frame or no handlers';
    const channels = [...handlers.keys()].map(String);
    const answers = await Promise.all(
      names.map(async (name) => {
        const handler: unknown = handlers.get(channels.find((channel) => channel.endsWith(`:${name}`)));
        if (typeof handler !== 'function') return [name, 'no handler'];
        // Electron's own event, as a frame's call would bring it; and one whose frame is gone.
        const given = [frame, null].map(async (senderFrame): Promise<unknown> => {
          let answer: unknown = null;
          const event = { sender, senderFrame, _reply: (value: unknown) => (answer = value) };
          const returned: unknown = await Reflect.apply(handler, ipcMain, [event, null]);
          return Reflect.get(Object(Reflect.get(Object(returned ?? answer), 'failure')), 'code');
        });
        return [name, ...(await Promise.all(given))];
      }),
    );
    return { answers, channels: channels.length, listeners: ipcMain.eventNames().map(String) };
  }, commands);
}
