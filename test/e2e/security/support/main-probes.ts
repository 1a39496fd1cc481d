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
