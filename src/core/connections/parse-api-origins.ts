import type { ApiOrigin } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { wildcardStart } from '../../shared/origin-pattern.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { isLoopbackHost } from '../oauth/issuer.ts';
import { parseUrl } from '../oauth/url.ts';
import { shown } from './shown.ts';

const longestOrigin = 2000;
const mostOrigins = 100;
const resourceStart = 'resource=';
const resourceExample =
  'Write it as the provider names it, such as resource=https://api.example.com or resource=urn:api.';
const example = 'Write scheme, host and port only, such as https://api.example.com.';

/**
 * API origins separated by white space, each with the resource that stands behind it, if any: `https://api.example.com
 * resource=urn:api` (R24, R88). May be empty; each origin counts once, and its last resource. Fails with `api-origin-invalid`.
 */
export function parseApiOrigins(text: string): Result<readonly ApiOrigin[]> {
  const origins = new Map<string, ApiOrigin>();
  let last: string | null = null;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (word.startsWith(resourceStart)) {
      const resource = parseResource(word.slice(resourceStart.length));
      if (!resource.ok) return resource;
      if (last === null)
        return fail(invalid('A resource stands before any origin.', 'Write it behind its origin.'));
      origins.set(last, { origin: last, resource: resource.value });
      continue;
    }
    const origin = word.includes('*') ? parseWildcard(word) : parseApiOrigin(word);
    if (!origin.ok) return origin;
    last = origin.value;
    origins.set(last, origins.get(last) ?? { origin: last });
    if (origins.size > mostOrigins) return fail(invalid('There are more than 100 of them.', 'Name fewer.'));
  }
  return succeed([...origins.values()]);
}

/**
 * `https://*.example.com`: every host with exactly one name before `example.com` (R24). The star is the whole first name, what
 * follows has at least two, and TLS is needed. Fails with `api-origin-invalid`.
 */
function parseWildcard(text: string): Result<string> {
  const name = shown(text);
  const next = `A star stands for one whole name at the beginning, over https: ${wildcardStart}example.com.`;
  const rest = text.toLowerCase().startsWith(wildcardStart) ? text.slice(wildcardStart.length) : null;
  if (rest === null || rest.includes('*'))
    return fail(invalid(`The star in ${name} stands for too much.`, next));
  const origin = parseApiOrigin(`https://${rest}`);
  if (!origin.ok) return origin;
  const { host, hostname } = new URL(origin.value);
  const labels = hostname.split('.');
  if (labels.length < 2 || labels.includes('') || /^\d*$/.test(labels.at(-1) ?? '')) {
    return fail(invalid(`${name} would send your sign-in to hosts of many owners, or to none.`, next));
  }
  return succeed(`${wildcardStart}${host}`);
}

/** RFC 8707 §2: an absolute address without a fragment. */
function parseResource(text: string): Result<string> {
  if (text.length > longestOrigin)
    return fail(invalid('A resource is longer than 2,000 characters.', resourceExample));
  const name = text === '' ? 'It' : shown(text);
  if (
    !/^[a-z][a-z0-9+.-]*:[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+$/i.test(text) ||
    text.includes('#')
  ) {
    return fail(invalid(`${name} is not the name of a resource.`, resourceExample));
  }
  return succeed(text);
}

/**
 * Where access tokens may go: scheme, host and port, as `URL.origin` writes them; https, or http on a loopback host (R24).
 * A single slash at the end is no path. Fails with `api-origin-invalid`.
 */
export function parseApiOrigin(text: string): Result<string> {
  if (text.length > longestOrigin) return fail(invalid('It is longer than 2,000 characters.', example));
  const name = shown(text);
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
