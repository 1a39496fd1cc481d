import type { HeaderList } from '../../shared/request.ts';
import { isOwnedByPlatform } from '../broker/request-headers.ts';
import type { CurlBody } from './curl-body.ts';
import type { CurlArguments } from './parse-arguments.ts';

export interface CurlHeaders {
  readonly headers: HeaderList;
  /** Whether the command takes the `Content-Type` out that curl would send. */
  readonly withoutType: boolean;
  readonly notes: readonly string[];
}

/**
 * The headers of a command's request, without those that carry a sign-in and those that belong to the connection: both are
 * noted. What curl adds by itself (`User-Agent: curl/…`) is not added.
 */
export function curlHeaders(settings: CurlArguments['settings'], body: CurlBody): CurlHeaders {
  const headers: (readonly [string, string])[] = [];
  const removed = new Set<string>();
  const notes: string[] = [];
  for (const { effect, value } of settings) {
    if (effect === 'header') takeHeader(value, headers, removed, notes);
  }
  const missing = (name: string): boolean =>
    !removed.has(name) && !headers.some(([known]) => known.toLowerCase() === name);
  for (const { effect, value } of settings) {
    const name = ownHeaders.get(effect);
    if (name !== undefined && value !== '' && missing(name.toLowerCase())) {
      headers.push([name, effect === 'range' ? `bytes=${value}` : value.replace(/;auto$/, '')]);
    }
  }
  if (body.contentType !== null && missing('content-type')) headers.push(['Content-Type', body.contentType]);
  if (body.accept !== null && missing('accept')) headers.push(['Accept', body.accept]);
  const withoutType = removed.has('content-type');
  return { ...withoutOwned(headers, settings, notes), withoutType };
}

const ownHeaders: ReadonlyMap<string, string> = new Map([
  ['agent', 'User-Agent'],
  ['referer', 'Referer'],
  ['range', 'Range'],
]);

/** `Name: value`; `Name:` takes out what curl would send; `Name;` is a header without a value. */
function takeHeader(
  line: string,
  headers: (readonly [string, string])[],
  removed: Set<string>,
  notes: string[],
): void {
  const [, name = '', sign, value = ''] = /^([^:;]*)([:;])\s*([\s\S]*)$/.exec(line) ?? [];
  if (line.startsWith('@')) {
    notes.push(`Headers would come from the file ${line.slice(1)}: they were left out.`);
  } else if (sign === undefined || name.trim() === '') {
    notes.push(`“${line}” is no header, and was left out.`);
  } else if (sign === ':' && value.trim() === '') {
    removed.add(name.trim().toLowerCase());
  } else if (sign === ':' || value === '') {
    headers.push([name.trim(), value.trim()]);
  } else {
    notes.push(`“${line}” is no header, and was left out.`);
  }
}

function withoutOwned(
  headers: HeaderList,
  settings: CurlArguments['settings'],
  notes: readonly string[],
): Omit<CurlHeaders, 'withoutType'> {
  const signIns = new Set<string>();
  const owned = new Set<string>();
  const kept = headers.filter(([name]) => {
    const key = name.toLowerCase();
    if (carriesSignIn.has(key)) signIns.add(name);
    else if (isOwnedByPlatform(name)) owned.add(name);
    else return true;
    return false;
  });
  for (const { effect } of settings) {
    const name = signInOptions.get(effect);
    if (name !== undefined) signIns.add(name);
  }
  const extra = [
    ...Array.from(signIns, signInNote),
    ...(owned.size === 0 ? [] : [`Left out, because Latchkey sets them itself: ${[...owned].join(', ')}.`]),
  ];
  return { headers: kept, notes: [...extra, ...notes] };
}

const carriesSignIn: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'dpop',
]);

const signInOptions: ReadonlyMap<string, string> = new Map([
  ['user', 'user name and password'],
  ['bearer', 'token'],
  ['cookie', 'Cookie'],
]);

function signInNote(name: string): string {
  switch (name.toLowerCase()) {
    case 'cookie':
      return 'Its cookies were taken out: Latchkey sends only those that an API set itself.';
    case 'proxy-authorization':
      return 'Its sign-in at a proxy was taken out.';
    case 'user name and password':
    case 'token':
      return `Its ${name} was taken out: Latchkey sends your sign-in instead.`;
    default:
      return `Its ${name} header was taken out: Latchkey sends your sign-in instead.`;
  }
}
