import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SchemeOwner } from '../../core/ports/scheme.ts';
import type { RunTool } from '../system/run-tool.ts';
import { findDesktopFile, findProgram, ownApplications, type Environment } from './desktop-files.ts';
import { readDesktopEntry, writeDesktopEntry, type DesktopEntry } from './desktop-entry.ts';
import type { OwnProgram, SchemeSystem } from './scheme-system.ts';

/** Time for one of the desktop's tools, in milliseconds: they are scripts that start dozens of programs. */
const patience = 8000;

export interface LinuxSchemeDeps {
  readonly own: OwnProgram;
  readonly env: Environment;
  readonly run: RunTool;
}

/**
 * The scheme by the desktop's rules: `xdg-mime` names the desktop file that opens it, and what that one starts decides. The
 * name alone proves nothing: a file of our name may start another program, or one that is gone.
 */
export function linuxScheme({ own, env, run }: LinuxSchemeDeps): SchemeSystem {
  const type = `x-scheme-handler/${own.scheme}`;

  async function owner(): Promise<SchemeOwner> {
    const answer = await run('xdg-mime', ['query', 'default', type], patience);
    if (answer.kind !== 'answered') return { kind: 'unknown' };
    const [id = ''] = answer.text.trim().split('\n');
    return id === '' ? { kind: 'missing' } : await ownerNamed(id);
  }

  async function ownerNamed(id: string): Promise<SchemeOwner> {
    const text = await findDesktopFile(id, env);
    const entry = text === null ? null : readDesktopEntry(text);
    return entry === null || entry.hidden ? { kind: 'missing' } : await ownerBy(entry, id);
  }

  async function ownerBy(entry: DesktopEntry, id: string): Promise<SchemeOwner> {
    const name = entry.name === '' ? id : entry.name;
    const [word = '', ...rest] = withoutEnv(entry.command);
    const program = await findProgram(word.replaceAll('%%', '%'), env);
    if (program === null) return { kind: 'stale', name };
    if (program !== (await findProgram(own.executable, env)) || !startsWith(rest, own.args)) {
      return { kind: 'another', name: name === own.name ? `${name}, ${program}` : name };
    }
    const takesAddress = rest.some((part) => /^%[uU]$/.test(part));
    return takesAddress ? { kind: 'ours' } : { kind: 'stale', name };
  }

  /** One that leads here, of those that a package or an earlier repair brought. */
  async function ownFile(): Promise<string | null> {
    const judged = await Promise.all(
      own.desktopFiles.map(async (id) => ((await ownerNamed(id)).kind === 'ours' ? id : null)),
    );
    return judged.find((id) => id !== null) ?? null;
  }

  /** In the person's own folder and under the scheme's own name: no file of another package is changed. */
  async function writeOwnFile(): Promise<string> {
    const id = `${own.scheme}.desktop`;
    const folder = ownApplications(env);
    const entry = writeDesktopEntry({
      name: own.name,
      comment: 'Opens the links that come back from a sign-in',
      command: startable([own.executable, ...own.args]),
      scheme: own.scheme,
    });
    await mkdir(folder, { recursive: true });
    const half = join(folder, `.${id}.${String(process.pid)}.tmp`);
    await writeFile(half, entry);
    await rename(half, join(folder, id));
    await run('update-desktop-database', [folder], patience);
    return id;
  }

  return {
    owner,
    async register() {
      try {
        const id = (await ownFile()) ?? (await writeOwnFile());
        await run('xdg-mime', ['default', id, type], patience);
      } catch {
        // A full or read-only disk. Whoever asked looks again who owns it, and says what is left.
      }
    },
  };
}

/**
 * `xdg-mime` takes everything up to the first space for the program, quotes included, and passes over an entry whose
 * program it does not find so.
 */
function startable(command: readonly string[]): readonly string[] {
  return /\s/.test(command[0] ?? '') ? ['env', ...command] : command;
}

/** `env NAME=value program …` starts the program. */
function withoutEnv(command: readonly string[]): readonly string[] {
  if (!/(?:^|\/)env$/.test(command[0] ?? '')) return command;
  const start = command.findIndex((word, index) => index > 0 && !/^\w+=/.test(word));
  return start === -1 ? [] : command.slice(start);
}

/** An unpackaged app is Electron with our folder as its first argument: Electron alone is any app. */
function startsWith(words: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((word, index) => words[index]?.replaceAll('%%', '%') === word);
}
