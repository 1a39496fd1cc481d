import { contextBridge, ipcRenderer } from 'electron';

/* The one call of the bare page: what the preload of the app does for each of its commands. */

contextBridge.exposeInMainWorld('bare', {
  request: (url: string): Promise<unknown> => ipcRenderer.invoke('request', url),
});
