import type { ApiOrigin } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { isLoopbackHost } from '../oauth/issuer.ts';
import { parseUrl } from '../oauth/url.ts';
import { shown } from './shown.ts';

const longestOrigin = 2000;
const mostOrigins = 100;
const example = 'Write scheme, host and port only, such as https://api.example.com.';

/** API origins separated by white space; may be empty, and each counts once (R24). Fails with `api-origin-invalid`. */
export function parseApiOrigins(text: string): Result<readonly ApiOrigin[]> {
  const origins = new Set<string>();
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const origin = parseApiOrigin(word);
    if (!origin.ok) return origin;
    origins.add(origin.value);
    if (origins.size > mostOrigins) return fail(invalid('There are more than 100 of them.', 'Name fewer.'));
  }
  return succeed(Array.from(origins, (origin) => ({ origin })));
}

/**
 * Where access tokens may go: scheme, host and port, as `URL.origin` writes them; https, or http on a loopback host (R24).
 * A single slash at the end is no path. Fails with `api-origin-invalid`.
 */
export function parseApiOrigin(text: string): Result<string> {
  if (text.length > longestOrigin) return fail(invalid('It is longer than 2,000 characters.', example));
  const name = shown(text);
  if (text.includes('*')) {
    return fail(
      invalid(
        `${name} has a wildcard, and your sign-in goes only to hosts that you name.`,
        'Name each host.',
      ),
    );
  }
  const url = parseUrl(text);
  if (
    url === null ||
    !/^https?:\/\/[^/\\]/i.test(text) ||
    text.includes('\\') ||
    !isPlainHost(url.hostname)
  ) {
    return fail(invalid(`${name} is not a web address.`, example));
  }
  if (url.username !== '' || url.password !== '' || text.includes('@')) {
    return fail(invalid('It holds a user name or a password.', example));
  }
  if (!/^[^/]+\/\/[^/?#]+\/?$/.test(text)) {
    return fail(invalid(`${name} has a path or a query.`, `Write ${url.origin} only.`, url.origin));
  }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    return fail(
      invalid(
        `${name} uses http, so anybody on the way could read your sign-in.`,
        'Use https. Plain http works only for a server on this computer.',
      ),
    );
  }
  return succeed(url.origin);
}

/** What `URL` lets through and no host is: commas, quotes and the like. */
function isPlainHost(hostname: string): boolean {
  return /^[a-z0-9._-]+$/.test(hostname) || /^\[[0-9a-f:.]+\]$/.test(hostname);
}

function invalid(why: string, next: string, suggestion?: string): Failure {
  const details = suggestion === undefined ? {} : { suggestion };
  return {
    code: 'api-origin-invalid',
    what: 'This API origin cannot be used.',
    why,
    next,
    details: { field: 'API origins', ...details },
  };
}
