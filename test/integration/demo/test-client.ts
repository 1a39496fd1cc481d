import { createHash, randomBytes } from 'node:crypto';
import { callbackTag } from '../../../demo/callback-tag.ts';
import type { Demo } from '../../../demo/start-demo.ts';
import { TextBrowser } from '../../support/text-browser.ts';
import type { Shown } from '../../support/text-browser.ts';
import { fetchJson } from './json.ts';

export interface Tokens {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly accessToken: string;
  readonly refreshToken: string;
}

export const passwords = { ada: 'ada-password', grace: 'grace-password' };

/** A public client as small as it can be, to try the demo's server with. It shares no code with the app. */
export class TestClient {
  readonly browser: TextBrowser;
  readonly verifier = randomBytes(32).toString('base64url');
  readonly state = randomBytes(16).toString('base64url');
  readonly nonce = randomBytes(16).toString('base64url');
  readonly #demo: Demo;

  constructor(demo: Demo, browser = new TextBrowser()) {
    this.#demo = demo;
    this.browser = browser;
  }

  get redirectUri(): string {
    return `app.latchkey.desktop:/callback/${callbackTag(this.#demo.issuer)}`;
  }

  parameters(more: Readonly<Record<string, string>> = {}): URLSearchParams {
    return new URLSearchParams({
      client_id: this.#demo.clientId,
      redirect_uri: this.redirectUri,
      response_type: 'code',
      scope: this.#demo.scopes.join(' '),
      prompt: 'consent',
      state: this.state,
      nonce: this.nonce,
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    });
  }

  openSignIn(more: Readonly<Record<string, string>> = {}): Promise<Shown> {
    return this.browser.open(`${this.#demo.issuer}/auth?${this.parameters(more)}`);
  }

  /** Signs in and allows; returns the address that the app would be opened with. */
  async authorize(
    more: Readonly<Record<string, string>> = {},
    username: 'ada' | 'grace' = 'ada',
  ): Promise<URL> {
    let page = await this.openSignIn(more);
    if (page.text.includes('name="password"')) {
      page = await this.browser.submit(page, 'Sign in', { username, password: passwords[username] });
    }
    return (await this.browser.submit(page, 'Allow')).url;
  }

  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Record<string, string> = {},
  ): Promise<Tokens> {
    return postForm(`${this.#demo.issuer}${path}`, { client_id: this.#demo.clientId, ...fields }, headers);
  }

  redeem(
    callback: URL,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Tokens> {
    return this.post(
      '/token',
      {
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? '',
        redirect_uri: this.redirectUri,
        code_verifier: this.verifier,
        ...fields,
      },
      headers,
    );
  }

  async signIn(
    more: Readonly<Record<string, string>> = {},
    username: 'ada' | 'grace' = 'ada',
  ): Promise<Tokens> {
    return await this.redeem(await this.authorize(more, username));
  }

  refresh(refreshToken: string): Promise<Tokens> {
    return this.post('/token', { grant_type: 'refresh_token', refresh_token: refreshToken });
  }
}

async function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Record<string, string>,
): Promise<Tokens> {
  const { body, status } = await fetchJson(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
  });
  const textOf = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  return {
    status,
    body,
    accessToken: textOf('access_token'),
    refreshToken: textOf('refresh_token'),
  };
}
