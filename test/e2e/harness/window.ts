import type { Locator, Page } from 'playwright-core';
import { Wizard, type NewConnection } from './wizard.ts';

/** What a person does in the app's window, by the names on screen. */
export class Window {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  connection(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Connections' }).getByRole('link', { name });
  }

  get response(): Locator {
    return this.page.getByRole('region', { name: 'Response' });
  }

  get signInPanel(): Locator {
    return this.page.getByRole('region', { name: 'Sign in' });
  }

  /** Waits for a text anywhere in the window. */
  async shows(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async openTab(name: 'Requests' | 'Session' | 'Activity' | 'Settings'): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  get wizard(): Wizard {
    return new Wizard(this.page);
  }

  /** Adds a connection as a person does it: its provider has to answer. */
  async addConnection(input: NewConnection & { readonly name: string }): Promise<void> {
    await this.wizard.add(input);
    await this.showsConnection(input.name);
  }

  /** Puts a connection there whose provider nobody asks: for tests of what comes afterwards. */
  async placeConnection(name: string, origin: string): Promise<void> {
    const added = await this.page.evaluate(
      async (input) => {
        const answer = await window.latchkey.addConnection(input);
        return answer.ok ? answer.value.id : answer.failure.why;
      },
      {
        name,
        issuer: origin,
        clientId: 'client-1',
        scopes: 'openid profile email offline_access',
        apiOrigins: origin,
        redirectWays: ['scheme'] as const,
        redirectSpelling: 'path' as const,
        loopbackHost: '127.0.0.1' as const,
        loopbackPorts: '',
        signOutInBrowser: false,
        renewal: 'automatic' as const,
      },
    );
    if (!/^[a-z2-7]{26}$/.test(added)) throw new Error(added);
    await this.chooseConnection(name);
  }

  async showsConnection(name: string): Promise<void> {
    await this.connection(name).waitFor();
    await this.page.getByRole('heading', { name, level: 1 }).waitFor();
  }

  /** Adds the connection *Acme* to a server of the test, which is its provider and its API at once, and shows its requests. */
  async addAcme(origin: string): Promise<void> {
    await this.placeConnection('Acme', origin);
    await this.openTab('Requests');
    await this.page.getByLabel('URL', { exact: true }).waitFor();
  }

  /** Has the connection that is open take answers at the loopback address too, unless it does already; shows its requests. */
  async allowLoopback(): Promise<void> {
    await this.openTab('Settings');
    const loopback = this.page.getByRole('checkbox', { name: 'Loopback address' });
    if (!(await loopback.isChecked())) {
      await loopback.check();
      await this.saveConnection();
    }
    await this.openTab('Requests');
  }

  /** Has the connection that is open use one redirect address, spelled as it is registered, and no other. */
  async setRedirect(input: {
    readonly way: 'scheme' | 'loopback';
    readonly spelling: 'path' | 'authority';
    readonly host: '127.0.0.1' | 'localhost';
    /** Empty: any free one. */
    readonly port: string;
  }): Promise<void> {
    await this.openTab('Settings');
    const loopback = this.page.getByRole('checkbox', { name: 'Loopback address' });
    const appLink = this.page.getByRole('checkbox', { name: 'App link' });
    const [wanted, other] = input.way === 'loopback' ? [loopback, appLink] : [appLink, loopback];
    // The last one cannot be taken away.
    await wanted.check();
    await other.uncheck();
    await this.page.getByText('More settings', { exact: true }).click();
    await this.page.getByLabel('Spelling of the app address').selectOption(input.spelling);
    await this.page.getByLabel('Spelling of the loopback address').selectOption(input.host);
    await this.page.getByLabel('Loopback ports').fill(input.port);
    await this.saveConnection();
    await this.openTab('Requests');
  }

  /** Saves the settings that are open, and waits until they are. */
  async saveConnection(): Promise<void> {
    await this.button('Save connection').click();
    await this.page.getByText('Saved', { exact: true }).waitFor();
  }

  async chooseConnection(name: string): Promise<void> {
    await this.connection(name).click();
    await this.showsConnection(name);
  }

  /** Presses *Sign in* and waits until it is the browser's turn. */
  async beginSignIn(): Promise<void> {
    await this.button('Sign in').click();
    await this.signInPanel.getByText('Continue in your browser').waitFor();
  }

  /** What the page of a connection says of who is signed in; not the live region, which still says what was new before. */
  signedIn(email: string): Locator {
    return this.page.getByRole('main').getByText(`Signed in as ${email}`).first();
  }

  async signedInAs(email: string): Promise<void> {
    await this.signedIn(email).waitFor();
  }

  /** The same, and nothing more is done for it: a sign-in or a renewal has its words before it is kept. */
  async settledAs(email: string): Promise<void> {
    const rests = this.page.locator('[data-mark]:not([data-mark="renewing"])');
    await this.page.locator('header', { has: rests }).getByText(`Signed in as ${email}`).waitFor();
  }

  async menu(item: string): Promise<void> {
    await this.button('More actions').click();
    await this.page.getByRole('button', { name: item }).click();
  }

  /** Has signing out end the browser’s session at the provider too, or not, and waits until the window shows that it knows. */
  async alsoSignOutInBrowser(also: boolean): Promise<void> {
    const choice = { name: /^Also sign out of .* in the browser$/ };
    await this.button('More actions').click();
    await this.page.getByRole('checkbox', { ...choice, checked: !also }).click();
    await this.button('More actions').click();
    await this.page.getByRole('checkbox', { ...choice, checked: also }).waitFor();
    await this.page.keyboard.press('Escape');
  }

  /** A part of the request in the editor. */
  async editorTab(name: 'Params' | 'Headers' | 'Body' | 'Auth'): Promise<void> {
    await this.page.getByRole('form', { name: 'Request' }).getByRole('tab', { name }).click();
  }

  async chooseBody(
    kind: 'None' | 'JSON' | 'Text' | 'Form' | 'Multipart' | 'File' | 'GraphQL',
  ): Promise<void> {
    await this.editorTab('Body');
    const kinds = this.page.getByRole('radiogroup', { name: 'Kind of body' });
    await kinds.getByText(kind, { exact: true }).click();
  }

  /** The request in the editor goes out without a sign-in. */
  async leaveSignInOut(): Promise<void> {
    await this.editorTab('Auth');
    await this.page.getByLabel('Carry my sign-in').uncheck();
  }

  async send(url: string, method = 'GET'): Promise<void> {
    await this.openTab('Requests');
    await this.page.getByLabel('Method', { exact: true }).selectOption(method);
    await this.page.getByLabel('URL', { exact: true }).fill(url);
    await this.button('Send').click();
  }
}
