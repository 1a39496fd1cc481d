import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { spawnBound } from '../../../scripts/lib/bound-process.mjs';
import { root } from '../../../scripts/lib/paths.mjs';
import { notLinux } from '../../support/skip-each.ts';

const module = pathToFileURL(join(root, 'scripts/lib/bound-process.mjs')).href;

/** Tells its own id and that of a child, and would go on for an hour. */
const command = ['sh', ['-c', 'sleep 3600 & echo $$ $!; wait']] as const;

/** What would start the real one, in a process of its own. */
const parent = `
  import { spawnBound } from '${module}';
  spawnBound('${command[0]}', ${JSON.stringify(command[1])}, process.env).stdout.pipe(process.stdout);
`;

function runs(pid: number): boolean {
  try {
    // One that ended and that nobody has asked after runs no more.
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

it('what was started ends with what started it, with all its children, when that is killed', async (context) => {
  if (notLinux !== null) context.skip(notLinux);
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(starter.stdout);
  const line = await new Promise<string>((resolve) => lines.once('line', resolve));
  const pids = line.split(' ').map(Number);
  expect(pids.map(runs)).toEqual([true, true]);
  starter.kill('SIGKILL');
  await vi.waitUntil(() => !pids.some(runs), { timeout: 20_000 });
  expect(pids.map(runs)).toEqual([false, false]);
});

it('ends when the command ends by itself, with what that printed', async () => {
  const child = spawnBound('sh', ['-c', 'echo out; echo complaint >&2; exit 3'], process.env);
  const printed: string[] = [];
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (part: Buffer) => printed.push(part.toString()));
  }
  await once(child, 'close');
  expect(printed.toSorted()).toEqual(['complaint\n', 'out\n']);
});
