import { describe, expect, it } from 'vitest';
import type { App, Protocol } from 'electron';
import { chooseKeyring, claimRun } from '../../../src/main/before-ready.ts';
import { createDeepLinks } from '../../../src/main/deep-link/deep-links.ts';
import { identityOf } from '../../../src/main/identity.ts';

const identity = identityOf(true);

/** Nobody else starts. */
const inTurn = <T>(_folder: string, work: () => T): T => work();

/** What happened to Electron, in order. */
function fakeElectron(options: { first: boolean; passwordStore?: string; noSandbox?: boolean }) {
  const calls: string[] = [];
  const openUrl: ((event: { preventDefault(): void }, url: string) => void)[] = [];
  const secondInstance: ((event: object, argv: readonly string[]) => void)[] = [];
  const app = {
    setName: () => calls.push('name'),
    setAppUserModelId: (id: string) => calls.push(`model ${id}`),
    getPath: () => '/home/ada/.config',
    setPath: (name: string, path: string) => calls.push(`${name} ${path}`),
    requestSingleInstanceLock: () => {
      calls.push('lock');
      return options.first;
    },
    enableSandbox: () => calls.push('sandbox'),
    on: (
      ...[name, listener]:
        ['open-url', (typeof openUrl)[number]] | ['second-instance', (typeof secondInstance)[number]]
    ) => {
      if (name === 'open-url') openUrl.push(listener);
      else secondInstance.push(listener);
    },
    commandLine: {
      hasSwitch: (name: string) =>
        name === 'password-store' ? options.passwordStore !== undefined : options.noSandbox === true,
      getSwitchValue: () => options.passwordStore ?? '',
      appendSwitch: (name: string, value: string) => calls.push(`--${name}=${value}`),
    },
  };
  const protocol = { registerSchemesAsPrivileged: () => calls.push('scheme') };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fake of the few members that are used here: the types of Electron's own classes cannot be built otherwise
  const electron = { app: app as unknown as App, protocol: protocol as unknown as Protocol };
  return { calls, openUrl, secondInstance, ...electron };
}

function claim(argv: readonly string[], first = true, platform: NodeJS.Platform = 'linux') {
  const electron = fakeElectron({ first });
  const received: string[] = [];
  const claimed = claimRun({
    ...electron,
    identity,
    argv,
    env: {},
    platform,
    inTurn: (folder, work) => {
      electron.calls.push(`turn ${folder}`);
      return work();
    },
    deepLinks: {
      receive: (url) => {
        received.push(url);
      },
    },
  });
  return { ...electron, received, claimed };
}

describe('claimRun', () => {
  const callback = `${identity.scheme}:/callback/x?code=1`;

  it('F28+: the first instance owns the run, in its own profile, sandboxed before anything is made', () => {
    const { calls, claimed, received } = claim(['latchkey', '--', callback]);
    expect(claimed).toBe(true);
    expect(calls).toEqual([
      'name',
      'userData /home/ada/.config/Latchkey',
      'turn /home/ada/.config/Latchkey/starts',
      'lock',
      'sandbox',
      'scheme',
    ]);
    expect(received).toEqual([callback]);
  });

  it('F28-: a second instance hands over and does nothing itself', () => {
    const { calls, claimed, received } = claim(['latchkey', '--', callback], false);
    expect(claimed).toBe(false);
    expect(calls.at(-1)).toBe('lock');
    expect(received).toEqual([]);
  });

  it('F26-: a huge URL is dropped before the lock would hand it to the first instance', () => {
    const { calls, claimed, received } = claim(['latchkey', '--', callback.padEnd(32_700, 'a')]);
    expect(claimed).toBe(false);
    expect(calls).toEqual([]);
    expect(received).toEqual([]);
  });

  it('has a name for Windows that its notifications carry', () => {
    expect(claim(['latchkey'], true, 'win32').calls).toContain(`model ${identity.scheme}`);
    expect(claim(['latchkey']).calls.join(' ')).not.toContain('model');
  });

  it('F28+: an answer that another start hands over is taken from the lock on, before anything else is made', () => {
    const { secondInstance, received } = claim(['latchkey']);
    expect(secondInstance).toHaveLength(1);
    for (const listener of secondInstance) listener({}, ['latchkey', '--', callback]);
    expect(received).toEqual([callback]);
  });

  it('F28-: another start without an answer hands over nothing', () => {
    const { secondInstance, received } = claim(['latchkey']);
    for (const listener of secondInstance) listener({}, ['latchkey']);
    expect(received).toEqual([]);
  });

  it('takes callbacks that macOS hands over before ready', () => {
    const { openUrl, received } = claim(['latchkey']);
    let prevented = false;
    for (const listener of openUrl) {
      listener({ preventDefault: () => (prevented = true) }, callback);
    }
    expect(prevented).toBe(true);
    expect(received).toEqual([callback]);
  });
});

describe('chooseKeyring', () => {
  const bus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' };

  it('asks for the Secret Service on a desktop that Chromium does not know', () => {
    const electron = fakeElectron({ first: true });
    expect(
      chooseKeyring({ app: electron.app, env: { ...bus, XDG_CURRENT_DESKTOP: 'sway' }, platform: 'linux' }),
    ).toBe('gnome-libsecret');
    expect(electron.calls).toEqual(['--password-store=gnome-libsecret']);
  });

  it('leaves a known desktop, a given switch and a computer without a session bus alone', () => {
    const cases = [
      { env: { ...bus, XDG_CURRENT_DESKTOP: 'GNOME' }, backend: 'gnome-libsecret' },
      { env: { ...bus, XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '6' }, backend: 'kwallet6' },
      { env: { XDG_CURRENT_DESKTOP: 'i3', XDG_RUNTIME_DIR: '/nowhere' }, backend: 'basic' },
      { env: bus, passwordStore: 'basic', backend: 'basic' },
    ] as const;
    for (const each of cases) {
      const electron = fakeElectron({
        first: true,
        ...('passwordStore' in each ? { passwordStore: each.passwordStore } : {}),
      });
      expect(chooseKeyring({ app: electron.app, env: each.env, platform: 'linux' })).toBe(each.backend);
      expect(electron.calls).toEqual([]);
    }
  });
});

describe('createDeepLinks and claimRun together', () => {
  it('F27+: a cold start by the callback keeps it until the sessions can judge it', async () => {
    const electron = fakeElectron({ first: true });
    const deepLinks = createDeepLinks(identity.scheme);
    const url = `${identity.scheme}:/callback/cold`;
    const argv = ['latchkey', '--', url];
    claimRun({ ...electron, identity, argv, env: {}, platform: 'linux', deepLinks, inTurn });
    const judged = await new Promise((resolve) => {
      deepLinks.deliverTo((each) => {
        resolve(each);
        return Promise.resolve();
      });
    });
    expect(judged).toBe(url);
  });
});
