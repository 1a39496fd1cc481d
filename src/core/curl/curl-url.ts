import { isLoopbackHost } from '../../shared/loopback-host.ts';
import { urlEncoded } from './curl-body.ts';
import type { CurlArguments } from './parse-arguments.ts';

export interface CurlUrl {
  /** Null: the command names none. */
  readonly url: string | null;
  readonly notes: readonly string[];
}

/** The address of a command's request. `data` is what `-G` moves from the body into the query. */
export function curlUrl(settings: CurlArguments['settings'], data: string | null): CurlUrl {
  const notes: string[] = [];
  const [first, ...others] = settings.filter(({ effect }) => effect === 'url').map(({ value }) => value);
  if (first === undefined || first.trim() === '') return { url: null, notes };
  for (const other of others) notes.push(`A second address was left out: ${short(other)}`);
  const globs = !settings.some(({ effect }) => effect === 'globoff');
  if (globs && holdsPattern(first)) {
    notes.push(
      'The address holds a pattern ([…] or {…}), of which curl makes several requests. It was taken as it stands.',
    );
  }
  let url = withScheme(first.trim(), notes);
  url = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, (_, scheme: string) => {
    notes.push(
      'The user name and password in its address were taken out: Latchkey sends your sign-in instead.',
    );
    return scheme;
  });
  const queries = settings
    .filter(({ effect }) => effect === 'url-query')
    .map(({ value }) => (value.startsWith('+') ? value.slice(1) : urlEncoded(value, notes)));
  for (const query of [...queries, data]) {
    if (query !== null && query !== '') url = withQuery(url, query);
  }
  return { url, notes };
}

/** curl takes http where no scheme stands; that would send a sign-in in the open. */
function withScheme(url: string, notes: string[]): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url) || url.startsWith('{{')) return url;
  const host = /^(\[[^\]]*\]|[^/?#:]*)/.exec(url)?.[0] ?? '';
  if (isLoopbackHost(host)) return `http://${url}`;
  notes.push('Its address says neither http nor https: https was taken.');
  return `https://${url}`;
}

function withQuery(url: string, query: string): string {
  const hash = url.indexOf('#');
  const head = hash < 0 ? url : url.slice(0, hash);
  const tail = hash < 0 ? '' : url.slice(hash);
  const joint = head.includes('?') ? (/[?&]$/.test(head) ? '' : '&') : '?';
  return `${head}${joint}${query}${tail}`;
}

/** An IPv6 address and a variable are none. */
function holdsPattern(url: string): boolean {
  const rest = url.replace(/^[a-z]+:\/\/\[[0-9a-f:.]*\]/i, '').replace(/\{\{[^{}]*\}\}/g, '');
  return /\[[^\]]*\]|\{[^}]*\}/.test(rest);
}

function short(text: string): string {
  const characters = Array.from(text);
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : text;
}
