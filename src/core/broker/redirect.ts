import type { RedirectNote } from '../../shared/request.ts';
import { headerValue } from './media-type.ts';
import type { Received } from './receive.ts';

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Where a 3xx answer points to, and whether that is the origin it came from; null for any other answer (RFC 9110 §15.4). */
export function redirectOf(answer: Received, requestUrl: string): RedirectNote | null {
  if (!redirects.has(answer.status)) return null;
  const location = headerValue(answer.headers, 'location');
  if (location === null) return null;
  try {
    const target = new URL(location, requestUrl);
    return { location: target.href, sameOrigin: target.origin === new URL(requestUrl).origin };
  } catch {
    return { location, sameOrigin: false };
  }
}
