import type { ElectronApplication } from 'playwright-core';

/**
 * From here on every message between page and main is kept in main as JSON: each call with its input, each answer, each event.
 * Needs an open main process.
 */
export async function recordMessages(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ BrowserWindow, ipcMain }) => {
    const record: string[] = [];
    Reflect.set(globalThis, 'recordedMessages', record);
    const keep = (what: string, value: unknown): void => {
      record.push(`${what} ${JSON.stringify(value) ?? ''}`);
    };
    const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
    if (!(handlers instanceof Map)) throw new TypeError('Electron keeps its handlers elsewhere by now.');
    for (const channel of handlers.keys()) {
      const handler: unknown = handlers.get(channel);
      if (typeof handler !== 'function') continue;
      handlers.set(channel, async (event: object, ...input: unknown[]) => {
        keep(`call ${String(channel)}`, input);
        // An older Electron answers through the event, a newer one by what is returned.
        const reply: unknown = Reflect.get(event, '_reply');
        if (typeof reply === 'function') {
          Reflect.set(event, '_reply', (answer: unknown) => {
            keep(`answer ${String(channel)}`, answer);
            Reflect.apply(reply, event, [answer]);
          });
        }
        const answer: unknown = await Reflect.apply(handler, ipcMain, [event, ...input]);
        keep(`answer ${String(channel)}`, answer);
        return answer;
      });
    }
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel, ...values: unknown[]) => {
        keep(`event ${channel}`, values);
        send(channel, ...values);
      };
    }
  });
}

/** All messages so far, one a line. */
export async function recordedMessages(electron: ElectronApplication): Promise<string> {
  return await electron.evaluate(() => {
    const record: unknown = Reflect.get(globalThis, 'recordedMessages');
    return Array.isArray(record) ? record.join('\n') : '';
  });
}
