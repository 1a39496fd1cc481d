import type { SchemeOwner } from '../../core/ports/scheme.ts';
import type { RunTool } from '../system/run-tool.ts';
import type { OwnProgram, SchemeSystem } from './scheme-system.ts';

/** Time to ask the registry, in milliseconds. */
const patience = 5000;

export interface RegisteredSchemeDeps {
  readonly own: OwnProgram;
  readonly platform: 'win32' | 'darwin';
  readonly run: RunTool;
  /** Electron's own: Launch Services, and the associations of Windows. */
  readonly app: {
    getApplicationInfoForProtocol(url: string): Promise<{ readonly name: string; readonly path: string }>;
    setAsDefaultProtocolClient(scheme: string, path?: string, args?: string[]): boolean;
  };
}

/** The scheme where the system itself knows who opens it: macOS and Windows. */
export function registeredScheme({ own, platform, run, app }: RegisteredSchemeDeps): SchemeSystem {
  const address = `${own.scheme}://`;
  // There the system starts a bundle, without arguments: an unpackaged app cannot be told from any other.
  const impossible = platform === 'darwin' && own.args.length > 0;

  async function owner(): Promise<SchemeOwner> {
    if (impossible) return { kind: 'missing' };
    try {
      const { name, path } = await app.getApplicationInfoForProtocol(address);
      if (isOwn(path)) return await ownEntry();
      return { kind: 'another', name: name === own.name || name === '' ? path : name };
    } catch {
      // There is no program for it: never registered, or what is registered is gone.
      const command = await commandInRegistry();
      return command === null || command === ''
        ? { kind: 'missing' }
        : { kind: 'stale', name: programOf(command) };
    }
  }

  function isOwn(path: string): boolean {
    return platform === 'win32'
      ? path.toLowerCase() === own.executable.toLowerCase()
      : own.executable === path || own.executable.startsWith(`${path.replace(/\/$/, '')}/Contents/`);
  }

  /** The program is this one: on Windows what it is started with counts too. */
  async function ownEntry(): Promise<SchemeOwner> {
    const command = await commandInRegistry();
    if (command === null) return { kind: 'ours' };
    if (!own.args.every((argument) => command.includes(argument))) return { kind: 'another', name: command };
    return command.includes('%1') ? { kind: 'ours' } : { kind: 'stale', name: own.name };
  }

  /** What Windows would start, as it is written; null where nothing says so. */
  async function commandInRegistry(): Promise<string | null> {
    if (platform !== 'win32') return null;
    const key = ['HKCU', 'Software', 'Classes', own.scheme, 'shell', 'open', 'command'].join('\\');
    const answer = await run('reg', ['query', key, '/ve'], patience);
    // The name of the default value is translated; its type is not.
    return answer.kind === 'answered'
      ? (/\sREG_(?:EXPAND_)?SZ\s+(.*)/.exec(answer.text)?.[1]?.trim() ?? null)
      : null;
  }

  return {
    owner,
    async register() {
      // Without arguments Electron writes its own, which fit a package.
      if (impossible) return Promise.resolve();
      if (own.args.length === 0) app.setAsDefaultProtocolClient(own.scheme);
      else app.setAsDefaultProtocolClient(own.scheme, own.executable, [...own.args]);
      return Promise.resolve();
    },
  };
}

function programOf(command: string): string {
  const path = /^"([^"]+)"/.exec(command)?.[1] ?? command.split(' ')[0] ?? command;
  return path.split('\\').at(-1) ?? path;
}
