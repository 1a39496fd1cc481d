import type { ElectronApplication } from 'playwright-core';

/* The system's own dialogs, answered in a person's place: no test can reach into a window of the system's. */

/** Where the person wants to save from now on; null: they cancel. */
export async function answerSaveDialog(electron: ElectronApplication, path: string | null): Promise<void> {
  await electron.evaluate(({ dialog }, wanted) => {
    dialog.showSaveDialog = (...args: readonly unknown[]) => {
      Reflect.set(globalThis, 'askedToSave', args.at(-1));
      return Promise.resolve({ canceled: wanted === null, filePath: wanted ?? '' });
    };
  }, path);
}

/** The name that the app proposed last: the last part of its path. */
export async function proposedName(electron: ElectronApplication): Promise<string> {
  return await electron.evaluate(() => {
    const asked: unknown = Reflect.get(globalThis, 'askedToSave');
    const path =
      typeof asked === 'object' && asked !== null && 'defaultPath' in asked ? asked.defaultPath : '';
    return String(path).split('/').at(-1) ?? '';
  });
}

/** Which file the person chooses to send from now on. */
export async function answerOpenDialog(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, wanted) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [wanted] });
  }, path);
}
