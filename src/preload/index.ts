import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { commandChannel, eventChannel } from '../shared/channels.ts';
import { commandNames, eventNames, type EventName } from '../shared/ipc.ts';

/**
 * The whole of what the page can reach: one verb per command of the contract, and `on` for events.
 * No channel name, no Electron object and no event object crosses the bridge.
 */
const verbs = Object.fromEntries(
  commandNames.map((command) => {
    const channel = commandChannel(command);
    return [command, (input: unknown = null): Promise<unknown> => ipcRenderer.invoke(channel, input)];
  }),
);

/** Subscribes to an event; returns what unsubscribes. @throws {TypeError} for an event that is not in the contract. */
function on(event: EventName, listener: (payload: unknown) => void): () => void {
  if (!eventNames.includes(event)) {
    throw new TypeError(`There is no event named ${JSON.stringify(event)}.`);
  }
  const channel = eventChannel(event);
  const forward = (_event: IpcRendererEvent, payload: unknown): void => {
    listener(payload);
  };
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.off(channel, forward);
  };
}

contextBridge.exposeInMainWorld('latchkey', { ...verbs, on });
