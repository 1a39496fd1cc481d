import { execFile } from 'node:child_process';

/** How a command line tool ended. */
export type ToolAnswer =
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'no-such-tool' }
  | { readonly kind: 'timed-out' };

/** Runs a command line tool of the system. Never rejects, never blocks; killed after `milliseconds`. */
export type RunTool = (tool: string, args: readonly string[], milliseconds: number) => Promise<ToolAnswer>;

/** An answer of these tools is a line or two. */
const maximumAnswerBytes = 65_536;

export const runTool: RunTool = (tool, args, milliseconds) =>
  new Promise((answer) => {
    const options = { timeout: milliseconds, maxBuffer: maximumAnswerBytes, windowsHide: true } as const;
    execFile(tool, [...args], options, (error, stdout, stderr) => {
      if (error === null) {
        answer({ kind: 'answered', text: stdout });
      } else if (error.code === 'ENOENT') {
        answer({ kind: 'no-such-tool' });
      } else if (error.killed === true) {
        answer({ kind: 'timed-out' });
      } else {
        answer({ kind: 'failed', text: stderr });
      }
    });
  });
