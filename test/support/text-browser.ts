import type { Fetch } from '../../src/core/ports/fetch.ts';
import { nodeFetch } from './node-fetch.ts';

/** A page as a browser shows it: its address, status and text. */
export interface Shown {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** A browser without pictures: keeps cookies, follows redirects of its own server, fills in forms. */
export class TextBrowser {
  readonly #cookies = new Map<string, { value: string; path: string }>();
  readonly #also: readonly string[];
  readonly #fetch: Fetch;

  /**
   * @param also hosts, with their ports, of a provider that has more than one.
   * @param network for a server whose certificate only the test trusts.
   */
  constructor({ also = [], network = nodeFetch() }: { also?: readonly string[]; network?: Fetch } = {}) {
    this.#also = also;
    this.#fetch = network;
  }

  /** Opens an address and follows redirects until a page, or an address that is not the provider's own. */
  async open(url: string, init: RequestInit = {}): Promise<Shown> {
    let address = new URL(url);
    let request = init;
    for (let hop = 0; hop < 10; hop += 1) {
      // eslint-disable-next-line no-await-in-loop -- each hop depends on the one before.
      const response = await this.#send(address, request);
      this.#keep(response, address);
      const location = response.headers.get('location');
      if (location === null) {
        // eslint-disable-next-line no-await-in-loop -- the last hop.
        const shown = {
          url: address,
          status: response.status,
          text: await response.text(),
          headers: response.headers,
        };
        const next = autoSubmit(shown);
        if (next === null) return shown;
        [address, request] = [next.url, { method: 'POST', body: next.fields }];
        continue;
      }
      const next = new URL(location, address);
      const own = next.host === address.host || this.#also.includes(next.host);
      if (!own || next.protocol !== address.protocol) {
        return { url: next, status: response.status, text: '', headers: response.headers };
      }
      [address, request] = [next, {}];
    }
    throw new Error(`Too many redirects from ${url}`);
  }

  /** Submits the page's form by the text of its button. */
  submit(page: Shown, button: string, values: Readonly<Record<string, string>> = {}): Promise<Shown> {
    const found = [...page.text.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)].find(
      ([, , label]) =>
        label
          ?.replace(/<[^>]*>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim()
          .startsWith(button) === true,
    );
    if (found === undefined) throw new Error(`No button "${button}" on ${page.url.href}: ${page.text}`);
    const attributes = found[1] ?? '';
    const formId = attribute(attributes, 'form');
    const forms = [...page.text.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)];
    const form =
      formId === null
        ? forms.find(({ index, 0: whole }) => index < found.index && found.index < index + whole.length)
        : forms.find(([, opening]) => attribute(opening ?? '', 'id') === formId);
    if (form === undefined) throw new Error(`The button "${button}" has no form.`);
    const fields = new URLSearchParams();
    for (const [, input] of (form[2] ?? '').matchAll(/<input([^>]*)>/g)) {
      const name = attribute(input ?? '', 'name');
      if (name !== null) fields.set(name, values[name] ?? attribute(input ?? '', 'value') ?? '');
    }
    const name = attribute(attributes, 'name');
    if (name !== null) fields.set(name, attribute(attributes, 'value') ?? '');
    const action = attribute(attributes, 'formaction') ?? attribute(form[1] ?? '', 'action') ?? '';
    return this.open(new URL(action, page.url).href, { method: 'POST', body: fields });
  }

  /** As a browser navigates: some servers answer JSON to whatever looks like a script. */
  async #send(address: URL, init: RequestInit): Promise<Response> {
    const request = new Request(address, init);
    const headers = Object.fromEntries(request.headers.entries());
    const { status, ...answer } = await this.#fetch.send(
      {
        method: request.method,
        url: address.href,
        headers: Object.entries({ accept: 'text/html', ...headers, cookie: this.#cookiesFor(address) }),
        ...(request.body === null ? {} : { body: new Uint8Array(await request.arrayBuffer()) }),
      },
      new AbortController().signal,
    );
    const parts: Uint8Array[] = [];
    for await (const part of answer.body) parts.push(part);
    const mayHaveBody = status !== 204 && status !== 304;
    return new Response(mayHaveBody ? Buffer.concat(parts) : null, {
      status,
      headers: answer.headers.map(([name, value]): [string, string] => [name, value]),
    });
  }

  #cookiesFor(url: URL): string {
    return [...this.#cookies]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  #keep(response: Response, url: URL): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...rest] = line.split(/;\s*/);
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      const path = rest.find((part) => /^path=/i.test(part))?.slice(5) ?? url.pathname;
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, { value, path });
    }
  }
}

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag);
  return match?.[1]?.replaceAll('&amp;', '&').replaceAll('&quot;', '"') ?? null;
}

/** `oidc-provider` continues some steps with a form that a script submits. */
function autoSubmit(page: Shown): { url: URL; fields: URLSearchParams } | null {
  if (!page.text.includes('document.forms[0].submit()')) return null;
  const action = /<form[^>]* action="([^"]*)"/.exec(page.text)?.[1];
  if (action === undefined) return null;
  const fields = new URLSearchParams();
  for (const [, input] of page.text.matchAll(/<input([^>]*)\/>/g)) {
    fields.set(attribute(input ?? '', 'name') ?? '', attribute(input ?? '', 'value') ?? '');
  }
  return { url: new URL(action, page.url), fields };
}
