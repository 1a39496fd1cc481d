import { dialog, type BrowserWindow, type MessageBoxOptions, type OpenDialogOptions } from 'electron';
import { join } from 'node:path';
import { byteSize } from '../../shared/byte-size.ts';

const folderWords = {
  keep: { title: 'Keep saved requests in this folder', buttonLabel: 'Use this folder' },
  export: { title: 'Export saved requests into this folder', buttonLabel: 'Export here' },
} as const;

/** The system's own dialogs, on top of a window where there is one. */
export interface Dialogs {
  /** Without a keyring a sign-out would be forgotten (R49): whether the person quits all the same. */
  confirmQuit(warning: string): Promise<boolean>;
  /** The keyring's question was closed, and one run can ask only once: whether to start again. Nothing is lost either way. */
  confirmRelaunch(): Promise<boolean>;
  /** Another program is to show what a server sent: whether the person wants that. `bytes`: its size. */
  confirmOpen(name: string, bytes: number): Promise<boolean>;
  /** Where to save a file; null when the person cancelled. */
  askForFile(suggestedName: string): Promise<string | null>;
  /** A folder to keep requests in, or to export them to; null when the person cancelled. */
  askForFolder(purpose: keyof typeof folderWords): Promise<string | null>;
  /** Which file to read; null when the person cancelled. */
  chooseFile(): Promise<string | null>;
}

export function createDialogs(owner: () => BrowserWindow | null, downloads: () => string): Dialogs {
  const choose = async (options: MessageBoxOptions): Promise<number> => {
    const window = owner();
    const { response } = await (window === null
      ? dialog.showMessageBox(options)
      : dialog.showMessageBox(window, options));
    return response;
  };

  return {
    confirmQuit: async (warning) =>
      (await choose({
        type: 'warning',
        message: 'Quit before the provider was told?',
        detail: warning,
        buttons: ['Stay', 'Quit'],
        defaultId: 0,
        cancelId: 0,
      })) === 1,
    confirmRelaunch: async () =>
      (await choose({
        type: 'info',
        message: 'Start Latchkey again to unlock the keyring?',
        detail:
          'The keyring’s question was closed, and it is asked only once each time Latchkey runs. Nothing is lost.',
        buttons: ['Start again', 'Later'],
        defaultId: 0,
        cancelId: 1,
      })) === 0,
    confirmOpen: async (name, bytes) =>
      (await choose({
        type: 'question',
        message: `Open “${name}” in another program?`,
        detail: `A server sent it (${byteSize(bytes)}), and Latchkey has not looked into it. It is written to a file that only your account can read, and removed when Latchkey quits.`,
        buttons: ['Open', 'Cancel'],
        defaultId: 1,
        cancelId: 1,
      })) === 0,

    async askForFolder(purpose) {
      const window = owner();
      const options: OpenDialogOptions = {
        ...folderWords[purpose],
        properties: ['openDirectory', 'createDirectory'],
      };
      const { canceled, filePaths } = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return canceled ? null : (filePaths[0] ?? null);
    },
    async chooseFile() {
      const window = owner();
      const options: OpenDialogOptions = { properties: ['openFile'] };
      const { filePaths } = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return filePaths[0] ?? null;
    },
    async askForFile(suggestedName) {
      const window = owner();
      const options = { defaultPath: join(downloads(), suggestedName) };
      const { filePath } = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options));
      // Electron 25 says `undefined` where today's says an empty text.
      return filePath || null;
    },
  };
}
