import { BrowserWindow, session, type BrowserWindowConstructorOptions, type WebContents } from 'electron';
import { confineToPage } from '../main/window/lock-down.ts';
import { documentAt } from '../main/window/page-files.ts';
import { createPageHandler, pageScheme } from '../main/window/page-protocol.ts';
import { confinedPage } from '../main/window/window-options.ts';

/** The page of an app, as it was built. */
export interface EmbeddedPage {
  /** `app://` and a name. */
  readonly origin: string;
  /** Holds `index.html` and what it loads. */
  readonly folder: string;
  /** The bundled preload. */
  readonly preload: string;
}

const partition = 'latchkey-embedded-page';

/** Opens the page in a window of its own. */
export interface EmbeddedWindows {
  /** How it looks is the app’s; what its page may do is not. Resolves once the page is there. @throws where it is not. */
  open(options: Omit<BrowserWindowConstructorOptions, 'webPreferences'>): Promise<BrowserWindow>;
  /** The newest page; null while there is none. */
  contents(): WebContents | null;
}

/**
 * SECURITY: the page is sandboxed and isolated, served from its folder alone under a policy without inline scripts and without
 * any connection, and its session takes nothing from a network (test/e2e/embedding.test.ts). Call after `ready`.
 */
export function embeddedWindows(
  page: EmbeddedPage,
  development: boolean,
  report: (what: string) => void,
): EmbeddedWindows {
  const own = session.fromPartition(partition, { cache: false });
  own.protocol.handle(
    pageScheme.scheme,
    createPageHandler(page.folder, () => false, page.origin),
  );
  confineToPage(own, development, report, page.origin);
  let newest: BrowserWindow | null = null;
  return {
    async open(options) {
      const window = new BrowserWindow({ ...options, webPreferences: confinedPage(page.preload, partition) });
      newest = window;
      window.on('closed', () => {
        if (newest === window) newest = null;
      });
      await window.loadURL(documentAt(page.origin));
      return window;
    },
    contents: () => newest?.webContents ?? null,
  };
}
