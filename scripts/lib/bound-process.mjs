import { spawn } from 'node:child_process';

/**
 * Waits for its standard input to end, which it does when whoever holds the other end of it is gone, and takes its group with it;
 * so does the command where it ends first.
 */
const keeper = '("$@"; kill -s KILL 0) & read -r nothing; kill -s KILL 0';

/**
 * Starts a command in a process group of its own, which ends with this process whatever ends that: a SIGKILL too, after which
 * nothing of ours runs any more. POSIX only.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env the whole environment
 * @returns {import('node:child_process').ChildProcessByStdio<import('node:stream').Writable, import('node:stream').Readable, import('node:stream').Readable>}
 *   the leader of the group; it ends, by SIGKILL, when the command does
 */
export function spawnBound(command, args, env) {
  return spawn('sh', ['-c', keeper, 'sh', command, ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env,
  });
}
