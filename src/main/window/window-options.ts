import type { BrowserWindowConstructorOptions, NativeImage, WebPreferences } from 'electron';
import { minimumSize, type openingBounds } from './window-state.ts';

/** The page's own session: it lives in memory (no `persist:`), so that neither cookie nor cache reaches the disk. */
export const pagePartition = 'latchkey-page';

/** The background before the first paint, so that nothing flashes: the page's own colours. */
export const backgroundColors = { light: '#ffffff', dark: '#161a19' } as const;

/** The factor of one zoom level in Chromium. */
const zoomStep = 1.2;

/** How the window is made. The security options are spelled out although most are defaults: tests hold each. */
export function windowOptions(input: {
  readonly bounds: ReturnType<typeof openingBounds>;
  readonly dark: boolean;
  readonly zoomLevel: number;
  readonly preload: string;
  readonly icon: NativeImage | null;
}): BrowserWindowConstructorOptions {
  return {
    ...input.bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Latchkey',
    backgroundColor: input.dark ? backgroundColors.dark : backgroundColors.light,
    autoHideMenuBar: true,
    ...(input.icon === null ? {} : { icon: input.icon }),
    webPreferences: {
      ...confinedPage(input.preload, pagePartition),
      zoomFactor: zoomStep ** input.zoomLevel,
    },
  };
}

/** A page in its sandbox: all that it reaches is what its preload gives it. */
export function confinedPage(preload: string, partition: string): WebPreferences {
  return {
    preload,
    partition,
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
    plugins: false,
    spellcheck: false,
    safeDialogs: true,
  };
}
