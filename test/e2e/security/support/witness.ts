import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desktop } from '../../harness/desktop.ts';
import { runToEnd } from '../../harness/processes.ts';

/** What stands in this desktop for the browser, the mail program and whatever else a link can start. */
export interface Witness {
  /** What was opened so far, in order. */
  opened(): readonly string[];
}

const schemes = ['http', 'https', 'file', 'mailto', 'smb', 'ssh', 'vnd.evil'] as const;

/** Makes every address that the desktop opens end in a program that only notes it. Nothing in the app is replaced. */
export async function placeWitness(desktop: Desktop): Promise<Witness> {
  const notes = join(desktop.folder, 'opened.txt');
  const program = join(desktop.folder, 'witness.sh');
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${notes}'\n`);
  chmodSync(program, 0o755);
  const applications = join(desktop.env['XDG_DATA_HOME'] ?? '', 'applications');
  const types = [
    ...schemes.map((scheme) => `x-scheme-handler/${scheme}`),
    'text/html',
    'text/plain',
    'inode/directory',
  ];
  writeFileSync(
    join(applications, 'witness.desktop'),
    `[Desktop Entry]\nType=Application\nName=Witness\nExec=${program} %u\nMimeType=${types.join(';')};\n`,
  );
  writeFileSync(
    join(desktop.env['XDG_CONFIG_HOME'] ?? '', 'mimeapps.list'),
    `[Default Applications]\n${types.map((type) => `${type}=witness.desktop\n`).join('')}`,
  );
  await runToEnd('update-desktop-database', [applications], desktop.env);
  return {
    opened: () => (existsSync(notes) ? readFileSync(notes, 'utf8').split('\n').filter(Boolean) : []),
  };
}
