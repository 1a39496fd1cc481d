import type { Failure } from '../../shared/failure.ts';
import type { HeaderList } from '../../shared/request.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { failure } from '../failures/failure.ts';

export const maximumHeaders = 200;
/** Characters of one value. */
export const maximumHeaderLength = 16_384;

/** RFC 9110 §5.6.2. */
const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110 §5.5 without `obs-text`: what lies beyond ASCII has no agreed meaning there. */
const valuePattern = /^[\t\u0020-\u007e]*$/;

const onlyKeptCookies =
  'Latchkey sends the cookies that an API set, where the settings of the connection say so, and no others.';

/** What belongs to the connection itself, and who sets it. */
const ownedByPlatform: Readonly<Record<string, string>> = {
  'accept-encoding': 'Latchkey asks for what it can unpack.',
  connection: 'It belongs to the connection, which Latchkey manages.',
  'content-length': 'It is counted from the request body.',
  cookie: onlyKeptCookies,
  cookie2: onlyKeptCookies,
  expect: 'It belongs to the connection, which Latchkey manages.',
  host: 'It follows from the URL.',
  'http2-settings': 'It belongs to the connection, which Latchkey manages.',
  'keep-alive': 'It belongs to the connection, which Latchkey manages.',
  te: 'It belongs to the connection, which Latchkey manages.',
  trailer: 'It belongs to the connection, which Latchkey manages.',
  'transfer-encoding': 'It belongs to the connection, which Latchkey manages.',
  upgrade: 'It belongs to the connection, which Latchkey manages.',
};

/** A method or header name as RFC 9110 allows it. */
export function isToken(text: string): boolean {
  return tokenPattern.test(text);
}

/**
 * The headers as they may be sent: names and values judged by RFC 9110 §5, values without outer white space.
 * With `authorized`, those that carry a credential are Latchkey's own.
 * Fails with `request-header-invalid`.
 */
export function checkHeaders(headers: HeaderList, authorized: boolean): Result<HeaderList> {
  if (headers.length > maximumHeaders) {
    return invalid(
      'The request has too many headers.',
      `It has ${String(headers.length)}; ${String(maximumHeaders)} is the most.`,
      'Remove some.',
    );
  }
  const checked: (readonly [string, string])[] = [];
  for (const [rawName, rawValue] of headers) {
    const name = rawName.trim();
    const value = rawValue.replace(/^[ \t]+|[ \t]+$/g, '');
    const found = nameProblem(name, authorized) ?? valueProblem(name, value);
    if (found !== null) return fail(found);
    checked.push([name, value]);
  }
  return succeed(checked);
}

/** Whether a header belongs to the connection, and so to nobody who composes a request. */
export function isOwnedByPlatform(name: string): boolean {
  return ownerOf(name.toLowerCase()) !== undefined;
}

/** `key` is a name in lower case. */
function ownerOf(key: string): string | undefined {
  if (key.startsWith('proxy-') || key.startsWith('sec-')) {
    return 'It belongs to the connection, which Latchkey manages.';
  }
  return Object.hasOwn(ownedByPlatform, key) ? ownedByPlatform[key] : undefined;
}

function nameProblem(name: string, authorized: boolean): Failure | null {
  if (name === '') {
    return problem('A header has no name.', 'Its name is empty.', 'Give it a name, or remove the line.');
  }
  if (!isToken(name)) {
    return problem(
      `“${shown(name)}” is no header name.`,
      'A name consists of letters, digits and - _ . and a few other signs, without spaces or colons.',
      'Correct the name.',
    );
  }
  const key = name.toLowerCase();
  const owned = ownerOf(key);
  if (owned !== undefined) {
    return problem(`The header ${name} cannot be set.`, owned, 'Remove the line.');
  }
  if (authorized && (key === 'authorization' || key === 'dpop')) {
    return problem(
      `The header ${name} cannot be set on a request that carries your sign-in.`,
      'Latchkey puts your sign-in there itself.',
      'Remove the line, or send the request without sign-in.',
    );
  }
  return null;
}

function valueProblem(name: string, value: string): Failure | null {
  if (value.length > maximumHeaderLength) {
    return problem(
      `The value of ${name} is too long.`,
      `It has ${String(value.length)} characters; ${String(maximumHeaderLength)} is the most.`,
      'Shorten it, or move it into the request body.',
    );
  }
  if (!valuePattern.test(value)) {
    return problem(
      `The value of ${name} holds a character that headers cannot carry.`,
      'Line ends, control characters and letters beyond plain English are not allowed there.',
      'Remove them, or encode the value as the API describes.',
    );
  }
  return null;
}

function invalid(what: string, why: string, next: string): { ok: false; failure: Failure } {
  return fail(problem(what, why, next));
}

function problem(what: string, why: string, next: string): Failure {
  return failure('request-header-invalid', what, why, next, { field: 'Headers' });
}

/** What a person typed, fit to be quoted in a sentence. */
function shown(text: string): string {
  const plain = text.replace(/[^\u0020-\u007e\u00a1-\u024f]/g, '?');
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
