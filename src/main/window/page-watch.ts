import { dialog, type BrowserWindow, type WebContents } from 'electron';
import type { Log } from '../system/log.ts';
import { pageUrl } from './page-files.ts';
import { createReloadRule } from './reload-rule.ts';

/** Logs what goes wrong with the page, and brings it back. */
export function watchPage(window: BrowserWindow, log: Log): void {
  const contents = window.webContents;
  const rule = createReloadRule(() => Date.now());
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') {
      return;
    }
    log.write('error', `The page's process ended: ${reason}, code ${String(exitCode)}.`);
    if (rule() === 'reload') {
      contents.reload();
    } else {
      void ask(window);
    }
  });
  contents.on('preload-error', (_event, _path, error) => {
    log.write('error', 'The preload failed.', error);
  });
  contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    if (isMainFrame) {
      log.write('error', `The page failed to load: ${description} (${String(code)}).`);
    }
  });
  // The one address that Chromium leads a page to without asking: no event of it can be prevented.
  contents.on('did-navigate', (_event, url) => {
    if (url.startsWith('about:')) {
      log.write('warning', 'The page was left, and is brought back.');
      load(contents, log);
    }
  });
  window.on('unresponsive', () => {
    log.write('warning', 'The page does not respond.');
  });
}

/** Loads the page; a failure is in the log. */
export function load(contents: WebContents, log: Log): void {
  contents.loadURL(pageUrl).catch((error: unknown) => {
    log.write('error', 'The page could not be loaded.', error);
  });
}

async function ask(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window stopped twice.',
    detail:
      'Your sign-ins are safe: they are kept outside of the window. Load it again, or quit and start Latchkey anew.',
    buttons: ['Load again', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 0) {
    window.webContents.reload();
  } else {
    window.close();
  }
}
