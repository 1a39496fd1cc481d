import { isLoopbackHost } from '../../shared/loopback-host.ts';
import type { Failure } from '../../shared/failure.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { failure } from '../failures/failure.ts';

/** Characters. Longer ones are refused by most servers anyway. */
export const maximumUrlLength = 32_768;

/**
 * A URL to send a request to, without its fragment. Outer white space is dropped, nothing else is repaired.
 * Fails with `request-url-invalid`.
 */
export function parseRequestUrl(text: string): Result<URL> {
  const trimmed = text.trim();
  if (trimmed === '') return invalid('The request has no URL.', 'The field is empty.', 'Type the address.');
  if (trimmed.length > maximumUrlLength) {
    return invalid(
      'The URL is too long.',
      `It has ${String(trimmed.length)} characters; ${String(maximumUrlLength)} is the most.`,
      'Move what it carries into the request body.',
    );
  }
  // The URL parser drops tabs and line ends silently: a pasted address would become another one.
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(trimmed)) {
    return invalid(
      'The URL holds a line end or another control character.',
      'Such characters have no place in an address.',
      'Paste it again as one line.',
    );
  }
  const url = parsed(trimmed);
  if (url === null) {
    return invalid(
      'The URL is not a whole web address.',
      'It must begin with https:// and name a host.',
      'Type it whole, for example https://api.example.com/v1/notes.',
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    // `localhost:8080/…` is an address of the scheme `localhost` by the letter, and never meant as one.
    if (/^[^:/?#]+:\d/.test(trimmed)) {
      return invalid(
        'The URL does not begin with https:// or http://.',
        'It begins with the name of the server.',
        'Write https:// in front, or http:// for a server on this computer.',
      );
    }
    return invalid(
      `Requests cannot be sent to a ${url.protocol} address.`,
      'Latchkey speaks https, and http on this computer itself.',
      'Use an address that begins with https://.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    return invalid(
      'The URL holds a user name or a password.',
      'What stands before the @ is sent along and ends up in logs; it also hides which server is meant.',
      'Remove everything between // and @.',
    );
  }
  url.hash = '';
  return succeed(url);
}

/** Whether an access token may travel to this URL as far as its transport goes (R23, RFC 6750 §5.3). */
export function isProtected(url: URL): boolean {
  return url.protocol === 'https:' || isLoopbackHost(url.hostname);
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function invalid(what: string, why: string, next: string): { ok: false; failure: Failure } {
  return fail(failure('request-url-invalid', what, why, next, { field: 'URL' }));
}
