import type { ElectronApplication } from 'playwright-core';

/* The system's own dialogs, answered in a person's place: no test can reach into a window of the system's. */

/** Which button the person presses from now on, by its number; the questions are noted. */
export async function answerMessage(electron: ElectronApplication, button: number): Promise<void> {
  await electron.evaluate(({ dialog }, response) => {
    dialog.showMessageBox = (...args: readonly unknown[]) => {
      const options: unknown = args.at(-1);
      const message =
        typeof options === 'object' && options !== null && 'message' in options ? options.message : '';
      const before: unknown = Reflect.get(globalThis, 'questions');
      const asked: readonly unknown[] = Array.isArray(before) ? before : [];
      Reflect.set(globalThis, 'questions', [...asked, String(message)]);
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, button);
}

/** What the person was asked so far. */
export async function questions(electron: ElectronApplication): Promise<readonly string[]> {
  return await electron.evaluate(() => {
    const asked: unknown = Reflect.get(globalThis, 'questions');
    return Array.isArray(asked) ? asked.map(String) : [];
  });
}
