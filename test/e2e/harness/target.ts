import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/paths.mjs';

/** The app under test: how its program is started and what it is called on this system. */
export interface Target {
  readonly kind: 'unpackaged' | 'installed';
  readonly executable: string;
  /** What makes the executable load this project; before all other arguments. */
  readonly args: readonly string[];
  readonly scheme: string;
  /** Below XDG_CONFIG_HOME. */
  readonly profileFolder: string;
  /** The desktop file that owns the scheme. */
  readonly desktopFile: string;
  /** For reports: name and version of the runtime, and why this one. */
  readonly runtime: Readonly<Record<string, unknown>>;
}

const installedExecutable = '/opt/Latchkey/latchkey';

/** The app that LATCHKEY_E2E_TARGET names: `unpackaged` (default) or `installed`. */
export function findTarget(): Target {
  const runtime = readRuntime();
  if (process.env['LATCHKEY_E2E_TARGET'] === 'installed') {
    if (!existsSync(installedExecutable)) {
      throw new Error(`There is no ${installedExecutable}: install the package first (npm test does it).`);
    }
    return {
      kind: 'installed',
      executable: installedExecutable,
      args: [],
      scheme: 'app.latchkey.desktop',
      profileFolder: 'Latchkey',
      desktopFile: 'latchkey.desktop',
      runtime: { ...runtime, package: 'installed' },
    };
  }
  return {
    kind: 'unpackaged',
    executable: here(textOf(runtime, 'executable'), runtime),
    args: listOf(runtime, 'args').map((argument) => here(argument, runtime)),
    scheme: 'app.latchkey.desktop.dev',
    profileFolder: 'Latchkey Dev',
    desktopFile: 'latchkey-dev.desktop',
    runtime,
  };
}

function readRuntime(): Readonly<Record<string, unknown>> {
  const path = join(root, '.cache', 'electron', 'runtime.json');
  if (!existsSync(path))
    throw new Error(`There is no ${path}: run \`npm start\` once, it fetches the runtime.`);
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return typeof parsed === 'object' && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {};
}

function textOf(value: Readonly<Record<string, unknown>>, name: string): string {
  const text = value[name];
  if (typeof text !== 'string') throw new TypeError(`runtime.json has no ${name}.`);
  return text;
}

function listOf(value: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const list = value[name];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** The file names the project where it was set up; a run as the ordinary user reads a copy of it. */
function here(path: string, runtime: Readonly<Record<string, unknown>>): string {
  const from = textOf(runtime, 'root');
  return path === from || path.startsWith(`${from}/`) ? root + path.slice(from.length) : path;
}
