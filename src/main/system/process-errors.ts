import type { App } from 'electron';
import type { Log } from './log.ts';

/** The events of Node's process that say a bug of ours got away. */
interface ProcessEvents {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (reason: unknown) => void): unknown;
}

/** Logs what would otherwise end in a dialog of Electron's or in silence. The app goes on: its state is kept in main. */
export function watchProcesses(app: App, process: ProcessEvents, log: Log): void {
  process.on('uncaughtException', (reason) => {
    log.write('error', 'An exception was not caught.', reason);
  });
  process.on('unhandledRejection', (reason) => {
    log.write('error', 'A rejection was not handled.', reason);
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode, name, serviceName }) => {
    if (reason !== 'clean-exit') {
      const which = [type, name ?? serviceName ?? ''].filter((part) => part !== '').join(' ');
      log.write('error', `A process of the app ended: ${which}, ${reason}, code ${String(exitCode)}.`);
    }
  });
}
