import type { Locator, Page } from 'playwright-core';

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

  async addConnection(input: {
    readonly name: string;
    readonly issuer: string;
    readonly clientId: string;
    readonly scopes?: string;
    readonly apiOrigins?: string;
  }): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Connections' }).waitFor();
    await this.button('Add connection').click();
    await this.page.getByLabel('Name', { exact: true }).fill(input.name);
    await this.page.getByLabel('Issuer', { exact: true }).fill(input.issuer);
    await this.page.getByLabel('Client ID', { exact: true }).fill(input.clientId);
    if (input.scopes !== undefined) await this.page.getByLabel('Scopes', { exact: true }).fill(input.scopes);
    if (input.apiOrigins !== undefined) {
      await this.page.getByLabel('API origins', { exact: true }).fill(input.apiOrigins);
    }
    await this.button('Save connection').click();
    await this.connection(input.name).waitFor();
    await this.page.getByRole('heading', { name: input.name, level: 1 }).waitFor();
  }

  /** Adds the connection *Acme* to a server of the test, which is its provider and its API at once, and shows its requests. */
  async addAcme(origin: string): Promise<void> {
    await this.addConnection({ name: 'Acme', issuer: origin, clientId: 'client-1', apiOrigins: origin });
    await this.openTab('Requests');
  }

  /** Has the connection that is open take answers at the loopback address too, unless it does already; shows its requests. */
  async allowLoopback(): Promise<void> {
    await this.openTab('Settings');
    const loopback = this.page.getByRole('checkbox', { name: 'Loopback address' });
    if (!(await loopback.isChecked())) {
      await loopback.check();
      await this.button('Save connection').click();
      await this.shows('Saved');
    }
    await this.openTab('Requests');
  }

  async chooseConnection(name: string): Promise<void> {
    await this.connection(name).click();
    await this.page.getByRole('heading', { name, level: 1 }).waitFor();
  }

  /** Presses *Sign in* and waits until it is the browser's turn. */
  async beginSignIn(): Promise<void> {
    await this.button('Sign in').click();
    await this.signInPanel.getByText('Continue in your browser').waitFor();
  }

  async signedInAs(email: string): Promise<void> {
    await this.shows(`Signed in as ${email}`);
  }

  async menu(item: string): Promise<void> {
    await this.button('More actions').click();
    await this.page.getByRole('button', { name: item }).click();
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
