import { describe, expect, it } from 'vitest';
import { createClockSettings } from '../../../../src/main/system/clock-settings.ts';
import { startTool, type StartAnswer } from '../../../../src/main/system/start-tool.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

function setUp(options: {
  readonly platform: NodeJS.Platform;
  readonly release?: string;
  readonly desktop?: string;
  readonly answers?: Readonly<Record<string, StartAnswer['kind']>>;
  readonly refuses?: boolean;
  readonly gnome?: string;
}) {
  const opened: string[] = [];
  const open = createClockSettings({
    platform: options.platform,
    release: options.release ?? '',
    desktop: options.desktop ?? '',
    openExternal(url) {
      opened.push(url);
      return options.refuses === true ? Promise.reject(new Error('no handler')) : Promise.resolve();
    },
    run: () =>
      Promise.resolve(
        options.gnome === undefined
          ? { kind: 'no-such-tool' }
          : { kind: 'answered', text: `gnome-control-center ${options.gnome}\n` },
      ),
    start(tool, args) {
      opened.push([tool, ...args].join(' '));
      return Promise.resolve({ kind: options.answers?.[tool] ?? 'no-such-tool' });
    },
  });
  return { open, opened };
}

describe('createClockSettings', () => {
  it.each([
    ['win32', '10.0.22631', 'ms-settings:dateandtime'],
    ['darwin', '24.1.0', 'x-apple.systempreferences:com.apple.Date-Time-Settings.extension'],
    ['darwin', '21.6.0', 'x-apple.systempreferences:com.apple.preference.datetime'],
  ] as const)('opens the settings of %s %s by their fixed address', async (platform, release, url) => {
    const { open, opened } = setUp({ platform, release });
    expect(valueOf(await open())).toBeNull();
    expect(opened).toEqual([url]);
  });

  it('says how else to set the clock where the system opens nothing', async () => {
    for (const platform of ['win32', 'darwin'] as const) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- two platforms, one after the other
      const failure = failureOf(await setUp({ platform, refuses: true }).open());
      expect(failure.code).toBe('not-found');
      expect(failure.next).toContain('set the clock');
    }
  });

  it('asks the program of this desktop first', async () => {
    const { open, opened } = setUp({
      platform: 'linux',
      desktop: 'KDE',
      answers: { kcmshell5: 'started', 'gnome-control-center': 'started' },
    });
    expect(valueOf(await open())).toBeNull();
    expect(opened).toEqual(['kcmshell6 kcm_clock', 'kcmshell5 kcm_clock']);
  });

  it('knows a desktop that names its family behind itself', async () => {
    const { open, opened } = setUp({
      platform: 'linux',
      desktop: 'Budgie:GNOME',
      answers: { 'budgie-control-center': 'started' },
    });
    expect(valueOf(await open())).toBeNull();
    expect(opened).toEqual(['budgie-control-center datetime']);
  });

  it.each([
    ['43.6', 'gnome-control-center datetime'],
    ['46.7', 'gnome-control-center system datetime'],
    ['unknown', 'gnome-control-center datetime'],
  ])('finds the page where GNOME %s has it', async (gnome, command) => {
    const { open, opened } = setUp({
      platform: 'linux',
      desktop: 'ubuntu:GNOME',
      gnome,
      answers: { 'gnome-control-center': 'started' },
    });
    expect(valueOf(await open())).toBeNull();
    expect(opened).toEqual([command]);
  });

  it('goes on to the next program when one refuses to run here', async () => {
    const { open, opened } = setUp({
      platform: 'linux',
      desktop: 'i3',
      answers: { 'gnome-control-center': 'failed', 'time-admin': 'started' },
    });
    expect(valueOf(await open())).toBeNull();
    expect(opened.at(0)).toBe('gnome-control-center datetime');
    expect(opened.at(-1)).toBe('time-admin');
  });

  it('says what to do on a desktop without any', async () => {
    const failure = failureOf(await setUp({ platform: 'linux' }).open());
    expect(failure.code).toBe('not-found');
    expect(failure.next).toContain('timedatectl set-ntp true');
  });
});

describe('startTool', () => {
  it('leaves a program with a window running', async () => {
    expect(await startTool(process.execPath, ['-e', 'setTimeout(() => {}, 500)'], 50)).toEqual({
      kind: 'started',
    });
  });

  it('takes a program that handed over to a running one for started', async () => {
    expect(await startTool(process.execPath, ['-e', '0'], 30_000)).toEqual({ kind: 'started' });
  });

  it('tells a program that refuses from one that is not there', async () => {
    expect(await startTool(process.execPath, ['-e', 'process.exit(1)'], 30_000)).toEqual({ kind: 'failed' });
    expect(await startTool('/nowhere/no-such-tool', [], 30_000)).toEqual({ kind: 'no-such-tool' });
  });
});
