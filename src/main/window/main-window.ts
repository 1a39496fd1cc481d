import {
  app,
  BrowserWindow,
  Menu,
  nativeTheme,
  screen,
  session,
  type NativeImage,
  type WebContents,
} from 'electron';
import type { Settings } from '../settings/settings.ts';
import type { Log } from '../system/log.ts';
import { confineToPage } from './lock-down.ts';
import { createPageHandler, pageScheme } from './page-protocol.ts';
import { createPreviewHandler, previewedRequest, type ReadAnswer } from './preview-protocol.ts';
import { load, watchPage } from './page-watch.ts';
import { textMenu } from './text-menu.ts';
import { backgroundColors, pagePartition, windowOptions } from './window-options.ts';
import { clampZoomLevel, openingBounds, type WindowState } from './window-state.ts';

/** A window whose page paints nothing is shown after this many milliseconds all the same. */
const paintPatience = 5000;

/** Moving and resizing are kept once they have rested for this many milliseconds. */
const rest = 500;

export interface MainWindowDeps {
  readonly settings: Settings;
  readonly log: Log;
  readonly preload: string;
  readonly pageFolder: string;
  readonly icon: NativeImage | null;
  readonly development: boolean;
  /** Whether the page begins with its first run: its static shell looks like what follows. */
  readonly firstRun: () => boolean;
  /** Answers that the page shows as pages, in frames. */
  readonly readAnswer: ReadAnswer;
}

/** The one window. */
export interface MainWindow {
  /** Opens it where it is not; brings it to the front where it is. */
  readonly open: () => void;
  /** Calls back each time a window is shown that was not there. */
  readonly onShown: (listener: () => void) => void;
  /** To the front, out of the dock. Returns whether the desktop let it. */
  readonly raise: () => Promise<boolean>;
  readonly contents: () => WebContents | null;
  readonly native: () => BrowserWindow | null;
  /** Changes the zoom by steps, or back to 100% with `null`. */
  readonly zoom: (steps: number | null) => void;
  /** Keeps where the window is now; quitting closes it without a word. */
  readonly keepState: () => void;
}

/** Call after `ready`. The page is served to this window's session only. */
export function createMainWindow(deps: MainWindowDeps): MainWindow {
  const { settings, log } = deps;
  const shownListeners: (() => void)[] = [];
  let window: BrowserWindow | null = null;

  const pageSession = session.fromPartition(pagePartition, { cache: false });
  const pageFile = createPageHandler(deps.pageFolder, deps.firstRun);
  const preview = createPreviewHandler(deps.readAnswer);
  pageSession.protocol.handle(pageScheme.scheme, (request) =>
    previewedRequest(request.url) === null ? pageFile(request) : preview(request),
  );
  confineToPage(pageSession, deps.development, (what) => {
    log.write('error', what);
  });

  const stateOf = (from: BrowserWindow): WindowState => ({
    bounds: from.getNormalBounds(),
    maximized: from.isMaximized(),
    zoomLevel: settings.windowState().zoomLevel,
  });

  const zoom = (steps: number | null): void => {
    if (window !== null) {
      const zoomLevel = steps === null ? 0 : clampZoomLevel(window.webContents.getZoomLevel() + steps);
      window.webContents.setZoomLevel(zoomLevel);
      settings.setWindowState({ ...stateOf(window), zoomLevel });
    }
  };

  const create = (): BrowserWindow => {
    const state = settings.windowState();
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
    const created = new BrowserWindow(
      windowOptions({
        bounds: openingBounds(
          state.bounds,
          [primary, ...others].map((display) => display.workArea),
        ),
        dark: nativeTheme.shouldUseDarkColors,
        zoomLevel: state.zoomLevel,
        preload: deps.preload,
        icon: deps.icon,
      }),
    );
    showOnceItPaints(created, state.maximized);
    keepStateOf(created);
    created.on('closed', () => {
      window = null;
    });
    created.webContents.on('zoom-changed', (_event, direction) => {
      zoom(direction === 'in' ? 1 : -1);
    });
    created.webContents.on('context-menu', (_event, params) => {
      const items = textMenu(params);
      if (items !== null) {
        Menu.buildFromTemplate(items).popup({ window: created });
      }
    });
    watchPage(created, log);
    load(created.webContents, log);
    return created;
  };

  const showOnceItPaints = (created: BrowserWindow, maximized: boolean): void => {
    let shown = false;
    const show = (): void => {
      if (shown || created.isDestroyed()) {
        return;
      }
      shown = true;
      clearTimeout(timer);
      if (maximized) {
        created.maximize();
      }
      created.show();
      for (const listener of shownListeners) {
        listener();
      }
    };
    const timer = setTimeout(show, paintPatience);
    created.once('ready-to-show', show);
  };

  const keepState = (): void => {
    if (window !== null && !window.isDestroyed() && !window.isMinimized()) {
      settings.setWindowState(stateOf(window));
    }
  };

  const keepStateOf = (created: BrowserWindow): void => {
    let timer: NodeJS.Timeout | undefined;
    const keepSoon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(keepState, rest);
    };
    created.on('resize', keepSoon);
    created.on('move', keepSoon);
    created.on('close', keepState);
  };

  nativeTheme.on('updated', () => {
    window?.setBackgroundColor(backgroundColors[nativeTheme.shouldUseDarkColors ? 'dark' : 'light']);
  });

  const open = (): void => {
    if (window === null) {
      window = create();
      return;
    }
    if (window.isMinimized()) {
      window.restore();
    }
    window.show();
    window.focus();
  };

  return {
    open,
    onShown(listener) {
      shownListeners.push(listener);
    },
    async raise() {
      open();
      app.focus({ steal: true });
      // A desktop may refuse the focus, and says so only by not giving it.
      await new Promise((resolve) => {
        setTimeout(resolve, rest);
      });
      return window?.isFocused() ?? false;
    },
    contents: () => window?.webContents ?? null,
    native: () => window,
    zoom,
    keepState,
  };
}
