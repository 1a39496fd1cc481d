import { longestRecognized } from '../../../shared/provider.ts';
import { isLoopbackHost } from '../../../shared/loopback-host.ts';
import { parseUrl } from '../../oauth/url.ts';

/** A web address, taken apart for comparing. */
export interface PastedAddress {
  /** The word that was read, with `https://` before it where it had none. */
  readonly text: string;
  /** Scheme, host and port; https, unless the host is this computer. */
  readonly origin: string;
  /** Lower case, ASCII. */
  readonly host: string;
  /** Whether nothing but the scheme's own port is used. */
  readonly usualPort: boolean;
  /** Whether it was http where only https will do. */
  readonly insecure: boolean;
  /** The path's parts, as written, empty ones left out. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** Without `#`, as written. */
  readonly fragment: string;
}

export type PasteReading =
  | { readonly kind: 'address'; readonly address: PastedAddress }
  /** A word alone, such as an id. */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'nothing' };

/** What acts on text without being seen, or turns it round. Tabs and line breaks come with copying. */
const hidden = /[^\P{Cc}\t\n\r]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;

/** Finds the first web address in any text. Takes time in proportion to the text, and none for a long one. */
export function readPaste(text: string): PasteReading {
  // Cut on both sides first: what is refused for its length is not looked through.
  if (text.length > longestRecognized) {
    return refused('This is too long to be the address of a provider. Paste only the address.');
  }
  const words = text.split(/[\s"'`<>|]+/u).filter((word) => word !== '');
  if (words.length === 0) return { kind: 'nothing' };
  if (hidden.test(text)) {
    return refused('It holds a hidden character, which can make an address look like another. Type it anew.');
  }
  const named = words.map(withoutBrackets).find((word) => /^https?:\/\//i.test(word));
  const [only = ''] = words;
  if (named === undefined && words.length > 1) return { kind: 'nothing' };
  const word = named ?? only;
  if (named === undefined && !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[:/?#]|$)/i.test(word)) {
    return { kind: 'word', word };
  }
  const url = parseUrl(named ?? `https://${word}`);
  if (url === null || url.hostname === '' || /^\.|\.\./.test(url.hostname)) return { kind: 'nothing' };
  if (url.username !== '' || url.password !== '') {
    return refused('It holds a user name or a password before the “@”. Remove that part.');
  }
  return { kind: 'address', address: takenApart(url, named ?? `https://${word}`) };
}

function takenApart(url: URL, text: string): PastedAddress {
  const insecure = url.protocol === 'http:' && !isLoopbackHost(url.hostname);
  return {
    text,
    origin: insecure ? `https://${url.host}` : url.origin,
    host: url.hostname,
    usualPort: url.port === '',
    insecure,
    segments: url.pathname.split('/').filter((segment) => segment !== ''),
    query: url.searchParams,
    fragment: url.hash.slice(1),
  };
}

/** Markdown and mail put addresses in brackets, and sentences end after them. */
function withoutBrackets(word: string): string {
  const link = word.lastIndexOf('](');
  const start = link === -1 ? (word.startsWith('(') ? 1 : 0) : link + 2;
  let end = word.length;
  while (end > start && '.,;'.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(start, start > 0 && word.charAt(end - 1) === ')' ? end - 1 : end);
}

function refused(problem: string): PasteReading {
  return { kind: 'refused', problem };
}

/** The part of a host in front of a domain: `acme` of `acme.okta.com` for `okta.com`; null for another host. */
export function labelBefore(host: string, domain: string): string | null {
  const suffix = `.${domain}`;
  return host.endsWith(suffix) && host.length > suffix.length ? host.slice(0, -suffix.length) : null;
}

/** A name that may be put into an address as it stands: letters, digits and what RFC 3986 §2.3 leaves unreserved. */
export function isPlainName(text: string): boolean {
  return /^[A-Za-z0-9._~-]{1,200}$/.test(text) && text !== '.' && text !== '..';
}
