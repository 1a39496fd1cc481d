import { isLoopbackHost } from '../../core/oauth/issuer.ts';
import type { Browser } from '../../core/ports/browser.ts';

/** Longer addresses are cut by Windows; the core hands them over by a loopback address (R85). */
export const maximumBrowserUrlLength = 2000;

/**
 * The person's own browser (RFC 8252 §5). Only https, or http on a loopback host, ever reaches the operating system,
 * where another scheme could start any program.
 */
export function createSystemBrowser(openExternal: (url: string) => Promise<void>): Browser {
  return {
    async open(url) {
      const problem = problemWith(url);
      if (problem !== null) {
        throw new TypeError(`An address was not handed to the browser: ${problem}.`);
      }
      await openExternal(url);
    },
  };
}

function problemWith(url: string): string | null {
  if (url.length > maximumBrowserUrlLength) {
    return `it has ${String(url.length)} characters, more than ${String(maximumBrowserUrlLength)}`;
  }
  if (/[\s\p{Cc}]/u.test(url) || !URL.canParse(url)) {
    return 'it is no URL';
  }
  const { protocol, hostname, searchParams, username, password } = new URL(url);
  if (username !== '' || password !== '') {
    return 'it holds a user name or a password';
  }
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopbackHost(hostname))) {
    return `its scheme is ${protocol} and its host is not this computer`;
  }
  // SECURITY: the command line of the browser can be read by others (R85, test/unit/main/system/system-browser.test.ts).
  return searchParams.has('id_token_hint') ? 'it carries an ID token' : null;
}
