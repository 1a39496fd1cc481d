import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registerDevelopmentScheme } from '../../../scripts/lib/development-scheme.mjs';
import { runToEnd } from './processes.ts';
import type { Environment } from './processes.ts';
import type { Target } from './target.ts';

const browserFile = 'latchkey-test-browser.desktop';

/**
 * What a person's desktop knows: which program owns the app's scheme, and which one is the browser. The browser is the
 * driven Chromium: its command line opens a tab in the one that has the same profile.
 */
export async function writeDesktopFiles(
  target: Target,
  env: Environment,
  browserProfile: string,
  debuggable: boolean,
): Promise<void> {
  const dataHome = env['XDG_DATA_HOME'] ?? '';
  const folder = join(dataHome, 'applications');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, browserFile),
    `[Desktop Entry]
Type=Application
Name=Test browser
Exec=/usr/bin/chromium --user-data-dir=${browserProfile} --no-first-run %U
MimeType=x-scheme-handler/http;x-scheme-handler/https;text/html;
`,
  );
  const switches = debuggable ? ['--remote-debugging-port=0'] : [];
  if (target.kind === 'unpackaged') {
    await registerDevelopmentScheme({
      dataHome,
      command: [target.executable, ...target.args, ...switches],
      env: { ...env },
    });
  } else if (debuggable) {
    const installed = readFileSync(join('/usr/share/applications', target.desktopFile), 'utf8');
    // The same entry with one switch more, in the user's own folder: that is how a person would override it.
    const own = installed.replace(/^(Exec=.*?)( -- %[uU].*)$/m, `$1 ${switches.join(' ')}$2`);
    if (own === installed) throw new Error(`${target.desktopFile} has no “-- %u” in its Exec line.`);
    writeFileSync(join(folder, target.desktopFile), own);
  }
  writeFileSync(
    join(env['XDG_CONFIG_HOME'] ?? '', 'mimeapps.list'),
    `[Default Applications]
x-scheme-handler/http=${browserFile}
x-scheme-handler/https=${browserFile}
text/html=${browserFile}
x-scheme-handler/${target.scheme}=${target.desktopFile}
`,
  );
  await runToEnd('update-desktop-database', [folder], env);
}
