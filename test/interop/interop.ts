import type { InteropArguments } from '../../scripts/lib/interop-arguments.mjs';
import type { RunningApp } from '../e2e/harness/app.ts';
import type { Browser } from '../e2e/harness/browser.ts';
import type { Desktop } from '../e2e/harness/desktop.ts';
import { eventually } from '../e2e/harness/processes.ts';
import { answerAt } from '../e2e/harness/provider-pages.ts';
import { Window } from '../e2e/harness/window.ts';
import {
  checkIssuer,
  connectionOf,
  detailsOf,
  endpointOf,
  explainPage,
  hasNoted,
  whyOf,
} from './app-facts.ts';
import { pageOrigins } from './page-origins.ts';
import { unexpectedPreset } from './preset-names.ts';
import { settingsFor } from './registered-address.ts';

export interface InteropInput extends InteropArguments {
  readonly password: string;
}

const connectionName = 'Interop';
const signedInKinds: readonly string[] = ['signed-in', 'signed-in-until', 'memory-only', 'not-saved'];
/** Whose pages they are is not known: some lead to another host. */
const anyPage = 'http';
/**
 * How long the app may take to be back, in milliseconds. Where no page of the server was answered, the browser asks whether it may
 * open the app, and nobody answers here.
 */
const untilTheAppIsBack = { afterAPage: 30_000, afterNone: 3000 };
/** After this long, in milliseconds, a tab that still shows nothing is one that was led away before anybody could look at it. */
const untilATabIsEmpty = 15_000;

/** The app, the browser and what is asked of them, while the steps run. */
export class Interop {
  readonly #desktop: Desktop;
  readonly #input: InteropInput;
  readonly #say: (line: string) => void;
  #app: RunningApp | null = null;
  #browser: Browser | null = null;
  #signsOut = false;
  #tabsBefore = 0;

  constructor(desktop: Desktop, input: InteropInput, say: (line: string) => void) {
    this.#desktop = desktop;
    this.#input = input;
    this.#say = say;
  }

  get #page() {
    if (this.#app === null) throw new Error('The app does not run.');
    return this.#app.page;
  }

  get #window(): Window {
    return new Window(this.#page);
  }

  /** Whether the app can use the server at all, and what it takes it for. */
  async server(): Promise<string> {
    const { issuer, preset } = this.#input;
    this.#app = await this.#desktop.startApp();
    const { host, provider, redirectUris, revokes, signsOut } = await checkIssuer(this.#page, issuer);
    const unexpected = preset === null ? null : unexpectedPreset(preset, provider.id);
    if (unexpected !== null) throw new Error(unexpected);
    this.#signsOut = signsOut;
    this.#say(`To be registered: ${redirectUris.scheme} and ${redirectUris.loopback}`);
    this.#browser = await this.#desktop.startBrowser(await pageOrigins(issuer));
    const can = `it ${revokes ? 'revokes' : 'does not revoke'}, and ${signsOut ? 'signs out in the browser' : 'does not sign out in the browser'}`;
    return `${host} answers as ${provider.name}; ${can}`;
  }

  async connection(): Promise<string> {
    const { clientId, issuer, redirect, redirectUri, scopes } = this.#input;
    await this.#window.addConnection({
      name: connectionName,
      issuer,
      clientId,
      ...(scopes === null ? {} : { scopes }),
    });
    const { redirectUris, scopes: asked } = await connectionOf(this.#page);
    const settings = settingsFor(redirectUri, redirect, redirectUris);
    if ('why' in settings) throw new Error(settings.why);
    await this.#window.setRedirect(settings);
    return `saved; it asks for ${asked.join(' ')} and comes back over the ${redirect === 'scheme' ? 'app link' : 'loopback address'}`;
  }

  async signIn(): Promise<string> {
    const { password, user } = this.#input;
    await this.#window.button('Sign in').click();
    let last = '';
    const over = async (): Promise<boolean> => {
      const { session } = await connectionOf(this.#page);
      last = session.kind;
      return session.kind !== 'waiting-for-browser';
    };
    await eventually('the browser’s turn', async () => {
      if (await over()) return true;
      return (await this.#window.signInPanel.getByText('Continue in your browser').isVisible()) ? true : null;
    });
    const answered = await answerAt(this.#inBrowser, anyPage, { kind: 'sign-in', user, password }, over);
    const connection = await connectionOf(this.#page);
    if (!signedInKinds.includes(last)) {
      const explained = answered.said === null ? '' : ` ${await explainPage(this.#page, answered.said)}`;
      const why = answered.why === null ? whyOf(connection) : `${answered.why}${explained}`;
      throw new Error(why ?? `The app says “${last}”.`);
    }
    const { account } = await detailsOf(this.#page);
    const pages = answered.pages === 1 ? 'one page' : `${String(answered.pages)} pages`;
    return `signed in as ${account?.label ?? 'somebody without a name'}, over ${pages} of the server`;
  }

  /** UserInfo as a request of the person, which the broker sends with the token. */
  async userInfo(): Promise<string> {
    const url = endpointOf(await detailsOf(this.#page), 'userinfo_endpoint');
    if (url === null) return 'nothing to try: the server publishes no UserInfo endpoint';
    await this.#window.send(url);
    const { origin } = new URL(url);
    const allow = this.#window.button('Allow for this connection');
    const status = this.#window.response.getByText(/^\d{3} /).first();
    const asked = await eventually('the answer, or the question before it', async () => {
      if (await allow.isVisible()) return true;
      return (await status.isVisible()) ? false : null;
    });
    // Once: it stays until the answer is kept, and is gone then.
    if (asked) await allow.click();
    await status.waitFor();
    const answer = await status.innerText();
    if (!answer.startsWith('200')) throw new Error(`UserInfo answered ${answer}.`);
    return `${origin} answered ${answer} to the request with the token`;
  }

  async renewal(): Promise<string> {
    const before = await detailsOf(this.#page);
    if (!before.renewable) return 'nothing to try: the server gave no refresh token for these scopes';
    await this.#window.menu('Renew now');
    await eventually('the renewal', async () => {
      const connection = await connectionOf(this.#page);
      const why = whyOf(connection);
      if (why !== null) throw new Error(why);
      return (await detailsOf(this.#page)).renewedAt === before.renewedAt ? null : true;
    });
    return 'renewed without the browser';
  }

  async restart(): Promise<string> {
    const { renewable } = await detailsOf(this.#page);
    await this.#app?.quit();
    this.#app = await this.#desktop.startApp();
    await this.#window.connection(connectionName).waitFor();
    const kind = await eventually('the saved sign-in', async () => {
      const { session } = await connectionOf(this.#page);
      return session.kind === 'locked' || session.kind === 'renewing' ? null : session.kind;
    });
    if (!signedInKinds.includes(kind)) {
      throw new Error(whyOf(await connectionOf(this.#page)) ?? `The app says “${kind}” after a restart.`);
    }
    return renewable ? 'still signed in' : 'still signed in, until the access token ends';
  }

  async signOut(): Promise<string> {
    this.#tabsBefore = this.#inBrowser.tabs;
    if (this.#signsOut) await this.#window.alsoSignOutInBrowser(true);
    await this.#window.button('Sign out').click();
    await eventually('the sign-out', async () => {
      const { session } = await connectionOf(this.#page);
      if (session.kind !== 'signing-out' || session.reason === null) {
        return session.kind === 'signed-out' ? true : null;
      }
      throw new Error(`The server was not told: ${session.reason.what} ${session.reason.why}`);
    });
    return 'signed out here, and the server was told what it can be told';
  }

  async signOutInBrowser(): Promise<string> {
    if (!this.#signsOut) return 'nothing to try: the server publishes no sign-out for the browser';
    const { password, user } = this.#input;
    const { scheme } = this.#desktop.target;
    const browser = this.#inBrowser;
    const noted = (): Promise<boolean> => hasNoted(this.#page, 'Signed out in the browser too.');
    const led = (): boolean => [':/', '://'].some((slash) => browser.wasLedTo(`${scheme}${slash}logged-out`));
    const begun = Date.now();
    const isEmpty = (): boolean =>
      Date.now() - begun > untilATabIsEmpty &&
      browser.tabs > this.#tabsBefore &&
      browser.newTab(anyPage) === null;
    const answered = await answerAt(
      browser,
      anyPage,
      { kind: 'sign-out', user, password },
      async () => led() || isEmpty() || (await noted()),
    );
    if (answered.why !== null) throw new Error(answered.why);
    const look = async (): Promise<true | null> => ((await noted()) ? true : null);
    const patience = answered.pages > 0 ? untilTheAppIsBack.afterAPage : untilTheAppIsBack.afterNone;
    const back = await eventually('the app to be back', look, patience).catch(() => false);
    if (!back && !led())
      return 'the server’s sign-out was opened in the browser, and no page of it was shown';
    return `the browser’s session is over, and ${back ? 'it led back to the app' : 'it leads to the app'}`;
  }

  get #inBrowser(): Browser {
    if (this.#browser === null) throw new Error('The browser does not run.');
    return this.#browser;
  }
}
