import { join } from 'node:path';
import { identity } from './ordinary-user.mjs';
import { run } from './run.mjs';

/**
 * Gives an ordinary user leave to open windows on the X display of the one who started this script: the display's
 * cookie, in a file of the user's own. Where the display has no cookie, the user is put on its list instead, which it
 * forgets when its last client goes: measured, an Xvfb with nothing else on it forgets at once.
 * @param {string} display such as `:0`
 * @param {import('./ordinary-user.mjs').OrdinaryUser} user
 * @param {string} folder the user's own, mode 0700
 * @param {typeof run} [runCommand]
 * @returns {Promise<Record<string, string>>} what the user's environment needs for it
 */
export async function giveLeaveToDisplay(display, user, folder, runCommand = run) {
  const cookie = await runCommand('xauth', ['nextract', '-', display]);
  if (cookie.code === 0 && cookie.stdout.trim() !== '') {
    const file = join(folder, 'Xauthority');
    // As the user: root writes nothing where somebody else could have put a link.
    const kept = await runCommand('xauth', ['-q', '-f', file, 'nmerge', '-'], {
      input: cookie.stdout,
      env: { HOME: user.home, PATH: process.env['PATH'] ?? '' },
      ...identity(user),
    });
    if (kept.code === 0) return { XAUTHORITY: file };
  }
  await runCommand('xhost', [`+si:localuser:${user.name}`]);
  return {};
}
