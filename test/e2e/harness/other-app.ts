import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desktop } from './desktop.ts';
import { runToEnd } from './processes.ts';

/** Where a person's own desktop files lie. */
export function applicationsOf({ env }: Desktop): string {
  return join(env['XDG_DATA_HOME'] ?? '', 'applications');
}

/** Another program of this person claims the app's scheme, and was chosen for it: it notes what it is given. */
export async function letAnotherAppOwnTheScheme(
  desktop: Desktop,
): Promise<{ readonly given: () => readonly string[] }> {
  const notes = join(desktop.folder, 'given.txt');
  const program = join(desktop.folder, 'other-app.sh');
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${notes}'\n`, { mode: 0o755 });
  writeFileSync(
    join(applicationsOf(desktop), 'other.desktop'),
    `[Desktop Entry]\nType=Application\nName=Other App\nExec=${program} %u\nMimeType=x-scheme-handler/${desktop.target.scheme};\n`,
  );
  await chooseForScheme(desktop, 'other.desktop');
  return {
    given: () => (existsSync(notes) ? readFileSync(notes, 'utf8').split('\n').filter(Boolean) : []),
  };
}

/** What a person does in the settings of their desktop. */
export async function chooseForScheme(desktop: Desktop, id: string): Promise<void> {
  const { env, target } = desktop;
  await runToEnd('update-desktop-database', [applicationsOf(desktop)], env);
  await runToEnd('xdg-mime', ['default', id, `x-scheme-handler/${target.scheme}`], env);
}
