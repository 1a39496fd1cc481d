import type { ConnectionSettings } from '../../shared/connection.ts';
import type { Failure, FailureCode } from '../../shared/failure.ts';
import type { ConnectionInput } from '../../shared/ipc.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { parseIssuer } from '../oauth/issuer.ts';
import { parseApiOrigins } from './parse-api-origins.ts';
import { parseLoopback } from './parse-loopback.ts';
import { shown } from './shown.ts';

/** In characters. */
export const longestName = 300;
const longestClientId = 1000;
const longestSecret = 4000;
const longestScopes = 10_000;

/**
 * Judges a connection as a person filled it in, field by field, in the order of the form. The failure names the field
 * in `details.field`: `input-invalid`, `issuer-invalid`, `issuer-insecure`, `client-id-invalid`, `scopes-invalid` or
 * `api-origin-invalid`.
 */
export function parseConnectionInput(input: ConnectionInput): Result<ConnectionSettings> {
  const name = parseName(input.name);
  if (!name.ok) return name;
  const issuer = parseIssuer(input.issuer);
  if (!issuer.ok) return issuer;
  const clientId = parseClientId(input.clientId);
  if (!clientId.ok) return clientId;
  const scopes = parseScopes(input.scopes);
  if (!scopes.ok) return scopes;
  const apiOrigins = parseApiOrigins(input.apiOrigins);
  if (!apiOrigins.ok) return apiOrigins;
  if (input.redirectWays.length === 0) {
    return invalid(
      'input-invalid',
      'Redirect addresses',
      'This connection cannot be saved.',
      'None of its redirect addresses is ticked, so a sign-in would not find its way back.',
      'Tick the app link, the loopback address or both.',
    );
  }
  const loopback = parseLoopback(input);
  if (!loopback.ok) return loopback;
  return succeed({
    name: name.value,
    issuer: issuer.value,
    clientId: clientId.value,
    scopes: scopes.value,
    apiOrigins: apiOrigins.value,
    redirectWays: [...new Set(input.redirectWays)],
    redirectSpelling: input.redirectSpelling,
    ...(loopback.value === undefined ? {} : { loopback: loopback.value }),
    signOutInBrowser: input.signOutInBrowser,
    renewal: input.renewal,
  });
}

/** Outer space is dropped. Fails with `input-invalid`. */
export function parseName(text: string): Result<string> {
  const name = text.trim();
  if (name === '') return refuseName('The name is empty.', 'Type a name that you will recognise.');
  const length = Array.from(name).length;
  if (length > longestName)
    return refuseName(`It has ${count(length)} characters; 300 are the most.`, 'Shorten it.');
  if (/\p{Cc}/u.test(name)) return refuseName('It holds a line break or a control character.', 'Remove it.');
  return succeed(name);
}

/** Empty is a draft. Visible ASCII and inner spaces, as RFC 6749 appendix A.1 has it. Fails with `client-id-invalid`. */
export function parseClientId(text: string): Result<string> {
  const clientId = text.trim();
  const copyIt = 'Copy the client ID from your provider’s settings again.';
  if (clientId.length > longestClientId) {
    return refuseClientId(`It has ${count(clientId.length)} characters; 1,000 are the most.`, copyIt);
  }
  if (/\p{Cc}/u.test(clientId))
    return refuseClientId('It holds a line break or a control character.', copyIt);
  const foreign = /[^\x20-\x7e]/u.exec(clientId)?.[0];
  if (foreign !== undefined)
    return refuseClientId(`It holds ${shown(foreign)}, which no client ID has.`, copyIt);
  return succeed(clientId);
}

/** Visible ASCII and inner spaces, as RFC 6749 appendix A.2 has it; outer space comes from copying. Never repeated in a failure. */
export function parseClientSecret(text: string): Result<string> {
  const secret = text.trim();
  const copyIt = 'Copy it from your provider’s settings again.';
  if (secret === '') return refuseSecret('It is empty.', 'Enter it, or leave the field as it was.');
  if (secret.length > longestSecret) {
    return refuseSecret(`It has ${count(secret.length)} characters; 4,000 are the most.`, copyIt);
  }
  return /^[\x20-\x7e]+$/.test(secret)
    ? succeed(secret)
    : refuseSecret('It holds a character that no client secret has.', copyIt);
}

/** Separated by white space; each counts once. The characters of RFC 6749 §3.3. Fails with `scopes-invalid`. */
export function parseScopes(text: string): Result<readonly string[]> {
  if (text.length > longestScopes)
    return refuseScopes('They have more than 10,000 characters.', 'Ask for fewer.');
  const scopes = text.split(/\s+/).filter((scope) => scope !== '');
  for (const scope of scopes) {
    const wrong = /[^\x21\x23-\x5b\x5d-\x7e]/u.exec(scope)?.[0];
    if (wrong !== undefined) {
      return refuseScopes(
        `${shown(scope)} holds ${shown(wrong)}, which no scope has.`,
        'Write scopes without quotes, separated by spaces.',
      );
    }
  }
  return succeed([...new Set(scopes)]);
}

function invalid(code: FailureCode, field: string, what: string, why: string, next: string): Result<never> {
  const failure: Failure = { code, what, why, next, details: { field } };
  return fail(failure);
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}

function refuseName(why: string, next: string): Result<never> {
  return invalid('input-invalid', 'Name', 'This name cannot be used.', why, next);
}

function refuseClientId(why: string, next: string): Result<never> {
  return invalid('client-id-invalid', 'Client ID', 'This client ID cannot be used.', why, next);
}

function refuseSecret(why: string, next: string): Result<never> {
  return invalid('input-invalid', 'Client secret', 'This client secret cannot be used.', why, next);
}

function refuseScopes(why: string, next: string): Result<never> {
  return invalid('scopes-invalid', 'Scopes', 'These scopes cannot be used.', why, next);
}
