import { utilityProcess } from 'electron';
import { bareEnvironment } from '../system/bare-environment.ts';
import type { DocumentProcess } from './open-api-documents.ts';

/** Megabytes of heap: 20 MB of YAML take about half. Beyond it the process ends, and no other. */
const heap = 2048;

/** Starts the process that reads a document, with an environment that holds nothing of the app's. */
export function forkDocument(entry: string): DocumentProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Latchkey import',
    stdio: 'ignore',
    env: bareEnvironment(process.env),
    // Electron hands V8 only what stands behind this switch (test/integration/open-api).
    execArgv: [`--js-flags=--max-old-space-size=${String(heap)}`],
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
