import type { Page } from 'playwright-core';
import type { RunningApp } from '../e2e/harness/app.ts';
import { allow, fillSignIn } from '../e2e/harness/browser.ts';
import type { Browser } from '../e2e/harness/browser.ts';
import {
  liveGrants,
  liveRefreshTokens,
  placeDemo,
  readDemoState,
  usesOwnPorts,
} from '../e2e/harness/demo-state.ts';
import type { DemoPlace } from '../e2e/harness/demo-state.ts';
import { meetDemo } from '../e2e/harness/demo-window.ts';
import { Desktop } from '../e2e/harness/desktop.ts';
import { eventually } from '../e2e/harness/processes.ts';
import { filesBelow, tokensInTheClear } from '../e2e/harness/profile.ts';
import { findTarget } from '../e2e/harness/target.ts';
import { Report } from './report.ts';
import type { Seen } from './report.ts';

const account = 'ada@example.test';

/** Everything that the steps share while the tour runs. */
interface Tour {
  readonly desktop: Desktop;
  /** Where the demo is, and a browser that lets its pages open the app: as expected, then as the window says. */
  browser: Browser;
  place: DemoPlace;
  app: RunningApp | null;
}

/** Walks through all steps and writes the report into the folder. True when all are ok. */
export async function walk(folder: string): Promise<boolean> {
  const report = new Report(folder, findTarget().runtime);
  const desktop = await Desktop.start();
  try {
    const place = await placeDemo(desktop);
    const browser = await desktop.startBrowser([place.issuer]);
    const tour: Tour = { desktop, browser, place, app: null };
    const shown = (): Page | null => tour.app?.page ?? null;
    await report.step('window', shown, () => openWindow(tour));
    await report.step('connect', shown, () => connect(tour));
    if (!usesOwnPorts(tour.place)) {
      report.note(`The demo's own ports are taken here; it uses ${tour.place.issuer}.`);
    }
    await report.step('sign-in', shown, () => signIn(tour));
    await report.step('request', shown, () => sendRequest(tour));
    await report.step('renew', shown, () => renew(tour));
    await report.step('restart', shown, () => restart(tour));
    await report.step('still-signed-in', shown, () => stillSignedIn(tour));
    await report.step('request-after-restart', shown, () => sendRequest(tour));
    await report.step('sign-out', shown, () => signOut(tour));
    await report.step('nothing-left', shown, () => nothingLeft(tour));
  } finally {
    await desktop.close();
  }
  return report.finish();
}

function pageOf(tour: Tour): Page {
  if (tour.app === null) throw new Error('The app does not run.');
  return tour.app.page;
}

async function openWindow(tour: Tour): Promise<Seen> {
  tour.app = await tour.desktop.startApp();
  const { page } = tour.app;
  await page.getByRole('button', { name: 'Try the demo' }).waitFor();
  const sentence = await page.getByRole('heading', { level: 1 }).innerText();
  return { said: sentence.replaceAll('\n', ' '), page };
}

async function connect(tour: Tour): Promise<Seen> {
  const page = pageOf(tour);
  await page.getByRole('button', { name: 'Try the demo' }).click();
  await page.getByRole('navigation', { name: 'Connections' }).getByRole('link', { name: 'Demo' }).waitFor();
  const { browser, place: expected } = tour;
  Object.assign(tour, await meetDemo(tour.desktop, { browser, page, expected }));
  const tab = await tour.browser.tab(tour.place.issuer);
  await tab.getByLabel('Username').waitFor();
  return { said: `the demo runs at ${tour.place.issuer}, and its page is open in the browser`, page };
}

async function signIn(tour: Tour): Promise<Seen> {
  const page = pageOf(tour);
  const tab = await tour.browser.tab(tour.place.issuer);
  const password = await tab.getByRole('listitem').filter({ hasText: 'ada' }).getByRole('code').innerText();
  await fillSignIn(tab, 'ada', password);
  await allow(tab);
  await signedIn(page);
  return {
    said: `signed in as ${account} through Chromium, xdg-open and ${tour.desktop.target.scheme}`,
    page,
  };
}

async function signedIn(page: Page): Promise<void> {
  await page.getByText(`Signed in as ${account}`).first().waitFor();
}

async function sendRequest(tour: Tour): Promise<Seen> {
  const page = pageOf(tour);
  const url = `${tour.place.apiOrigin}/v1/notes`;
  await page.getByRole('tab', { name: 'Requests' }).click();
  // What a person finds there: the demo's first request is filled in.
  const filledIn = await page.getByLabel('URL', { exact: true }).inputValue();
  if (filledIn !== url) throw new Error(`The URL field holds ${filledIn}, not ${url}.`);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const response = page.getByRole('region', { name: 'Response' });
  await response.getByText('200 OK').waitFor();
  await response.getByText('Analytical engine').waitFor();
  return { said: `GET ${url} answered 200 with the notes`, page };
}

/** *Renew now*, proved at the server: its one live refresh token is another one, rotated once more. */
async function renew(tour: Tour): Promise<Seen> {
  const page = pageOf(tour);
  const before = await eventually('the server to hold one live refresh token', () => rotations(tour));
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Renew now' }).click();
  const after = await eventually('the token endpoint to rotate the refresh token', () => {
    const now = rotations(tour);
    return now !== null && now > before ? now : null;
  });
  await signedIn(page);
  return { said: `the token endpoint rotated the refresh token (${before} to ${after} times)`, page };
}

/** How often the one live refresh token was rotated; null in the moment between two, when the old one is spent and the new one not kept yet. */
function rotations(tour: Tour): number | null {
  const live = liveRefreshTokens(readDemoState(tour.desktop));
  return live.length === 1 ? (live[0]?.rotations ?? null) : null;
}

async function restart(tour: Tour): Promise<Seen> {
  await tour.app?.quit();
  tour.app = null;
  const leaked = tokensInTheClear(tour.desktop.profile);
  if (leaked.length > 0) throw new Error(`Tokens lie in the clear in ${leaked.join(', ')}.`);
  const sealed = sealedRecords(tour.desktop.profile);
  if (sealed.length === 0)
    throw new Error('The profile holds no sealed session, so nothing could be restored.');
  tour.app = await tour.desktop.startApp();
  await tour.app.page.getByRole('link', { name: 'Demo' }).waitFor();
  return {
    said: 'quit, and started again with the same profile; no token in the clear in it',
    page: tour.app.page,
  };
}

async function stillSignedIn(tour: Tour): Promise<Seen> {
  const page = pageOf(tour);
  const tabs = tour.browser.context.pages().length;
  await signedIn(page);
  if (tour.browser.context.pages().length !== tabs) throw new Error('A browser tab was opened.');
  return { said: `signed in as ${account} without the browser`, page };
}

async function signOut(tour: Tour): Promise<Seen> {
  const page = pageOf(tour);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  await page.getByText('Signed out').first().waitFor();
  return { said: 'signed out here, and the provider was told', page };
}

/** Files of sessions, transactions and sign-outs in the vault. */
function sealedRecords(profile: string): readonly string[] {
  return filesBelow(profile).filter((name) => /^vault\/.*(session|transaction|sign-out)/.test(name));
}

/** What is left in the profile, and what the server still holds. */
async function nothingLeft(tour: Tour): Promise<Seen> {
  await eventually('the server to forget the sign-in', () => {
    const state = readDemoState(tour.desktop);
    return liveGrants(state) === 0 && liveRefreshTokens(state).length === 0 ? true : null;
  });
  await tour.app?.quit();
  tour.app = null;
  const { profile } = tour.desktop;
  const records = sealedRecords(profile);
  if (records.length > 0) throw new Error(`The profile still holds ${records.join(', ')}.`);
  const leaked = tokensInTheClear(profile);
  if (leaked.length > 0) throw new Error(`Tokens lie in the clear in ${leaked.join(', ')}.`);
  // Started once more, the app knows the connection and nobody in it.
  tour.app = await tour.desktop.startApp();
  const { page } = tour.app;
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  const said = 'no record of the session in the profile; no consent and no refresh token at the server';
  return { said, page };
}
