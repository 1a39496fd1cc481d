import { utilityProcess } from 'electron';
import type { DocumentProcess } from './open-api-documents.ts';

/** Megabytes of heap: 20 MB of YAML take about half. Beyond it the process ends, and no other. */
const heap = 2048;

/** Starts the process that reads a document, with an environment that holds nothing of the app's. */
export function forkDocument(entry: string): DocumentProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Latchkey import',
    stdio: 'ignore',
    env: {},
    execArgv: [`--max-old-space-size=${String(heap)}`],
  });
  return {
    onMessage(listener) {
      child.on('message', listener);
    },
    onExit(listener) {
      child.on('exit', listener);
    },
    send(question) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule means windows: a utility process has no origin
      child.postMessage(question);
    },
    kill() {
      child.kill();
    },
  };
}
