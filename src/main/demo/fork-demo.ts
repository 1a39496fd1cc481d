import { utilityProcess } from 'electron';
import { bareEnvironment } from '../system/bare-environment.ts';
import type { DemoProcess } from './demo-service.ts';

/** Starts the demo in a process of its own, with an environment that holds nothing of the app's. */
export function forkDemo(entry: string): DemoProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Latchkey demo',
    stdio: 'ignore',
    env: bareEnvironment(process.env),
  });
  return {
    onMessage(listener) {
      child.on('message', listener);
    },
    onExit(listener) {
      child.on('exit', listener);
    },
    send(message) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule means windows: a utility process has no origin
      child.postMessage(message);
    },
    kill() {
      child.kill();
    },
  };
}
