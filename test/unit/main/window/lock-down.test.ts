import { EventEmitter } from 'node:events';
import type { App, Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import {
  confineToPage,
  denyNavigation,
  denyPermissions,
  lockDown,
} from '../../../../src/main/window/lock-down.ts';
import { pageUrl } from '../../../../src/main/window/page-files.ts';

type OpenHandler = (details: { url: string }) => { action: string };

class FakeContents extends EventEmitter {
  openHandler: OpenHandler | null = null;
  webRtcPolicy = 'default';
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }
  /** Emits an event that can be prevented; tells whether it was. */
  prevented(name: string, ...args: readonly unknown[]): boolean {
    let prevented = false;
    this.emit(name, { preventDefault: () => (prevented = true) }, ...args);
    return prevented;
  }
}

class FakeSession extends EventEmitter {
  request: ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void) | null =
    null;
  check: (() => boolean) | null = null;
  device: (() => boolean) | null = null;
  beforeRequest:
    | ((
        details: { url: string; resourceType: string },
        answer: (response: { cancel: boolean }) => void,
      ) => void)
    | null = null;
  proxy: unknown = null;
  failsToSetProxy = false;
  spellCheckerLanguages: readonly string[] = ['en-US'];
  setSpellCheckerLanguages(languages: readonly string[]): void {
    this.spellCheckerLanguages = languages;
  }
  setProxy(config: unknown): Promise<void> {
    this.proxy = config;
    return this.failsToSetProxy ? Promise.reject(new Error('no network service')) : Promise.resolve();
  }
  readonly webRequest = {
    onBeforeRequest: (listener: NonNullable<FakeSession['beforeRequest']>) => {
      this.beforeRequest = listener;
    },
  };
  setPermissionRequestHandler(handler: NonNullable<FakeSession['request']>): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: () => boolean): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler;
  }
  cancels(url: string, resourceType = 'mainFrame'): boolean {
    let cancelled = false;
    this.beforeRequest?.({ url, resourceType }, ({ cancel }) => (cancelled = cancel));
    return cancelled;
  }
}

// Fakes of the members in use: Electron's own classes cannot be built outside of Electron.
/* oxlint-disable typescript/no-unsafe-type-assertion */
const asContents = (fake: FakeContents): WebContents => fake as unknown as WebContents;
const asSession = (fake: FakeSession): Session => fake as unknown as Session;
const asApp = (fake: EventEmitter): App => fake as unknown as App;
/* oxlint-enable typescript/no-unsafe-type-assertion */

const issuer = 'https://acme.okta.com/authorize?client_id=x';

describe('denyNavigation', () => {
  it('R1+: no contents of the app ever load the issuer: navigation, redirect and new window are refused', () => {
    const contents = new FakeContents();
    const reported: string[] = [];
    denyNavigation(asContents(contents), (what) => reported.push(what));
    expect(contents.prevented('will-navigate', issuer)).toBe(true);
    expect(contents.prevented('will-redirect', issuer)).toBe(true);
    expect(contents.openHandler?.({ url: issuer })).toEqual({ action: 'deny' });
    expect(reported).toHaveLength(3);
    expect(reported.join()).not.toContain('okta');
  });

  it('R1-: no webview is ever attached, and no other page of our own origin loaded', () => {
    const contents = new FakeContents();
    denyNavigation(asContents(contents), () => undefined);
    expect(contents.prevented('will-attach-webview', {}, { src: issuer })).toBe(true);
    for (const url of [
      'app://latchkey/other.html',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'about:blank',
    ]) {
      expect(contents.prevented('will-navigate', url)).toBe(true);
    }
    expect(contents.openHandler?.({ url: pageUrl })).toEqual({ action: 'deny' });
  });

  it('lets the page itself be loaded again', () => {
    const contents = new FakeContents();
    denyNavigation(asContents(contents), () => undefined);
    expect(contents.prevented('will-navigate', pageUrl)).toBe(false);
  });
});

/** Whether a navigation is let through. */
function navigates(url: string, isMainFrame: boolean): boolean {
  const contents = new FakeContents();
  denyNavigation(asContents(contents), () => undefined);
  let prevented = false;
  contents.emit('will-frame-navigate', { url, isMainFrame, preventDefault: () => (prevented = true) });
  return !prevented;
}

describe('denyNavigation, of frames', () => {
  it('a frame shows the page of an answer', () => {
    expect(navigates('app://preview/a1', false)).toBe(true);
  });

  it('R1-: a frame goes nowhere else, whatever its page says', () => {
    for (const url of [issuer, pageUrl, 'about:blank', 'data:text/html,x', 'app://preview/a/b']) {
      expect(navigates(url, false)).toBe(false);
    }
  });
});

describe('denyPermissions', () => {
  it('denies every request, check, device and download', () => {
    const session = new FakeSession();
    denyPermissions(asSession(session));
    for (const permission of [
      'geolocation',
      'media',
      'notifications',
      'clipboard-read',
      'openExternal',
      'usb',
    ]) {
      let granted: boolean | null = null;
      session.request?.(null, permission, (answer) => (granted = answer));
      expect(granted).toBe(false);
    }
    expect(session.check?.()).toBe(false);
    expect(session.device?.()).toBe(false);
    let prevented = false;
    session.emit('will-download', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });
});

describe('confineToPage', () => {
  it('R1-: the page’s session reaches nothing but the page', () => {
    const session = new FakeSession();
    confineToPage(asSession(session), false, () => undefined);
    expect(session.cancels(pageUrl)).toBe(false);
    for (const url of [
      issuer,
      'http://127.0.0.1/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'devtools://devtools/x',
      'app://other/',
      'app://preview/a1',
    ]) {
      expect(session.cancels(url)).toBe(true);
    }
  });

  it('R1-: pages of answers are loaded into frames only', () => {
    const session = new FakeSession();
    confineToPage(asSession(session), false, () => undefined);
    expect(session.cancels('app://preview/a1', 'subFrame')).toBe(false);
    expect(session.cancels('app://preview/a1', 'script')).toBe(true);
    expect(session.cancels(issuer, 'subFrame')).toBe(true);
  });
});

describe('confineToPage, for what asks no policy', () => {
  it('gives the session a proxy that takes no connection, for loopback addresses too', () => {
    const session = new FakeSession();
    confineToPage(asSession(session), false, () => undefined);
    expect(session.proxy).toEqual({
      mode: 'fixed_servers',
      proxyRules: '127.0.0.1:1',
      proxyBypassRules: '<-loopback>',
    });
  });

  it('says when that did not work', async () => {
    const session = new FakeSession();
    session.failsToSetProxy = true;
    const reported: string[] = [];
    confineToPage(asSession(session), false, (what) => reported.push(what));
    await expect.poll(() => reported).toEqual(['The page’s network could not be closed.']);
  });
});

describe('lockDown', () => {
  it('holds for every session and every contents that is made', () => {
    const app = new EventEmitter();
    lockDown(asApp(app), () => undefined);
    const session = new FakeSession();
    const contents = new FakeContents();
    app.emit('session-created', session);
    app.emit('web-contents-created', {}, contents);
    expect(session.check?.()).toBe(false);
    expect(session.spellCheckerLanguages).toEqual([]);
    expect(contents.prevented('will-navigate', issuer)).toBe(true);
    expect(contents.webRtcPolicy).toBe('disable_non_proxied_udp');
  });
});
