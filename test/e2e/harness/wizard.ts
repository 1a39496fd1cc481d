import type { Locator, Page } from 'playwright-core';

/** What a connection is made of, as a person has it in hand. Whatever is absent stays as the wizard suggests it. */
export interface NewConnection {
  readonly name?: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes?: string;
  readonly apiOrigins?: string;
  /** Which addresses are registered at the provider; the app link alone unless it is said. */
  readonly ways?: readonly ('App link' | 'Loopback address')[];
}

/** *Add a connection*, by the names on screen. It counts what a person decides: fields filled, choices made, buttons pressed. */
export class Wizard {
  readonly page: Page;
  decisions = 0;

  constructor(page: Page) {
    this.page = page;
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  field(name: string): Locator {
    return this.dialog.getByRole('textbox', { name, exact: true });
  }

  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true });
  }

  async fill(name: string, text: string): Promise<void> {
    this.decisions += 1;
    await this.field(name).fill(text);
  }

  async press(name: string): Promise<void> {
    this.decisions += 1;
    await this.button(name).click();
  }

  /** Waits for the step that this is. */
  async at(step: 'Where' | 'Register' | 'Connect'): Promise<void> {
    await this.dialog.locator('[aria-current="step"]').getByText(step).waitFor();
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Connections' }).waitFor();
    this.decisions += 1;
    await this.page.getByRole('button', { name: 'Add connection', exact: true }).click();
    await this.at('Where');
  }

  /** Nothing of it is kept. */
  async cancel(): Promise<void> {
    await this.button('Cancel').click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** From an address to the provider that is accepted under the name that it gives itself. */
  async where(issuer: string): Promise<void> {
    await this.fill('Issuer', issuer);
    await this.press('Use this provider');
    await this.at('Register');
  }

  /** Whoever registers the app has done it. */
  async registered(): Promise<void> {
    await this.press('I have a client ID');
    await this.at('Connect');
  }

  async connect(input: Omit<NewConnection, 'issuer'>): Promise<void> {
    await this.fill('Client ID', input.clientId);
    if (input.name !== undefined) await this.fill('Name', input.name);
    if (input.scopes !== undefined) await this.fill('Scopes', input.scopes);
    if (input.apiOrigins !== undefined) await this.fill('API origins', input.apiOrigins);
    const ways = input.ways ?? ['App link'];
    for (const way of ['App link', 'Loopback address'] as const) {
      const box = this.dialog.getByRole('checkbox', { name: way });
      // oxlint-disable-next-line eslint/no-await-in-loop -- one box after the other
      if ((await box.isChecked()) === ways.includes(way)) continue;
      this.decisions += 1;
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await box.setChecked(ways.includes(way));
    }
  }

  /** All three steps, up to the connection's page. */
  async add(input: NewConnection): Promise<void> {
    await this.open();
    await this.where(input.issuer);
    await this.registered();
    await this.connect(input);
    await this.press('Save connection');
    await this.dialog.waitFor({ state: 'detached' });
  }
}
