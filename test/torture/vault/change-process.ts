import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { root } from '../../../scripts/lib/paths.mjs';
import type { Case } from './scenarios.ts';

export type Asked =
  | ({ readonly call: 'begin'; readonly folder: string } & Case)
  | { readonly call: 'make' | 'remembered' | 'again' }
  | ({
      readonly call: 'judge';
      readonly folder: string;
      readonly found: 'either' | 'new';
      readonly kept: readonly string[];
    } & Case);

const answered = z.object({
  thread: z.number().optional(),
  failure: z.object({ code: z.string(), why: z.string() }).nullable().optional(),
  problems: z.array(z.string()).readonly().optional(),
  state: z.enum(['old', 'new']).nullable().optional(),
});
export type Answered = z.infer<typeof answered>;

const message = z.union([
  z.object({ ok: z.literal(false), error: z.string() }),
  answered.extend({ ok: z.literal(true) }),
]);

/** A process of change-child.ts. */
export interface ChangeProcess {
  readonly process: ChildProcess;
  /** Rejects when the process fails, or ends before it answered. */
  ask(asked: Asked): Promise<Answered>;
  /** Settles with the signal that ended it; null when it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
  /** Ends it, and waits until it is gone. */
  stop(): Promise<void>;
}

/** Milliseconds; an answer takes some tens. */
const longestAnswer = 60_000;

/** Bundles a program of this folder into a file that Node runs: a module, where its name ends in `.mjs`. */
export async function bundleChild(entry: string, outfile: string, folder = 'vault'): Promise<void> {
  await build({
    entryPoints: [join(root, 'test/torture', folder, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: outfile.endsWith('.mjs') ? 'esm' : 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
}

export function startChange(script: string): ChangeProcess {
  const child = fork(script, {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_code, signal) => {
      resolve(signal);
    });
  });
  return {
    process: child,
    ended,
    ask: (asked) =>
      new Promise((resolve, reject) => {
        const gone = (): void => {
          clearTimeout(limit);
          reject(new Error(`The process ended instead of ${asked.call}.`));
        };
        // It hangs, or what it waits for does.
        const limit = setTimeout(() => child.kill('SIGKILL'), longestAnswer);
        child.once('exit', gone);
        child.once('message', (received) => {
          child.off('exit', gone);
          clearTimeout(limit);
          const parsed = message.parse(received);
          if (parsed.ok) resolve(parsed);
          else reject(new Error(`${asked.call}: ${parsed.error}`));
        });
        child.send(asked);
      }),
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
