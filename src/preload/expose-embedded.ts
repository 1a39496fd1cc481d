import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { embeddedChannels, type EmbeddedLatchkey } from '../shared/embedded.ts';
import type { RequestProgress } from '../shared/request.ts';

/** Gives the page of another app `window.latchkey`: call it in that app’s preload, once. */
export function exposeEmbedded(): void {
  const api: EmbeddedLatchkey = {
    request: (request) => ipcRenderer.invoke(embeddedChannels.request, request),
    cancel: (requestId) => ipcRenderer.invoke(embeddedChannels.cancel, { requestId }),
    onProgress(listener) {
      const forward = (_event: IpcRendererEvent, progress: RequestProgress): void => {
        listener(progress);
      };
      ipcRenderer.on(embeddedChannels.progress, forward);
      return () => {
        ipcRenderer.off(embeddedChannels.progress, forward);
      };
    },
  };
  contextBridge.exposeInMainWorld('latchkey', api);
}
