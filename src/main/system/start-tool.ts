import { spawn } from 'node:child_process';

/** What became of a program with a window of its own. */
export type StartAnswer =
  /** It runs, or handed over to one that runs already and ended well. */
  | { readonly kind: 'started' }
  /** It ended at once, for example because it is meant for another desktop. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'no-such-tool' };

/** Starts a program of the desktop and leaves it running. Never rejects; answers after at most `milliseconds`. */
export type StartTool = (tool: string, args: readonly string[], milliseconds: number) => Promise<StartAnswer>;

export const startTool: StartTool = (tool, args, milliseconds) =>
  new Promise((answer) => {
    const child = spawn(tool, [...args], { detached: true, stdio: 'ignore' });
    // It outlives this app, and this app does not wait for it.
    child.unref();
    const timer = setTimeout(() => {
      answer({ kind: 'started' });
    }, milliseconds);
    child.once('exit', (code) => {
      clearTimeout(timer);
      answer({ kind: code === 0 ? 'started' : 'failed' });
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      answer({ kind: 'code' in error && error.code === 'ENOENT' ? 'no-such-tool' : 'failed' });
    });
  });
