import { parseArgs } from 'node:util';

/**
 * What `npm run interop` is told of a server.
 * @typedef {object} InteropArguments
 * @property {string} issuer
 * @property {string} clientId
 * @property {string} user
 * @property {string | null} preset the name of the provider that the app has to recognise
 * @property {string | null} scopes separated by spaces; null: what the app suggests
 * @property {'scheme' | 'loopback'} redirect
 * @property {string | null} redirectUri what is registered at the server; null: what the app shows
 */

export const usage = `npm run interop -- --issuer URL --client-id ID --user NAME
  [--preset NAME] [--scopes "openid profile"] [--redirect scheme|loopback] [--redirect-uri ADDRESS]
The password comes from INTEROP_PASSWORD or from standard input.`;

const options = /** @type {const} */ ({
  issuer: { type: 'string' },
  'client-id': { type: 'string' },
  user: { type: 'string' },
  preset: { type: 'string' },
  scopes: { type: 'string' },
  redirect: { type: 'string' },
  'redirect-uri': { type: 'string' },
});

/**
 * Reads the command line. It is never told back, since a password may have been put there by mistake.
 * @param {readonly string[]} args
 * @returns {InteropArguments | { why: string }} `why`: what is wrong with it, one sentence
 */
export function readInteropArguments(args) {
  if (args.some((arg) => /^--?pass/iu.test(arg))) {
    return {
      why: 'A password does not belong on the command line, where every program can read it: put it into INTEROP_PASSWORD, or write it to standard input.',
    };
  }
  const values = parsed(args);
  if (values === null) return { why: 'The command line holds something that is not known.' };
  const { issuer, user, 'client-id': clientId, redirect = 'scheme' } = values;
  const missing = Object.entries({ '--issuer': issuer, '--client-id': clientId, '--user': user })
    .filter(([, value]) => value === undefined || value.trim() === '')
    .map(([name]) => name);
  if (issuer === undefined || clientId === undefined || user === undefined || missing.length > 0) {
    return { why: `Missing: ${missing.join(', ')}.` };
  }
  if (!isWebAddress(issuer))
    return { why: '--issuer has to be an address that begins with https:// (or http://).' };
  if (redirect !== 'scheme' && redirect !== 'loopback') {
    return { why: '--redirect is scheme or loopback.' };
  }
  return {
    issuer,
    clientId,
    user,
    preset: values.preset ?? null,
    scopes: values.scopes ?? null,
    redirect,
    redirectUri: values['redirect-uri'] ?? null,
  };
}

/** @param {readonly string[]} args */
function parsed(args) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    return null;
  }
}

/** @param {string} text */
function isWebAddress(text) {
  try {
    return ['https:', 'http:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
