import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';

/** By the name of what is saved: how far it has come. */
export type Steps = Readonly<Record<string, number>>;

/** What a start found: the step of each; null where nothing is, -1 where it is not whole. */
const foundSchema = z.object({
  values: z.record(z.string(), z.number().nullable()),
  problems: z.array(z.string()).readonly(),
});
export type Found = z.infer<typeof foundSchema>;

/** What a process told until it was killed. */
export interface Told {
  /** Null when it was killed before it could tell. */
  readonly found: Found | null;
  /** The last step of each for which the server had rotated. */
  readonly rotated: Steps;
  /** The last step of each that was acknowledged. */
  readonly saved: Steps;
  readonly complaint: string | null;
}

/** When to kill: so many milliseconds after the process was started, or after it told what it found. */
export interface Moment {
  readonly after: 'start' | 'found';
  readonly milliseconds: number;
}

/** Starts a process that saves and saves, and kills it. */
export async function saveUntilKilled(
  script: string,
  args: readonly string[],
  moment: Moment,
): Promise<Told> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaint += chunk;
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    // All that was in the pipes has come.
    child.once('close', (_code, signal) => {
      resolve(signal);
    });
  });
  const told = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve();
    });
  });
  if (moment.after === 'found') await Promise.race([told, ended]);
  await wait(moment.milliseconds);
  child.kill('SIGKILL');
  const signal = await ended;
  return { ...parse(text), complaint: signal === 'SIGKILL' ? null : `it ended by itself: ${complaint}` };
}

function parse(text: string): Omit<Told, 'complaint'> {
  let found: Found | null = null;
  const rotated: Record<string, number> = {};
  const saved: Record<string, number> = {};
  for (const line of text.split('\n')) {
    const [word, name = '', step = ''] = line.split(' ', 3);
    if (word === 'found') found = foundSchema.parse(JSON.parse(line.slice('found '.length)));
    if (word === 'rotated') rotated[name] = Number(step);
    if (word === 'saved') saved[name] = Number(step);
  }
  return { found, rotated, saved };
}
