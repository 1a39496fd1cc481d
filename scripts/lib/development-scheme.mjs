import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { writeAtomically } from './stamp.mjs';

/** A development run never takes the installed app's scheme. */
export const developmentScheme = 'app.latchkey.desktop.dev';
const entryName = 'latchkey-dev.desktop';

/**
 * Tells the desktop (Linux) that the development scheme belongs to the unpackaged app, for one user.
 * @param {object} options
 * @param {string} options.dataHome that user's XDG_DATA_HOME
 * @param {readonly string[]} options.command the executable and what makes it load this project
 * @param {NodeJS.ProcessEnv} options.env
 * @param {{ uid?: number, gid?: number }} [options.identity]
 */
export async function registerDevelopmentScheme({ dataHome, command, env, identity = {} }) {
  const folder = join(dataHome, 'applications');
  const file = join(folder, entryName);
  const text = desktopEntry(command);
  if (read(file) === text) return;
  mkdirSync(folder, { recursive: true });
  writeAtomically(file, text);
  await run('update-desktop-database', [folder], { env, ...identity });
  await run('xdg-mime', ['default', entryName, `x-scheme-handler/${developmentScheme}`], {
    env,
    ...identity,
  });
}

/** @param {readonly string[]} command */
function desktopEntry(command) {
  return `[Desktop Entry]
Type=Application
Name=Latchkey Dev
Comment=Latchkey, started from its source folder
Exec=${command.map(quote).join(' ')} -- %u
Terminal=false
NoDisplay=true
MimeType=x-scheme-handler/${developmentScheme};
`;
}

/**
 * Quotes an argument as the Desktop Entry Specification says, where it must be: on a desktop that it does not know
 * xdg-open reads the entry itself, and takes quotes for a part of the name.
 * @param {string} argument
 */
function quote(argument) {
  if (/^[\w@:=+,./-]+$/u.test(argument)) return argument;
  return `"${argument.replaceAll(/["`$\\]/gu, String.raw`\$&`).replaceAll('%', '%%')}"`;
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
