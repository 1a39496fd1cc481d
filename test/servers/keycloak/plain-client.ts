import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { TextBrowser } from '../../support/text-browser.ts';
import type { Shown } from '../../support/text-browser.ts';
import type { RealmUser } from './realm.ts';

const answerSchema = z.object({
  error: z.string().optional(),
  error_description: z.string().optional(),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
});

/** What an endpoint answered. */
export interface PlainAnswer {
  readonly status: number;
  readonly error: string | null;
  readonly description: string | null;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Nobody listens there: what the redirect brings is read from its address. */
export const nowhere = 'http://127.0.0.1:9/callback';

/** A public client of Keycloak as small as it can be, which can also do what the app never does. It shares no code with the app. */
export class PlainClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly browser = new TextBrowser();
  readonly verifier = randomBytes(32).toString('base64url');

  constructor(issuer: string, clientId: string) {
    this.issuer = issuer;
    this.clientId = clientId;
  }

  /** An address at the realm. */
  at(path: string, parameters: Readonly<Record<string, string>> = {}): string {
    const query = new URLSearchParams(parameters).toString();
    return `${this.issuer}/protocol/openid-connect/${path}${query === '' ? '' : `?${query}`}`;
  }

  parameters(more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
    return {
      client_id: this.clientId,
      redirect_uri: nowhere,
      response_type: 'code',
      scope: 'openid',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    };
  }

  openSignIn(more: Readonly<Record<string, string>> = {}): Promise<Shown> {
    return this.browser.open(this.at('auth', this.parameters(more)));
  }

  /** Signs in on the page, and returns the address that the app would be opened with. */
  async authorize(
    { password, username }: RealmUser,
    more: Readonly<Record<string, string>> = {},
  ): Promise<URL> {
    const page = await this.openSignIn(more);
    return (await this.browser.submit(page, 'Sign In', { username, password })).url;
  }

  /** Signs in whole. */
  async signIn(user: RealmUser, more: Readonly<Record<string, string>> = {}): Promise<PlainAnswer> {
    return this.exchange(await this.authorize(user, more));
  }

  exchange(callback: URL, more: Readonly<Record<string, string>> = {}): Promise<PlainAnswer> {
    return this.post('token', {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: nowhere,
      code_verifier: this.verifier,
      ...more,
    });
  }

  renew(refreshToken: string): Promise<PlainAnswer> {
    return this.post('token', { grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  async post(path: string, fields: Readonly<Record<string, string>>): Promise<PlainAnswer> {
    const body = new URLSearchParams({ client_id: this.clientId, ...fields });
    const response = await fetch(this.at(path), { method: 'POST', body });
    const text = await response.text();
    const answer = answerSchema.parse(text === '' ? {} : JSON.parse(text));
    return {
      status: response.status,
      error: answer.error ?? null,
      description: answer.error_description ?? null,
      accessToken: answer.access_token ?? '',
      refreshToken: answer.refresh_token ?? '',
    };
  }
}

/** What a page says, without its scripts. */
export function wordsOf({ text }: Shown): string {
  return text
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
