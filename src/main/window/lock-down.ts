import type { App, Session, WebContents } from 'electron';
import { pageOrigin } from '../../shared/channels.ts';
import { documentAt, isPageUrl } from './page-files.ts';
import { previewedRequest } from './preview-protocol.ts';

/** What a refusal is reported to: the log. */
export type ReportRefusal = (what: string) => void;

/** Nothing in this app needs a permission of Chromium's: every check, request and device is denied, and so are downloads. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
}

/**
 * SECURITY: for every session that is made, whether it shows a page or not, Chromium asks its maker for a dictionary, past all
 * that is denied to pages. Without a language there is none to ask for, and nothing here is checked for its spelling
 * (test/integration/proxy/squid.test.ts).
 */
export function fetchNoDictionary(session: Session): void {
  session.setSpellCheckerLanguages([]);
}

/**
 * SECURITY: no contents of this app ever navigate, open a window or attach a webview, whoever asks (R1,
 * test/unit/main/window/lock-down.test.ts). Reloading the page itself is allowed.
 */
export function denyNavigation(
  contents: WebContents,
  report: ReportRefusal,
  origin: string = pageOrigin,
): void {
  const refuse = (event: { preventDefault(): void }, url: string, what: string): void => {
    if (url !== documentAt(origin)) {
      event.preventDefault();
      report(what);
    }
  };
  contents.on('will-navigate', (event, url) => {
    refuse(event, url, 'A navigation was refused.');
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame && previewedRequest(event.url) === null) {
      event.preventDefault();
      report('A navigation of a frame was refused.');
    }
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
    report('A redirect was refused.');
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    report('A webview was refused.');
  });
  contents.setWindowOpenHandler(() => {
    report('A new window was refused.');
    return { action: 'deny' };
  });
}

/** Takes no connection: a reserved port that no ordinary program may listen on. */
const nobody = '127.0.0.1:1';

/**
 * The page's session loads the page, and pages of answers into frames, and nothing else, even if a content policy should fail.
 *
 * SECURITY: WebRTC and preconnecting ask neither the content policy nor `webRequest`. They do use the session's proxy, which
 * takes no connection, for loopback addresses too; the page itself needs none (test/e2e/security/content-policy.test.ts).
 */
export function confineToPage(
  session: Session,
  development: boolean,
  report: ReportRefusal,
  origin: string = pageOrigin,
): void {
  const proxy = { mode: 'fixed_servers', proxyRules: nobody, proxyBypassRules: '<-loopback>' } as const;
  session.setProxy(proxy).catch(() => {
    report('The page’s network could not be closed.');
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed =
      isPageUrl(details.url, origin) ||
      (details.resourceType === 'subFrame' && previewedRequest(details.url) !== null) ||
      details.url.startsWith('data:') ||
      (development && /^(devtools|chrome-devtools|blob):/.test(details.url));
    answer({ cancel: !allowed });
  });
}

/** Applies the refusals to every session and every contents that will ever be made, before one is. */
export function lockDown(app: App, report: ReportRefusal, origin: string = pageOrigin): void {
  app.on('session-created', (session) => {
    denyPermissions(session);
    fetchNoDictionary(session);
  });
  app.on('web-contents-created', (_event, contents) => {
    denyNavigation(contents, report, origin);
    // SECURITY: no datagrams of WebRTC, which would go past every proxy (test/e2e/security/content-policy.test.ts).
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
}
