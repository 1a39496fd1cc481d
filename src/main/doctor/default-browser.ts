import type { DefaultBrowser } from '../../core/ports/computer-probe.ts';
import { findDesktopFile, findProgram, type Environment } from '../scheme/desktop-files.ts';
import { readDesktopEntry } from '../scheme/desktop-entry.ts';
import type { RunTool } from '../system/run-tool.ts';

/** Time for one of the desktop's tools, in milliseconds. */
const patience = 6000;

export interface DefaultBrowserDeps {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  readonly run: RunTool;
  /** Electron's own: Launch Services, and the associations of Windows. */
  readonly app: {
    getApplicationInfoForProtocol(url: string): Promise<{ readonly name: string }>;
  };
}

/** What the system opens web addresses with. Nothing is opened. */
export async function defaultBrowser({
  platform,
  env,
  run,
  app,
}: DefaultBrowserDeps): Promise<DefaultBrowser> {
  if (platform === 'darwin' || platform === 'win32') {
    try {
      return { kind: 'found', name: (await app.getApplicationInfoForProtocol('https://')).name };
    } catch {
      return { kind: 'missing' };
    }
  }
  const answer = await run('xdg-mime', ['query', 'default', 'x-scheme-handler/https'], patience);
  if (answer.kind !== 'answered') return { kind: 'unknown' };
  const [id = ''] = answer.text.trim().split('\n');
  // Without one `xdg-open` tries what `BROWSER` and its own list name.
  if (id === '') return (env['BROWSER'] ?? '') === '' ? { kind: 'missing' } : { kind: 'unknown' };
  const text = await findDesktopFile(id, env);
  const entry = text === null ? null : readDesktopEntry(text);
  const program = entry === null ? null : await findProgram(entry.command[0] ?? '', env);
  return entry === null || program === null
    ? { kind: 'missing' }
    : { kind: 'found', name: entry.name === '' ? id : entry.name };
}
