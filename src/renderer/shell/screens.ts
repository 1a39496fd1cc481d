import { assertNever } from '../../shared/result.ts';
import { preloadable } from '../components/preloadable.tsx';
import type { Route, Tab } from '../navigation/route.ts';

/** The parts of the window that are read from files of their own, the first screen's before the others. */
export const requestTab = preloadable(async () => (await import('../requests/request-tab.tsx')).RequestTab);
export const sessionTab = preloadable(async () => (await import('../session/session-tab.tsx')).SessionTab);
export const activityTab = preloadable(
  async () => (await import('../activity/activity-tab.tsx')).ActivityTab,
);
export const settingsTab = preloadable(
  async () => (await import('../settings/settings-tab.tsx')).SettingsTab,
);
export const wizard = preloadable(async () => (await import('../wizard/wizard.tsx')).Wizard);
export const appSettings = preloadable(
  async () => (await import('../settings/app-settings.tsx')).AppSettings,
);
export const proxyQuestion = preloadable(
  async () => (await import('../proxy/proxy-question.tsx')).ProxyQuestionView,
);
export const certificateQuestion = preloadable(
  async () => (await import('../client-certificate/certificate-question.tsx')).CertificateQuestionView,
);
export const search = preloadable(async () => (await import('../search/search.tsx')).Search);
export const unlockPanel = preloadable(
  async () => (await import('../protection/unlock-panel.tsx')).UnlockPanel,
);
export const deletedConnections = preloadable(
  async () => (await import('./deleted-connections.tsx')).DeletedConnections,
);

const tabScreens: Readonly<Record<Tab, { readonly preload: () => Promise<void> }>> = {
  requests: requestTab,
  session: sessionTab,
  activity: activityTab,
  settings: settingsTab,
};

/** What a route needs before it can be drawn. */
export function screenOf(route: Route): { readonly preload: () => Promise<void> } {
  switch (route.kind) {
    case 'home':
      return requestTab;
    case 'connection':
      return tabScreens[route.tab];
    case 'add':
    case 'set-up':
      return wizard;
    case 'app-settings':
      return appSettings;
    default:
      return assertNever(route);
  }
}

const later = [
  wizard,
  sessionTab,
  activityTab,
  settingsTab,
  search,
  appSettings,
  deletedConnections,
  unlockPanel,
] as const;

function idle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => {
      resolve();
    });
  });
}

/** Reads the other screens one after another while nothing else is to be done. */
export async function preloadWhenIdle(): Promise<void> {
  for (const screen of later) {
    // oxlint-disable-next-line no-await-in-loop -- one after another is the point
    await idle();
    // oxlint-disable-next-line no-await-in-loop -- one after another is the point
    await screen.preload();
  }
}
