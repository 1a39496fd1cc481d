import type { Failure } from '../../shared/failure.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import type { RunTool } from './run-tool.ts';
import type { StartTool } from './start-tool.ts';

/** A settings program that has not ended after this many milliseconds runs. */
const patience = 1500;

/** The first GNOME whose date and time are a page of *System*. */
const firstWithSystemPage = 46;

/** The first release of Darwin (macOS 13) that has System Settings in place of System Preferences. */
const firstWithSystemSettings = 22;

export interface ClockSettingsDeps {
  readonly platform: NodeJS.Platform;
  /** The kernel's release: on macOS it says which settings there are. */
  readonly release: string;
  /** `XDG_CURRENT_DESKTOP`: the desktops of this session, separated by colons; empty where there is none. */
  readonly desktop: string;
  /** Electron's own; only ever given one of the fixed addresses below. */
  openExternal(url: string): Promise<void>;
  readonly run: RunTool;
  readonly start: StartTool;
}

interface SettingsProgram {
  readonly tool: string;
  readonly args: readonly string[];
  /** The desktop it belongs to, as `XDG_CURRENT_DESKTOP` writes it, in lower case. */
  readonly desktop: string;
}

const gnomeSettings = 'gnome-control-center';

/** Every command is fixed: nothing of a person's or a provider's gets near it. */
const linuxPrograms: readonly SettingsProgram[] = [
  { tool: gnomeSettings, args: ['datetime'], desktop: 'gnome' },
  { tool: 'unity-control-center', args: ['datetime'], desktop: 'unity' },
  { tool: 'budgie-control-center', args: ['datetime'], desktop: 'budgie' },
  { tool: 'cinnamon-settings', args: ['calendar'], desktop: 'x-cinnamon' },
  { tool: 'kcmshell6', args: ['kcm_clock'], desktop: 'kde' },
  { tool: 'kcmshell5', args: ['kcm_clock'], desktop: 'kde' },
  { tool: 'cosmic-settings', args: ['date-time'], desktop: 'cosmic' },
  { tool: 'lxqt-admin-time', args: [], desktop: 'lxqt' },
  { tool: 'mate-time-admin', args: [], desktop: 'mate' },
  { tool: 'time-admin', args: [], desktop: 'xfce' },
];

/**
 * *Open the clock settings*: the system's own window for them, wherever the system keeps it. Fails with `not-found` where
 * none can be opened, and says how else the clock is set.
 */
export function createClockSettings(deps: ClockSettingsDeps): () => Promise<Result<null>> {
  const byAddress = async (url: string, elsewhere: string): Promise<Result<null>> => {
    try {
      await deps.openExternal(url);
      return succeed(null);
    } catch {
      return fail(notOpened('The system did not open them.', elsewhere));
    }
  };

  return async () => {
    if (deps.platform === 'win32') {
      return byAddress('ms-settings:dateandtime', 'Open Settings, then Time & language, and set the clock.');
    }
    if (deps.platform === 'darwin') {
      const modern = Number.parseInt(deps.release, 10) >= firstWithSystemSettings;
      return byAddress(
        `x-apple.systempreferences:com.apple.${modern ? 'Date-Time-Settings.extension' : 'preference.datetime'}`,
        'Open the system’s settings, then Date & Time, and set the clock.',
      );
    }
    /* oxlint-disable eslint/no-await-in-loop -- one after the other: the first that runs is the one */
    for (const { tool, args } of ownFirst(deps.desktop)) {
      const wanted = tool === gnomeSettings ? await gnomePage(deps.run) : args;
      const answer = await deps.start(tool, wanted, patience);
      if (answer.kind === 'started') {
        return succeed(null);
      }
    }
    /* oxlint-enable eslint/no-await-in-loop */
    return fail(
      notOpened(
        'No settings program that Latchkey knows was found on this desktop.',
        'Set the clock in your desktop’s settings. In a terminal, “timedatectl set-ntp true” lets the computer set it by itself.',
      ),
    );
  };
}

/** The programs of this desktop, then those of others: some work anywhere, the rest say at once that they do not. */
function ownFirst(desktop: string): readonly SettingsProgram[] {
  const desktops = desktop.toLowerCase().split(':');
  const own = desktops.flatMap((name) => linuxPrograms.filter((program) => program.desktop === name));
  return [...own, ...linuxPrograms.filter((program) => !own.includes(program))];
}

/** Asked for a page that it does not have, it would show its first one and say nothing. */
async function gnomePage(run: RunTool): Promise<readonly string[]> {
  const version = await run(gnomeSettings, ['--version'], patience);
  const major = version.kind === 'answered' ? Number(/\d+/.exec(version.text)?.[0] ?? 0) : 0;
  return major >= firstWithSystemPage ? ['system', 'datetime'] : ['datetime'];
}

function notOpened(why: string, next: string): Failure {
  return { code: 'not-found', what: 'The clock settings could not be opened.', why, next };
}
