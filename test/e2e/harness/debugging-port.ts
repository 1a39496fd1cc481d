import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** In the profile: where the debugger of a running Electron is to be found. */
const fileName = 'DevToolsActivePort';
const listSchema = z.array(z.object({ url: z.string() }));

/** Of the debugger of the Electron that has this profile; null while there is none. */
export function debuggingPort(profile: string): string | null {
  const path = join(profile, fileName);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return /^\d+\n/.test(text) ? text.slice(0, text.indexOf('\n')) : null;
}

/** One that was killed could not take back where its debugger was to be found. */
export function forgetDebuggingPort(profile: string): void {
  rmSync(join(profile, fileName), { force: true });
}

/** Whether a debugger lists a page whose address begins so; attaches to none. */
export async function listsPage(port: string | null, address: string): Promise<boolean> {
  if (port === null) return false;
  try {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`);
    return listSchema.parse(await response.json()).some(({ url }) => url.startsWith(address));
  } catch {
    return false;
  }
}
