import { beforeAll, describe, expect, it, vi } from 'vitest';
import { commandChannel, eventChannel } from '../../../src/shared/channels.ts';
import { commandNames, eventNames } from '../../../src/shared/ipc.ts';

type Listener = (event: unknown, payload: unknown) => void;

const electron = vi.hoisted(() => ({
  exposed: new Map<string, Readonly<Record<string, unknown>>>(),
  invoked: [] as { channel: string; input: unknown }[],
  listeners: new Map<string, ((event: unknown, payload: unknown) => void)[]>(),
}));

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: Readonly<Record<string, unknown>>) =>
      electron.exposed.set(name, api),
  },
  ipcRenderer: {
    invoke: (channel: string, input: unknown) => {
      electron.invoked.push({ channel, input });
      return Promise.resolve({ ok: true, value: null });
    },
    on: (channel: string, listener: Listener) =>
      electron.listeners.set(channel, [...(electron.listeners.get(channel) ?? []), listener]),
    off: (channel: string, listener: Listener) =>
      electron.listeners.set(
        channel,
        (electron.listeners.get(channel) ?? []).filter((each) => each !== listener),
      ),
  },
}));

/** Calls a member of what the preload exposed, as the page does. */
function call(member: string, ...args: readonly unknown[]): unknown {
  const verb = electron.exposed.get('latchkey')?.[member];
  if (typeof verb !== 'function') {
    throw new TypeError(`There is no ${member}.`);
  }
  return Reflect.apply(verb, null, args);
}

describe('the preload', () => {
  beforeAll(async () => {
    await import('../../../src/preload/index.ts');
  });

  it('exposes the contract’s verbs and nothing else', () => {
    expect([...electron.exposed.keys()]).toEqual(['latchkey']);
    expect(Object.keys(electron.exposed.get('latchkey') ?? {})).toEqual([...commandNames, 'on']);
  });

  it('calls a command on its own channel', async () => {
    await call('signOut', { id: 'a', alsoInBrowser: false });
    await call('getAppState');
    expect(electron.invoked).toEqual([
      { channel: commandChannel('signOut'), input: { id: 'a', alsoInBrowser: false } },
      { channel: commandChannel('getAppState'), input: null },
    ]);
  });

  it('hands the payload over without Electron’s event, until it is unsubscribed', () => {
    const heard: unknown[][] = [];
    const off = call('on', 'menuCommand', (...args: unknown[]) => heard.push(args));
    const channel = eventChannel('menuCommand');
    for (const listener of electron.listeners.get(channel) ?? []) {
      listener({ sender: 'ipcRenderer' }, 'about');
    }
    expect(heard).toEqual([['about']]);
    expect(typeof off).toBe('function');
    if (typeof off === 'function') {
      Reflect.apply(off, null, []);
    }
    expect(electron.listeners.get(channel)).toEqual([]);
  });

  it('refuses an event that is not in the contract: a page cannot listen on channels', () => {
    expect(() => call('on', 'latchkey:command:getAppState', () => undefined)).toThrow(TypeError);
    expect(eventNames).not.toContain('latchkey:command:getAppState');
  });
});
