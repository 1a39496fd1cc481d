import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setFuses } from '../../../../scripts/lib/fuses.mjs';
import { electronRuntime } from '../../../support/electron-runtime.ts';
import { writeArchive } from '../../../support/asar.ts';
import { findDisplay } from '../../harness/display.ts';
import { eventually, exitOf } from '../../harness/processes.ts';

/** A program on an Electron binary, with everything around it that an attacker could lay there. */
export interface Program {
  readonly executable: string;
  /**
   * Starts it once and waits for its end; `ran` names what of ours was executed: `archive` is the program itself,
   * `folder` an app laid beside it, `required` and `script` code of the caller.
   */
  run(
    env: Readonly<Record<string, string>>,
    args: readonly string[],
  ): Promise<{ readonly ran: readonly string[]; readonly said: string }>;
  /** Leaves it without its archive. */
  dropArchive(): void;
  remove(): void;
}

/** Where a run that cannot end by itself is given up, in milliseconds. */
const patience = 20_000;

/**
 * @param binary an Electron executable with its files beside it
 * @param fused whether it is a plain one that gets the fuses of a release
 */
export async function programOn(binary: string, fused: 'as it is' | 'set the fuses'): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-electron-'));
  const home = join(folder, 'home');
  const marks = join(folder, 'marks');
  const resources = join(folder, 'program', 'resources');
  for (const path of [home, marks, resources]) mkdirSync(path, { recursive: true });
  const executable = join(folder, 'program', 'electron');
  copyFileSync(binary, executable);
  if (fused === 'set the fuses') await setFuses(executable, process.platform);
  for (const name of readdirSync(dirname(binary))) {
    const target = join(folder, 'program', name);
    if (name !== 'resources' && !existsSync(target)) symlinkSync(join(dirname(binary), name), target);
  }
  const mark = (what: string): string =>
    `require('node:fs').writeFileSync(${JSON.stringify(join(marks, what))}, '');`;
  const packageFile = JSON.stringify({ name: 'program', version: '1.0.0', main: 'main.cjs' });
  const main = (what: string): string => `${mark(what)} require('electron').app.exit(0);`;
  writeArchive(join(resources, 'app.asar'), { 'package.json': packageFile, 'main.cjs': main('archive') });
  mkdirSync(join(resources, 'app'));
  writeFileSync(join(resources, 'app', 'package.json'), packageFile);
  writeFileSync(join(resources, 'app', 'main.cjs'), main('folder'));
  writeFileSync(join(folder, 'required.cjs'), mark('required'));
  writeFileSync(join(folder, 'script.cjs'), mark('script'));
  const base = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
  };
  const display = await findDisplay(base);
  const place = (text: string): string => text.replaceAll('FOLDER', folder);
  return {
    executable,
    async run(env, args) {
      const child = spawn(executable, args.map(place), {
        env: {
          ...base,
          DISPLAY: display,
          ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, place(value)])),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
      child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
      try {
        await eventually(
          'the program to end',
          () => (child.exitCode === null && child.signalCode === null ? null : true),
          patience,
        );
      } finally {
        child.kill('SIGKILL');
        await exitOf(child);
      }
      const ran = readdirSync(marks);
      for (const name of ran) rmSync(join(marks, name));
      return { ran, said };
    },
    dropArchive() {
      rmSync(join(resources, 'app.asar'));
    },
    remove() {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** The plain Electron of this project. */
export function plainElectron(): string {
  return electronRuntime().executable;
}

/** The runtime's description, as the set-up wrote it. */
export function runtimeFacts(): { readonly kind: string; readonly version: string; readonly why: string } {
  const { kind, root, version } = electronRuntime();
  const facts: unknown = JSON.parse(readFileSync(join(root, '.cache/electron/runtime.json'), 'utf8'));
  return { kind, version, why: String(Reflect.get(Object(facts), 'why')) };
}
