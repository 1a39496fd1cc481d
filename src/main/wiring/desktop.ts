import { clipboard, Notification, shell } from 'electron';
import { mkdir } from 'node:fs/promises';
import { release } from 'node:os';
import type { Result } from '../../shared/result.ts';
import { createClockSettings } from '../system/clock-settings.ts';
import type { Log } from '../system/log.ts';
import { createNotify, type Notify } from '../system/notify.ts';
import { runTool } from '../system/run-tool.ts';
import { startTool } from '../system/start-tool.ts';

export interface DesktopDeps {
  readonly log: Pick<Log, 'folder'>;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a person's desktop does for the app. */
export interface Desktop {
  readonly copy: (text: string) => Promise<void>;
  /** Hands an address to the program that the system has for it. The caller judges the address first. */
  readonly openExternal: (url: string) => Promise<void>;
  /** Opens the folder in the file manager; resolves with why it could not, or with an empty text. */
  readonly openLogFolder: () => Promise<string>;
  /** Hands a file to the program that the system has for it; resolves as above. The caller judges its ending first. */
  readonly openPath: (path: string) => Promise<string>;
  readonly openClockSettings: () => Promise<Result<null>>;
  readonly notify: Notify;
}

const openExternal = (url: string): Promise<void> => shell.openExternal(url);

export function wireDesktop({ log, platform, env }: DesktopDeps): Desktop {
  return {
    async copy(text) {
      await clipboard.writeText(text);
    },
    openExternal,
    async openLogFolder() {
      // Where nothing was ever logged there is none yet.
      await mkdir(log.folder, { recursive: true });
      return shell.openPath(log.folder);
    },
    openPath: (path) => shell.openPath(path),
    openClockSettings: createClockSettings({
      platform,
      release: release(),
      desktop: env['XDG_CURRENT_DESKTOP'] ?? '',
      openExternal,
      run: runTool,
      start: startTool,
    }),
    notify: createNotify({
      supported: () => Notification.isSupported(),
      make: (options) => new Notification(options),
    }),
  };
}
