import { describe, expect, it, vi } from 'vitest';
import { exposeEmbedded } from '../../../src/preload/expose-embedded.ts';
import { embeddedChannels } from '../../../src/shared/embedded.ts';

const electron = vi.hoisted(() => ({
  exposed: new Map<string, Readonly<Record<string, (...values: readonly unknown[]) => unknown>>>(),
  invoked: [] as unknown[],
  listeners: [] as ((event: unknown, payload: unknown) => void)[],
}));

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (
      name: string,
      api: Readonly<Record<string, (...values: readonly unknown[]) => unknown>>,
    ) => electron.exposed.set(name, api),
  },
  ipcRenderer: {
    invoke: (channel: string, input: unknown) => {
      electron.invoked.push([channel, input]);
      return Promise.resolve(null);
    },
    on: (_channel: string, listener: (event: unknown, payload: unknown) => void) =>
      electron.listeners.push(listener),
    off: (_channel: string, listener: unknown) =>
      electron.listeners.splice(0, Infinity, ...electron.listeners.filter((each) => each !== listener)),
  },
}));

describe('exposeEmbedded', () => {
  it('gives the page two calls and the progress, without any object of Electron’s', () => {
    exposeEmbedded();
    const api = electron.exposed.get('latchkey') ?? {};
    expect(Object.keys(api)).toEqual(['request', 'cancel', 'onProgress']);
    const request = { requestId: 'a', url: 'https://api.example.com/' };
    void api['request']?.(request);
    void api['cancel']?.('a');
    expect(electron.invoked).toEqual([
      [embeddedChannels.request, request],
      [embeddedChannels.cancel, { requestId: 'a' }],
    ]);
    const heard: unknown[][] = [];
    const stop = api['onProgress']?.((...values: unknown[]) => heard.push(values));
    for (const listener of electron.listeners) listener({ sender: 'secret' }, { stage: 'sending' });
    expect(heard).toEqual([[{ stage: 'sending' }]]);
    if (typeof stop === 'function') Reflect.apply(stop, null, []);
    expect(electron.listeners).toEqual([]);
  });
});
