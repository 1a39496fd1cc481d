/* oxlint-disable unicorn/consistent-function-scoping -- the debugger carries one function into the page, where nothing around it exists */
import type { LatchkeyApi } from '../../../../src/shared/ipc.ts';

declare const latchkey: LatchkeyApi;

/** What of Node there is in the page, and in a frame of its own origin. Runs in the page. */
export function findNode(): object {
  const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'setImmediate'];
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const inner: object = frame.contentWindow ?? {};
  const found = {
    page: names.filter((name) => name in window),
    frame: names.filter((name) => name in inner),
    api: typeof Reflect.get(inner, 'latchkey'),
  };
  frame.remove();
  return found;
}

/** Bends what the preload might use, and looks whether it noticed. Runs in the page. */
export async function attackBridge(event: string): Promise<object> {
  const stolen: unknown[] = [];
  const steal = (...values: unknown[]): unknown => stolen.push(values);
  const bent: [object, string, (...values: unknown[]) => unknown][] = [
    [Array.prototype, 'includes', () => true],
    [Object, 'fromEntries', steal],
    [Function.prototype, 'call', steal],
    [Promise.prototype, 'constructor', steal],
  ];
  /** Whether a script of the page itself called what is bent: it may run in between, and what it does is its own. */
  const pageCalled = (): boolean => {
    const [, , , caller = ''] = (new Error('who').stack ?? '').split('\n');
    return caller.indexOf('app://latchkey/') > 0;
  };
  const kept = bent.map(([holder, name, replacement]) => {
    const before: unknown = Reflect.get(holder, name);
    Reflect.set(holder, name, function bentOne(this: unknown, ...values: unknown[]): unknown {
      if (!pageCalled() || typeof before !== 'function') return replacement(...values);
      const result: unknown = Reflect.apply(before, this, values);
      return result;
    });
    return () => Reflect.set(holder, name, before);
  });
  let unknownEvent = 'taken';
  try {
    Reflect.apply(latchkey.on, latchkey, [event, (value: unknown) => stolen.push(value)]);
  } catch (error) {
    unknownEvent = error instanceof Error ? error.message : String(error);
  }
  const answer = await latchkey.getAppState();
  for (const restore of kept) restore();
  return { unknownEvent, stolen, stillWorks: answer.ok };
}

/** Reads a document of an opaque origin. Runs in the page. */
export async function readOtherOrigin(): Promise<string> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', '');
  document.body.append(frame);
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  try {
    return `read ${String(frame.contentWindow?.document.URL)}`;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  } finally {
    frame.remove();
  }
}

/** What the page has of main, and what of that it can change. Runs in the page. */
export async function readOwnApi(): Promise<object> {
  const kinds = new Set(Object.values(latchkey).map((verb) => typeof verb));
  const replaced: string[] = [];
  const attempt = (what: string, change: () => unknown, isChanged: () => boolean): void => {
    try {
      change();
    } catch {
      // Refusing aloud is as good.
    }
    if (isChanged()) replaced.push(what);
  };
  const { getAppState } = latchkey;
  attempt(
    'a verb',
    () => Reflect.set(latchkey, 'getAppState', () => 'mine'),
    () => latchkey.getAppState !== getAppState,
  );
  attempt(
    'a new verb',
    () => Reflect.set(latchkey, 'mine', 1),
    () => 'mine' in latchkey,
  );
  attempt(
    'a missing verb',
    () => Reflect.deleteProperty(latchkey, 'getAppState'),
    () => !('getAppState' in latchkey),
  );
  attempt(
    'the whole',
    () => Reflect.set(window, 'latchkey', {}),
    () => !('getAppState' in latchkey),
  );
  attempt(
    'the name',
    () => Reflect.deleteProperty(window, 'latchkey'),
    () => !('latchkey' in window),
  );
  const state = await latchkey.getAppState();
  const events = new Promise<unknown[]>((resolve) => {
    const off = latchkey.on('appStateChanged', (...given: unknown[]) => {
      off();
      resolve(given);
    });
  });
  if (state.ok) await latchkey.setPreferences(state.value.preferences);
  const given = await events;
  let unclonable = 'taken';
  try {
    await Reflect.apply(latchkey.getAppState, latchkey, [() => 1]);
  } catch (error) {
    unclonable = String(error);
  }
  return {
    verbs: Object.keys(latchkey).toSorted(),
    kinds: [...kinds],
    electron: ['electron', 'ipcRenderer', 'contextBridge', 'webFrame', 'electronBridge'].filter(
      (name) => name in window,
    ),
    replaced,
    eventArguments: [given.length],
    eventIsPlain: JSON.stringify(structuredClone(given[0])) === JSON.stringify(given[0]),
    unclonable,
  };
}
