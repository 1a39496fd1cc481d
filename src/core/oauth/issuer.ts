import { isLoopbackHost } from '../../shared/loopback-host.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { failure } from './failures.ts';
import { providerText } from '../failures/provider-text.ts';
import { parseUrl } from './url.ts';

export { isLoopbackHost };

/** Longest issuer or endpoint, in characters: what browsers and servers take without trouble. */
const longestAddress = 2000;

/** The characters that RFC 3986 §2 allows in an address. Docs write `{yourDomain}`, which is none. */
const addressCharacters = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;

const copyIt = 'Copy the issuer from your provider’s settings and paste it here whole.';

/**
 * Reads an issuer as a person typed it: outer space is dropped, nothing else is changed, because it is compared
 * byte for byte later (R44). https, or http on a loopback host (R23); no query, no fragment (RFC 8414 §2).
 * Fails with `issuer-invalid` or `issuer-insecure`.
 */
export function parseIssuer(text: string): Result<string> {
  const issuer = text.trim();
  if (issuer === '') return invalid('The issuer is empty.', copyIt);
  if (issuer.length > longestAddress) {
    return invalid(`It has ${String(issuer.length)} characters; an address has at most 2,000.`, copyIt);
  }
  if (/[{}<>]/.test(issuer)) {
    return invalid(
      'A part of it is a placeholder in brackets.',
      'Replace the part in brackets with your own name or ID, as your provider shows it.',
    );
  }
  if (!addressCharacters.test(issuer)) {
    return invalid('It holds a character that a web address cannot have, such as a space inside.', copyIt);
  }
  const url = parseUrl(issuer);
  if (url === null || !/^https?:\/\/[^/]/i.test(issuer)) return notAnAddress(issuer, url);
  if (issuer.includes('?')) {
    return invalid('It has a query, the part that begins with “?”.', 'Remove the “?” and what follows it.');
  }
  if (issuer.includes('#')) {
    return invalid(
      'It has a fragment, the part that begins with “#”.',
      'Remove the “#” and what follows it.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    return invalid('It holds a user name or a password.', 'Remove the part before “@”.');
  }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    return fail(
      failure(
        'issuer-insecure',
        'This issuer cannot be used.',
        'It begins with http, so anybody on the way could read and change the sign-in.',
        'Use the https address of your provider. Plain http works only for a server on this computer.',
        { field: 'Issuer', host: url.host, suggestion: issuer.replace(/^http:/i, 'https:') },
      ),
    );
  }
  return succeed(issuer);
}

/**
 * Judges an endpoint that metadata or a person named (R23): https, or http on a loopback host, without a fragment
 * (RFC 6749 §3.1) and without a user name. Returned as it was written. `name` is what to call it in words.
 * Fails with `metadata-invalid` or `endpoint-insecure`.
 */
export function checkEndpoint(url: string, name: string): Result<string> {
  const parsed = parseUrl(url);
  const shown = providerText(url) ?? '';
  if (
    parsed === null ||
    url.length > longestAddress ||
    !addressCharacters.test(url) ||
    !/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(url) ||
    url.includes('#') ||
    parsed.username !== '' ||
    parsed.password !== ''
  ) {
    return fail(
      failure(
        'metadata-invalid',
        `The ${name} of this provider cannot be used.`,
        `It should be a web address, and it is “${shown}”.`,
        'Ask whoever runs the provider to correct its settings.',
        { field: name },
      ),
    );
  }
  const secure = parsed.protocol === 'https:';
  if (secure || (parsed.protocol === 'http:' && isLoopbackHost(parsed.hostname))) return succeed(url);
  return fail(insecureEndpoint(parsed.host, name));
}

/**
 * The same for an address that a server names as its own. A development server is marked by its issuer (R23): an https
 * issuer cannot bring a plain address in with it.
 */
export function checkAddressOf(issuer: string, url: string, name: string): Result<string> {
  const checked = checkEndpoint(url, name);
  if (!checked.ok) return checked;
  const plain = checked.value.toLowerCase().startsWith('http:');
  const { hostname = '' } = parseUrl(issuer) ?? {};
  return plain && !isLoopbackHost(hostname)
    ? fail(insecureEndpoint(parseUrl(url)?.hostname ?? '', name))
    : checked;
}

function insecureEndpoint(host: string, name: string) {
  return failure(
    'endpoint-insecure',
    `The ${name} of this provider is not protected.`,
    'It does not use https, so anybody on the way could read and change the sign-in.',
    'Ask whoever runs the provider to offer it over https.',
    { field: name, host },
  );
}

function notAnAddress(issuer: string, url: URL | null): Result<string> {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(issuer)?.[1];
  if (scheme !== undefined && url !== null && !/^https?$/i.test(scheme)) {
    return invalid(`It begins with “${scheme}:”.`, 'Use the https address of your provider.');
  }
  const completed = `https://${issuer}`;
  const suggestion =
    scheme === undefined && /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(issuer) && parseUrl(completed) !== null
      ? completed
      : null;
  return invalid(
    suggestion === null ? 'It is not a web address.' : 'It does not begin with “https://”.',
    suggestion === null ? copyIt : `Did you mean ${suggestion}?`,
    suggestion,
  );
}

function invalid(why: string, next: string, suggestion: string | null = null): Result<never> {
  return fail(
    failure('issuer-invalid', 'This issuer cannot be used.', why, next, { field: 'Issuer', suggestion }),
  );
}
