/**
 * One line a step. On a terminal a running step shows its newest detail in place; elsewhere (CI, a file)
 * only finished lines are printed.
 */
const onTerminal = process.stdout.isTTY && process.env['CI'] === undefined;

/** @param {string} line */
export function say(line) {
  clear();
  process.stdout.write(`${line}\n`);
}

/**
 * Shows that a step is under way.
 * @param {string} text
 */
export function showProgress(text) {
  if (!onTerminal) return;
  const width = lineWidth();
  const line = text.replaceAll(/\s+/gu, ' ').slice(0, width);
  process.stdout.write(`\r${line.padEnd(width)}`);
}

/** Some terminals do not tell their width, or tell 0. */
function lineWidth() {
  return (process.stdout.columns || 80) - 1;
}

function clear() {
  if (onTerminal) process.stdout.write(`\r${' '.repeat(lineWidth())}\r`);
}

/**
 * Runs one step: progress while it works, one line with its time when it is done.
 * @template T
 * @param {string} name what the step makes, as a person would say it
 * @param {(report: (detail: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const started = Date.now();
  if (onTerminal) showProgress(`… ${name}`);
  else say(`… ${name}`);
  const result = await work((detail) => {
    showProgress(`… ${name}: ${detail}`);
  });
  say(`✓ ${name} (${seconds(Date.now() - started)})`);
  return result;
}

/**
 * @param {number} milliseconds
 * @returns {string} such as `1.4 s`
 */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
