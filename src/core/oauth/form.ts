import type { FetchRequest } from '../ports/fetch.ts';
import type { Parameters } from './appauth.ts';

/** Form-encoded POST: no secret, no `Authorization` and no `Origin` of its own, a JSON answer wanted. */
export function formPost(url: string, parameters: Parameters): FetchRequest {
  return {
    method: 'POST',
    url,
    headers: [
      ['accept', 'application/json'],
      ['content-type', 'application/x-www-form-urlencoded'],
    ],
    body: new TextEncoder().encode(encodeParameters(parameters)),
  };
}

/** Adds parameters to an address that may have a query of its own, which stays (RFC 6749 §3.1). */
export function withParameters(url: string, parameters: Parameters): string {
  const separator = !url.includes('?') ? '?' : url.endsWith('?') || url.endsWith('&') ? '' : '&';
  return `${url}${separator}${encodeParameters(parameters)}`;
}

function encodeParameters(parameters: Parameters): string {
  return parameters
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}
