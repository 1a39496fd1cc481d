import type { Attack, AttackOutcome } from '../../../torture/ipc/attack.ts';
import type { CagedApp } from './caged-app.ts';

/** The attack as a page that was opened for it runs it. */
function script(attack: (given: Attack) => Promise<AttackOutcome>, given: Attack): string {
  return `(${attack.toString()})(${JSON.stringify(given)})`;
}

/** Calls from another window of ours, on our own page and with our preload. Needs an open main process. */
export async function inSecondWindow(
  caged: CagedApp,
  attack: (given: Attack) => Promise<AttackOutcome>,
  given: Attack,
): Promise<AttackOutcome> {
  const outcome = await caged.app.electron?.evaluate(
    async ({ BrowserWindow, app }, code) => {
      const preload = `${app.getAppPath()}/out/app/preload/index.cjs`;
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, partition: 'latchkey-page', sandbox: true },
      });
      await window.loadURL('app://latchkey/index.html');
      const told: unknown = await window.webContents.executeJavaScript(code);
      window.destroy();
      return told;
    },
    script(attack, given),
  );
  return outcomeOf(outcome);
}

/** What an attack told, out of a page. @throws {Error} for anything else */
export function outcomeOf(told: unknown): AttackOutcome {
  if (!isOutcome(told)) throw new Error(`An attack told ${JSON.stringify(told)}.`);
  return told;
}

function isOutcome(value: unknown): value is AttackOutcome {
  return typeof value === 'object' && value !== null && 'tried' in value && 'wrong' in value;
}

/** Calls from windows that are destroyed while their calls are under way. Needs an open main process. */
export async function callAndVanish(
  caged: CagedApp,
  attack: (given: Attack) => Promise<AttackOutcome>,
  given: Attack,
): Promise<void> {
  await caged.app.electron?.evaluate(
    async ({ BrowserWindow, app }, { code, windows }) => {
      const preload = `${app.getAppPath()}/out/app/preload/index.cjs`;
      for (let turn = 0; turn < windows; turn += 1) {
        const window = new BrowserWindow({
          show: false,
          webPreferences: { preload, partition: 'latchkey-page', sandbox: true },
        });
        await window.loadURL('app://latchkey/index.html');
        // Begun and not waited for: the window goes while main judges its calls.
        await window.webContents.executeJavaScript(`void ${code}`);
        window.destroy();
      }
    },
    { code: script(attack, { ...given, calls: Math.ceil(given.calls / 4) }), windows: 4 },
  );
}

/** Each command called as a frame inside of our page would call it, and as one that is gone. Needs an open main process. */
export async function floodFromFrame(caged: CagedApp, calls: number): Promise<AttackOutcome> {
  await caged.evaluate(`document.body.append(document.createElement('iframe'))`);
  const outcome = await caged.app.electron?.evaluate(async ({ BrowserWindow, ipcMain }, wanted) => {
    const [sender] = BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
    const [frame] = sender?.mainFrame.frames ?? [];
    const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
    if (sender === undefined || frame === undefined || !(handlers instanceof Map)) return undefined;
    const all = [...handlers].map(([channel, handler]): [string, unknown] => [String(channel), handler]);
    const inputs: readonly unknown[] = [null, {}, 7, { id: 'abcdefghijklmnopqrstuvwxyz' }, ['x'], 'x'];
    const wrong: string[] = [];
    let refused = 0;
    for (let call = 0; call < wanted; call += 1) {
      const [channel, handler] = all[call % all.length] ?? ['', null];
      // Electron's own event, as a frame's call would bring it; and one whose frame is gone.
      let answer: unknown = null;
      const event = {
        sender,
        senderFrame: call % 2 === 0 ? frame : null,
        _reply: (value: unknown) => (answer = value),
      };
      const input = inputs[Math.floor(call / all.length) % inputs.length];
      const returned: unknown =
        typeof handler === 'function' ? await Reflect.apply(handler, ipcMain, [event, input]) : null;
      const code: unknown = Reflect.get(Object(Reflect.get(Object(returned ?? answer), 'failure')), 'code');
      if (code === 'not-permitted') refused += 1;
      else if (wrong.length < 20) wrong.push(`${channel} answered ${String(code)}`);
    }
    return { tried: wanted, refused, unsendable: 0, wrong };
  }, calls);
  if (outcome === undefined) throw new Error('There is no frame, or there are no handlers.');
  return outcome;
}

/** Megabytes that the main process holds; 0 where it cannot be looked into. */
export async function memoryOf(caged: CagedApp): Promise<number> {
  const bytes = await caged.app.electron?.evaluate(() => process.memoryUsage().rss);
  return Math.round((bytes ?? 0) / 1_000_000);
}
