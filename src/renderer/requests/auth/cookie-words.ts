import { allowedOrigin } from '../../../shared/allowed-origin.ts';
import type { ConnectionView } from '../../../shared/connection.ts';
import type { CookieHost, CookiesView } from '../../../shared/cookies.ts';
import { isLoopbackHost } from '../../../shared/loopback-host.ts';
import { visibleLine } from '../../words/visible-text.ts';

/**
 * Whether cookies go along, and whose, in a sentence; null where the connection keeps none. As the broker's policy judges it
 * (src/core/broker/policy.ts); which of them a path or an end leaves out is the network's to know.
 */
export function cookieWords(
  address: string,
  { apiOrigins }: Pick<ConnectionView, 'apiOrigins'>,
  cookies: CookiesView | null,
): string | null {
  if (cookies?.on !== true) return null;
  const target = parsed(address.trim());
  if (target === null) {
    return 'Cookies that were kept go along to the API origins of this connection, whether or not your sign-in does.';
  }
  const secure = target.protocol === 'https:' || isLoopbackHost(target.hostname);
  if (!secure || allowedOrigin(target, apiOrigins) === null) {
    return `No cookie goes to ${target.origin}, and none of it is kept: it is not among the API origins of this connection.`;
  }
  const count = cookies.hosts
    .filter(({ host }) => belongsTo(host, target.hostname))
    .reduce((sum, { names }) => sum + names.length, 0);
  const host = visibleLine(target.hostname);
  if (count === 0) return `No cookie of ${host} is kept yet; those that it sets will be.`;
  return count === 1
    ? `The cookie that is kept for ${host} goes along where its path fits, whether or not your sign-in does.`
    : `The ${String(count)} cookies that are kept for ${host} go along where their path fits, whether or not your sign-in does.`;
}

function belongsTo(host: CookieHost['host'], hostname: string): boolean {
  return host.startsWith('.') ? `.${hostname}`.endsWith(host) : host === hostname;
}

/** Null, too, while a variable stands where the host does. */
function parsed(address: string): URL | null {
  if (/^[^?#]*\{\{/.test(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(address)?.[0] ?? address)) return null;
  try {
    const url = new URL(address);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}
