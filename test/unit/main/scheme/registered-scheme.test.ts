import { describe, expect, it } from 'vitest';
import { registeredScheme } from '../../../../src/main/scheme/registered-scheme.ts';
import type { ToolAnswer } from '../../../../src/main/system/run-tool.ts';

const scheme = 'app.latchkey.desktop';
const bundle = '/Applications/Latchkey.app';
const program = String.raw`C:\Users\Ada\AppData\Local\Programs\latchkey\Latchkey.exe`;
const registered = (command: string): ToolAnswer => ({
  kind: 'answered',
  text: `\r\nHKEY_CURRENT_USER\\Software\\Classes\\${scheme}\\shell\\open\\command\r\n    (Standard)    REG_SZ    ${command}\r\n\r\n`,
});
const ownCommand = registered(`"${program}" "%1"`);

function system(options: {
  platform: 'win32' | 'darwin';
  info?: { name: string; path: string };
  registry?: ToolAnswer;
  args?: readonly string[];
}) {
  const calls: unknown[] = [];
  const made = registeredScheme({
    own: {
      scheme,
      name: 'Latchkey',
      executable: options.platform === 'win32' ? program : `${bundle}/Contents/MacOS/Latchkey`,
      args: options.args ?? [],
      desktopFiles: [],
    },
    platform: options.platform,
    run: (tool, args) => {
      calls.push([tool, ...args].join(' '));
      return Promise.resolve(options.registry ?? { kind: 'failed', text: 'not found' });
    },
    app: {
      getApplicationInfoForProtocol: (url) =>
        url !== `${scheme}://` || options.info === undefined
          ? Promise.reject(new Error('no app'))
          : Promise.resolve(options.info),
      setAsDefaultProtocolClient: (...given) => {
        calls.push(given);
        return true;
      },
    },
  });
  return { ...made, calls };
}

describe('macOS', () => {
  it('F30+: ours is the bundle that runs; asking starts no program', async () => {
    const { owner, calls } = system({ platform: 'darwin', info: { name: 'Latchkey', path: bundle } });
    expect(await owner()).toEqual({ kind: 'ours' });
    expect(calls).toEqual([]);
  });

  it('F30-: another app by its name, another Latchkey by its place, nobody', async () => {
    const platform = 'darwin';
    expect(
      await system({ platform, info: { name: 'Other', path: '/Applications/Other.app' } }).owner(),
    ).toEqual({ kind: 'another', name: 'Other' });
    const copy = '/Users/ada/Downloads/Latchkey.app';
    expect(await system({ platform, info: { name: 'Latchkey', path: copy } }).owner()).toEqual({
      kind: 'another',
      name: copy,
    });
    // A name that begins alike is another bundle.
    const alike = '/Applications/Latch';
    expect(await system({ platform, info: { name: 'Latch', path: alike } }).owner()).toEqual({
      kind: 'another',
      name: 'Latch',
    });
    expect(await system({ platform }).owner()).toEqual({ kind: 'missing' });
  });

  it('an unpackaged app cannot own a scheme there, and does not try to', async () => {
    const { owner, register, calls } = system({
      platform: 'darwin',
      args: ['/src/latchkey'],
      info: { name: 'Electron', path: bundle },
    });
    expect(await owner()).toEqual({ kind: 'missing' });
    await register();
    expect(calls).toEqual([]);
  });

  it('registers the bundle', async () => {
    const { register, calls } = system({ platform: 'darwin' });
    await register();
    expect(calls).toEqual([[scheme]]);
  });
});

describe('Windows', () => {
  const info = { name: 'Latchkey', path: program.toUpperCase() };
  const platform = 'win32';

  it('F30+: ours is this program, however its path is written, in the registry of any language', async () => {
    const { owner, calls } = system({ platform, info, registry: ownCommand });
    expect(await owner()).toEqual({ kind: 'ours' });
    expect(calls).toEqual([
      String.raw`reg query HKCU\Software\Classes\app.latchkey.desktop\shell\open\command /ve`,
    ]);
  });

  it('F30+: ours too where an administrator registered it for everybody', async () => {
    expect(await system({ platform, info }).owner()).toEqual({ kind: 'ours' });
  });

  it('F30-: another program by its name', async () => {
    const other = { name: 'Other', path: String.raw`C:\Other\other.exe` };
    expect(await system({ platform, info: other, registry: ownCommand }).owner()).toEqual({
      kind: 'another',
      name: 'Other',
    });
  });

  it('F30-: a registered program that is gone is stale, by its file’s name; none at all is missing', async () => {
    const gone = registered(String.raw`"D:\old place\Latchkey.exe" "%1"`);
    expect(await system({ platform, registry: gone }).owner()).toEqual({
      kind: 'stale',
      name: 'Latchkey.exe',
    });
    expect(await system({ platform }).owner()).toEqual({ kind: 'missing' });
    expect(await system({ platform, registry: { kind: 'timed-out' } }).owner()).toEqual({ kind: 'missing' });
  });

  it('F30-: a command of ours without the address is stale; one of another project is another’s', async () => {
    const without = registered(`"${program}"`);
    expect(await system({ platform, info, registry: without }).owner()).toEqual({
      kind: 'stale',
      name: 'Latchkey',
    });
    const elsewhere = registered(String.raw`"${program}" "C:\else" "%1"`);
    expect(
      await system({ platform, info, registry: elsewhere, args: [String.raw`C:\src`] }).owner(),
    ).toMatchObject({ kind: 'another' });
  });

  it('registers a package as it is, and an unpackaged app with its folder', async () => {
    const packaged = system({ platform });
    await packaged.register();
    expect(packaged.calls).toEqual([[scheme]]);
    const unpackaged = system({ platform, args: ['C:\\src'] });
    await unpackaged.register();
    expect(unpackaged.calls).toEqual([[scheme, program, ['C:\\src']]]);
  });
});
