import { startDemo } from './start-demo.ts';
import type { DemoInfo } from './start-demo.ts';

/** What the app's main process sends to this utility process, once. */
export interface StartDemo {
  readonly type: 'start';
  /** Where the demo server keeps its state; null: in memory. */
  readonly stateFolder: string | null;
}

/** What it answers. */
export type DemoReport =
  | { readonly type: 'ready'; readonly info: DemoInfo }
  /** A port was taken, or a saved state could not be read. */
  | { readonly type: 'message'; readonly line: string }
  | { readonly type: 'failed'; readonly message: string };

/** Electron's `process.parentPort`, as far as it is used here. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: DemoReport): void;
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

function isStart(value: unknown): value is StartDemo {
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'start')
    return false;
  return !('stateFolder' in value) || value.stateFolder === null || typeof value.stateFolder === 'string';
}

/** Electron ends a utility process with its parent; where it did not, the demo notices within seconds. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 2000).unref();
}

async function start(port: ParentPort, message: StartDemo): Promise<void> {
  try {
    const demo = await startDemo({
      stateFolder: message.stateFolder,
      showAccounts: true,
      log: (line) => {
        // Only what a person must know: the access log stays here.
        if (/^(Port|The demo)/.test(line)) port.postMessage({ type: 'message', line });
      },
    });
    const { apiOrigin, clientId, issuer, scopes, users } = demo;
    port.postMessage({ type: 'ready', info: { apiOrigin, clientId, issuer, scopes, users } });
  } catch (error) {
    port.postMessage({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

const port: unknown = Reflect.get(process, 'parentPort');
if (!isParentPort(port))
  throw new TypeError('This is the entry of a utility process; run `npm run demo` instead.');
endWithParent();
let started = false;
port.on('message', ({ data }) => {
  if (started || !isStart(data)) return;
  started = true;
  void start(port, data);
});
