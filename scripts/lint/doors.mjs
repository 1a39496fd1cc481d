/**
 * What only one file may touch, and the wrapper that everybody else uses.
 * @typedef {object} Door
 * @property {string} name an export of `electron`
 * @property {readonly string[]} files who may
 * @property {string} use
 */

/** @type {readonly Door[]} */
export const electronExports = [
  {
    name: 'ipcMain',
    files: ['src/main/ipc/handle.ts'],
    use: 'Register handlers through src/main/ipc/handle.ts.',
  },
  {
    name: 'ipcRenderer',
    files: ['src/preload/index.ts', 'src/preload/expose-embedded.ts'],
    use: 'Add a verb to src/preload/index.ts.',
  },
  {
    name: 'safeStorage',
    files: ['src/main/keyring/', 'src/main/index.ts', 'src/embed/embedded-core.ts'],
    use: 'The keyring adapter, src/main/keyring, is the only place that knows safeStorage.',
  },
];

/** Methods that push to a page, on whatever holds a page. */
export const sendingMethods = new Set(['send', 'sendToFrame', 'postMessage']);
export const pageHolder = /(?:contents|frame|sender|page)$/iu;
export const sendFile = 'src/main/ipc/send.ts';

/**
 * @param {string} file
 * @param {readonly string[]} allowed files, or folders that end in a slash
 */
export function isAllowed(file, allowed) {
  return allowed.some((entry) => (entry.endsWith('/') ? file.startsWith(entry) : file === entry));
}
