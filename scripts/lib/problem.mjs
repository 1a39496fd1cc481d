/**
 * A failure with words for the person at the terminal: what happened, and what to do about it.
 * Anything else that reaches `runScript` is looked up in `adviceFor`, and else is a bug with its stack.
 */
export class Problem extends Error {
  /**
   * @param {string} what what happened, one sentence
   * @param {string} advice what to do next, one or more lines
   * @param {{ cause?: unknown }} [options]
   */
  constructor(what, advice, options) {
    super(what, options);
    this.name = 'Problem';
    this.advice = advice;
  }
}

/**
 * Advice for failures of the machine that can happen at any step.
 * @param {string} text an error's code and message, or what a command printed
 * @returns {string | null} null: nothing better than the text itself is known
 */
export function adviceFor(text) {
  if (/ENOSPC|EDQUOT|no space left/i.test(text)) {
    return 'The disk is full. Free about 2 GB (`df -h .` shows where), then run the same command again.';
  }
  if (/EROFS|read-only file system/i.test(text)) {
    return 'This folder cannot be written to. Clone the project to a folder of your own, then run the same command there.';
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(text)) {
    return 'The network did not answer. Check the connection (and `npm config get proxy` behind a proxy), then run the same command again: what was finished is kept.';
  }
  if (/EACCES|EPERM|permission denied/i.test(text)) {
    return 'A file belongs to somebody else, perhaps from a run as root. Give the folder to yourself (`sudo chown -R "$USER" .`), then run the same command again.';
  }
  return null;
}

const noise = /^npm (?:warn|error\s*(?:$|\[|-| {2}))/u;

/**
 * What a command printed, as much of it as helps.
 * @param {string} output
 * @returns {string} its last lines, without npm's warnings and its list of options
 */
export function lastLines(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !noise.test(line));
  return lines.slice(-12).join('\n');
}

/**
 * Runs a script's body and turns whatever it throws into words and an exit code.
 * @param {() => Promise<number | void>} body the exit code, 0 when it returns nothing
 */
export async function runScript(body) {
  let code = 1;
  try {
    code = (await body()) ?? 0;
  } catch (error) {
    console.error(`\n${explain(error)}`);
  }
  process.exitCode = code;
  // The builder of packages brings a hook that ends the process with 0, whatever was set: the last word is the script's.
  process.once('exit', () => {
    process.exitCode = code;
  });
}

/**
 * @param {unknown} error
 * @returns {string} lines to print
 */
export function explain(error) {
  if (error instanceof Problem) return `${error.message}\n${error.advice}`;
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const advice = adviceFor(`${code} ${error.message}`);
  return advice === null ? (error.stack ?? error.message) : `${error.message}\n${advice}`;
}
