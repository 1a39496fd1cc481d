import { app, BrowserWindow, ipcMain, session } from 'electron';
import * as z from 'zod';
import { serve } from '../../support/electron-serve.ts';
import { bareRequest } from './bare-request.ts';

/*
 * What the platform itself takes: bare `net.request` in main, asked for by a page over one `invoke` and answered to it, with
 * nothing of the app. The page is confined as the app's own.
 */

const page = `data:text/html,${encodeURIComponent('<!doctype html><title>Floor</title><p>Latchkey')}`;
const openSchema = z.object({ preload: z.string(), token: z.string() });

/** Opens the page; resolves once it is there. */
async function open(input: unknown): Promise<void> {
  const { preload, token } = openSchema.parse(input);
  const own = session.fromPartition('bare', { cache: false });
  ipcMain.handle('request', (_event, url: string) => bareRequest(url, token, own));
  const window = new BrowserWindow({
    width: 1180,
    height: 760,
    webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  await window.loadURL(page);
}

/** Runs a function of the page, given as its source, with an input. */
function inPage(input: unknown): Promise<unknown> {
  const { source, load } = z.object({ source: z.string(), load: z.unknown() }).parse(input);
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) throw new Error('The page is not open.');
  return window.webContents.executeJavaScript(`(${source})(${JSON.stringify(load)})`);
}

app.once('ready', () => {
  serve({ open, inPage });
});
