import { discover } from '../../../src/core/oauth/discovery.ts';
import type { Fetch } from '../../../src/core/ports/fetch.ts';
import { presetOf } from '../../../src/core/providers/presets/preset-of.ts';
import type { Connection } from '../../../src/shared/connection.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import type { ProviderId } from '../../../src/shared/provider.ts';
import type { SessionView } from '../../../src/shared/session.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { complete, valueOf } from '../../support/results.ts';
import { systemClock } from '../../support/system-clock.ts';
import { TextBrowser } from '../../support/text-browser.ts';
import type { Shown } from '../../support/text-browser.ts';
import { connection, scheme, start, until } from '../../unit/core/oauth/session/stage.ts';
import type { Stage } from '../../unit/core/oauth/session/stage.ts';

/** What a person does on the pages of a provider, up to where the browser leaves it or cannot go on. */
export type Walk = (browser: TextBrowser, first: Shown) => Promise<Shown>;

/** Changes an address. */
export type Change = (address: string) => string;

const same: Change = (address) => address;

/** Sets one parameter of an address. */
export function parameter(name: string, value: string): Change {
  return (address) => {
    const [base = '', query = ''] = address.split('?', 2);
    const changed = new URLSearchParams(query);
    changed.set(name, value);
    return `${base}?${changed.toString()}`;
  };
}

/** The challenge of a verifier that the app does not have. */
export const otherChallenge = parameter('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');

/** The fields of a form; null takes one out. */
export type Fields = Readonly<Record<string, string | null>>;

/** A network with something on the way that changes the forms of one grant, as a fault of the app or of a proxy might. */
export function altering(
  grant: 'authorization_code' | 'refresh_token',
  fields: Fields,
  way: Fetch = nodeFetch(),
): Fetch {
  return {
    send(request, signal) {
      const form = new URLSearchParams(new TextDecoder().decode(request.body));
      if (form.get('grant_type') !== grant) return way.send(request, signal);
      for (const [name, value] of Object.entries(fields)) {
        if (value === null) form.delete(name);
        else form.set(name, value);
      }
      return way.send({ ...request, body: new TextEncoder().encode(form.toString()) }, signal);
    },
  };
}

/** A network that takes the access token away from what is sent to addresses that end so. */
export function withoutToken(end: string, way: Fetch = nodeFetch()): Fetch {
  return {
    send(request, signal) {
      if (!request.url.endsWith(end)) return way.send(request, signal);
      const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'authorization');
      return way.send({ ...request, headers }, signal);
    },
  };
}

/** The real sessions at a provider over real sockets, and a person with a browser. */
export class AtProvider {
  readonly stage: Stage;
  readonly browser: TextBrowser;
  readonly #walk: Walk;

  private constructor(stage: Stage, walk: Walk, browser: TextBrowser) {
    this.stage = stage;
    this.#walk = walk;
    this.browser = browser;
  }

  /** For one test: what is left of it is ended with that test. */
  static async with(
    settings: Partial<Connection>,
    walk: Walk,
    { fetch = nodeFetch(), browser = new TextBrowser() }: { fetch?: Fetch; browser?: TextBrowser } = {},
  ): Promise<AtProvider> {
    const scopes = ['openid', 'profile', 'email', 'offline_access'];
    const connections = [connection({ scopes, ...settings })];
    const stage = await start({ fetch, connections, now: Date.now() });
    return new AtProvider(stage, walk, browser);
  }

  /**
   * Begins a sign-in and walks through the provider's pages; where the browser ended.
   * @param request changes the address that the browser is given, as something on the way might.
   */
  async walk(request: Change = same, walk: Walk = this.#walk): Promise<Shown> {
    valueOf(await this.stage.sessions.signIn('one', {}));
    return walk(this.browser, await this.browser.open(request(this.stage.lastOpened)));
  }

  /** Signs in to the end. */
  async signIn(): Promise<void> {
    const { kind } = await this.answer((await this.walk()).url.href);
    if (kind !== 'signed-in') {
      throw new Error(`The sign-in ended as ${kind}: ${JSON.stringify(this.stage.view())}`);
    }
  }

  /** The system hands over the address at which the browser ended. */
  async answer(address: string) {
    return this.stage.sessions.handleCallback(address);
  }

  /** A sign-in that a provider refuses in its answer, or at its token endpoint: what the person is told. */
  async refused({
    request = same,
    answer = same,
    walk = this.#walk,
  }: { request?: Change; answer?: Change; walk?: Walk } = {}): Promise<Failure> {
    const { url } = await this.walk(request, walk);
    const { kind } = await this.answer(answer(url.href));
    if (kind !== 'failed') throw new Error(`It was to fail, and was ${kind}.`);
    return this.reason();
  }

  /** The same, where the provider sends the browser back before anybody is asked. */
  async refusedAtOnce(request: Change = same): Promise<Failure> {
    return this.refused({ request, walk: nobody });
  }

  /** Waits until UserInfo was asked, and what it said is kept. */
  async described(): Promise<void> {
    await until(() => (this.stage.sealed()?.userInfo ?? null) !== null);
  }

  /** Waits until UserInfo was asked, and nothing of what it said was taken. */
  async notDescribed(): Promise<void> {
    await until(() =>
      this.stage.activity.some(
        ({ step, outcome }) => ['user-info', 'security'].includes(step) && outcome !== 'ok',
      ),
    );
    const { userInfo = null } = this.stage.sealed() ?? {};
    if (userInfo !== null) throw new Error(`It was taken: ${JSON.stringify(userInfo)}`);
  }

  /** What the page that the browser stopped at means, as a person copies it into the sign-in panel. */
  async explained(request: Change = same): Promise<Failure> {
    const { text, url } = await this.walk(request, nobody);
    if (url.protocol === `${scheme}:`) throw new Error(`It came back: ${url.href}`);
    // A page without words has its error in its address.
    return valueOf(this.stage.sessions.explainPage('one', wordsOf(text) || url.href));
  }

  /** Renews, wherever that leads. */
  async renew(): Promise<SessionView> {
    await this.stage.renew();
    return this.stage.view();
  }

  /** Renews, and gives the access token that is used from then on. */
  async renewed(): Promise<string> {
    const before = await this.stage.token();
    valueOf(await this.stage.sessions.renewNow('one'));
    const token = await this.stage.token();
    if (token === before) throw new Error('It says that it renewed, and did not.');
    return token;
  }

  /** Why nobody is signed in, or why something has to be done. */
  reason(): Failure {
    const view = this.stage.view();
    const reason = 'reason' in view ? view.reason : null;
    if (reason === null || reason === undefined) {
      throw new Error(`Nothing is told: ${JSON.stringify(view)}`);
    }
    return complete(reason);
  }

  /** Signs out in the browser too, as far as the provider lets it go on without a person. */
  async signOutInBrowser(walk: Walk = async (_browser, shown) => Promise.resolve(shown)): Promise<Shown> {
    valueOf(await this.stage.sessions.signOut('one', { alsoInBrowser: true }));
    const first = await this.browser.open(this.stage.lastOpened);
    // An address with an ID token in it is handed over by a page of the app's own (R85), from where the browser goes on.
    const handed = first.url.protocol.startsWith('http') && first.status >= 300 && first.status < 400;
    return walk(this.browser, handed ? await this.browser.open(first.url.href) : first);
  }

  /** The provider knows of the sign-out, and nothing is kept of it. */
  async signedOut(): Promise<void> {
    await this.stage.shows('signed-out');
    await until(() =>
      (['session', 'sign-out'] as const).every((kind) => this.stage.vault.idsOf(kind).length === 0),
    );
  }
}

/** Where a link of a page leads, by its words, without going there. */
export async function linkOf({ text, ...shown }: Shown, words: string): Promise<Shown> {
  const href = new RegExp(`<a[^>]* href="([^"]*)"[^>]*>${words}</a>`).exec(text)?.[1];
  if (href === undefined) throw new Error(`There is no link “${words}”: ${text}`);
  return Promise.resolve({ ...shown, text: '', url: new URL(href.replaceAll('&amp;', '&'), shown.url) });
}

/** Who goes no further than the first page. */
export const nobody: Walk = async (_browser, page) => Promise.resolve(page);

/** Which preset the metadata of a server leads to. */
export async function presetAt(issuer: string, fetch: Fetch = nodeFetch()): Promise<ProviderId> {
  const deps = { fetch, clock: systemClock, signal: new AbortController().signal };
  return presetOf(valueOf(await discover(issuer, deps))).id;
}

/** Somebody else revokes a token, an administrator for example. */
export async function revokeAt(
  endpoint: string,
  clientId: string,
  token: string | null = null,
): Promise<void> {
  const body = new URLSearchParams({ token: token ?? '', client_id: clientId });
  const { ok, status } = await fetch(endpoint, { method: 'POST', body });
  if (!ok) throw new Error(`It could not be revoked: ${String(status)}.`);
}

/** Whether a server takes an access token at its UserInfo. */
export async function takesToken(userInfo: string, token: string): Promise<boolean> {
  const { ok } = await fetch(userInfo, { headers: { authorization: `Bearer ${token}` } });
  return ok;
}

/** The text of a page as it is copied: without what it is marked up with. */
export function wordsOf(page: string): string {
  const body = page.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ');
  return body
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
