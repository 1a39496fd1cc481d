import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment, not an addition
 * @property {string} [input] written to standard input
 * @property {'capture' | 'inherit'} [output] `inherit` shows it as it comes; default `capture`
 * @property {(line: string) => void} [onLine] called with every line that is captured
 * @property {number} [timeoutMilliseconds] the command and all it started are ended after this
 * @property {boolean} [ownGroup] a process group of its own, ended as a whole when this script ends
 * @property {number} [uid]
 * @property {number} [gid]
 */

/**
 * @typedef {object} RunResult
 * @property {number} code the exit code; 128 and more when a signal ended it, 127 when there is no such command
 * @property {string} stdout
 * @property {string} stderr
 * @property {boolean} timedOut
 */

/**
 * Runs a command to its end. Never rejects for what the command does: the code tells.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const inherit = options.output === 'inherit';
    const grouped = options.ownGroup === true || options.timeoutMilliseconds !== undefined;
    const child = spawn(command, [...args], {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
      ...(options.uid === undefined ? {} : { uid: options.uid }),
      ...(options.gid === undefined ? {} : { gid: options.gid }),
      stdio: [
        options.input === undefined ? 'ignore' : 'pipe',
        inherit ? 'inherit' : 'pipe',
        inherit ? 'inherit' : 'pipe',
      ],
      detached: grouped,
      // npm is a .cmd file on Windows, which only a shell starts.
      shell: process.platform === 'win32' && command === 'npm',
    });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const endGroup = () => {
      if (grouped && child.pid !== undefined) killGroup(child.pid);
      else child.kill('SIGKILL');
    };
    const onSignal = () => {
      endGroup();
      process.exit(130);
    };
    if (grouped) process.once('SIGINT', onSignal).once('SIGTERM', onSignal).once('exit', endGroup);
    const timer =
      options.timeoutMilliseconds === undefined
        ? null
        : setTimeout(() => {
            timedOut = true;
            endGroup();
          }, options.timeoutMilliseconds);
    const collect = lineSplitter(options.onLine);
    child.stdout?.on('data', (/** @type {Buffer} */ bytes) => {
      stdout += bytes.toString();
      collect(bytes.toString());
    });
    child.stderr?.on('data', (/** @type {Buffer} */ bytes) => {
      stderr += bytes.toString();
      collect(bytes.toString());
    });
    /** @param {number} code */
    const finish = (code) => {
      if (timer !== null) clearTimeout(timer);
      if (grouped) {
        process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('exit', endGroup);
        // What the command left running goes with it.
        if (options.ownGroup === true) endGroup();
      }
      resolve({ code, stdout, stderr, timedOut });
    };
    child.once('error', (error) => {
      stderr += error.message;
      finish('code' in error && error.code === 'ENOENT' ? 127 : 126);
    });
    child.once('close', (code, signal) => {
      finish(code ?? (signal === null ? 1 : 128));
    });
    if (options.input !== undefined) child.stdin?.end(options.input);
  });
}

/** @param {number} pid the leader of a process group */
export function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already, which is what was wanted.
  }
}

/**
 * @param {((line: string) => void) | undefined} onLine
 * @returns {(text: string) => void}
 */
function lineSplitter(onLine) {
  let rest = '';
  return (text) => {
    if (onLine === undefined) return;
    const lines = (rest + text).split(/\r?\n/u);
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onLine(line);
  };
}
