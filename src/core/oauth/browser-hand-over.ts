import { randomBytes } from 'node:crypto';
import { fail, succeed } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import type { Browser } from '../ports/browser.ts';
import { base32 } from './base32.ts';
import { failure } from './failures.ts';
import { answer, isForLoopback, listenOnLoopback } from './loopback-server.ts';
import { checkEndpoint } from './issuer.ts';

/** Longest address that every operating system passes on whole, in characters (R85). */
const longestHandedOver = 2000;
/** How long the one-use address waits for the browser, in milliseconds. */
const lifetimeMilliseconds = 60_000;

/**
 * Opens an address in the person's browser. One above 2,000 characters, or one that carries an ID token, is not put on
 * a command line, which others can read and Windows cuts: the browser is given a one-use address on this computer that
 * sends it on (R85). `expired` ends the wait early; default 60 s. Resolves when the browser was asked to open.
 * Fails with `browser-not-opened`, `loopback-unavailable`, or as `checkEndpoint` does.
 */
export async function openInBrowser(
  url: string,
  browser: Browser,
  expired: AbortSignal = AbortSignal.timeout(lifetimeMilliseconds),
): Promise<Result<null>> {
  const target = checkAddress(url);
  if (!target.ok) return target;
  if (url.length <= longestHandedOver && !carriesIdToken(url)) return open(url, browser);
  const path = `/${base32(randomBytes(16))}`;
  const server = await listenOnLoopback('127.0.0.1', 0, (request, response) => {
    if (!isForLoopback(request, server?.port ?? 0)) return answer(response, 421);
    if (request.url !== path) return answer(response, 404);
    if (request.method !== 'GET') return answer(response, 405);
    server?.close();
    return answer(response, 303, { location: url });
  });
  if (server === null) return fail(noAddress());
  expired.addEventListener('abort', () => server.close(), { once: true });
  const opened = await open(`http://127.0.0.1:${String(server.port)}${path}`, browser);
  if (!opened.ok) server.close();
  return opened;
}

/** The parameter, or anything that looks like a signed token: three parts, the first a JSON object (`eyJ`). */
function carriesIdToken(url: string): boolean {
  return /[?&]id_token/i.test(url) || /eyJ[\w-]+\.[\w-]+\.[\w-]/.test(url);
}

/** `checkEndpoint` without its limit: what is long here is the query that was added to the endpoint. */
function checkAddress(url: string): Result<string> {
  return checkEndpoint(url.split('?', 1)[0] ?? url, 'address to open in the browser');
}

async function open(url: string, browser: Browser): Promise<Result<null>> {
  try {
    await browser.open(url);
    return succeed(null);
  } catch {
    return fail(notOpened());
  }
}

function notOpened(): Failure {
  return failure(
    'browser-not-opened',
    'Your browser could not be opened.',
    'This computer did not name a browser to open web addresses with, or it did not start.',
    'Choose a default browser in the settings of this computer, or press “Copy link” and open it in a browser yourself.',
  );
}

function noAddress(): Failure {
  return failure(
    'loopback-unavailable',
    'Your browser could not be opened.',
    'The app could not open an address on this computer to hand over to it. A firewall may forbid it.',
    'Allow Latchkey to receive connections from this computer, then try again.',
  );
}
