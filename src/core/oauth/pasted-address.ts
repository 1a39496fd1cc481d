import { parseCallback } from './callback-url.ts';
import { parseUrl } from './url.ts';

/**
 * What a person pasted in place of an answer that could not come back by itself: `callback` still has to pass the check that
 * every answer passes; the others name the slip.
 */
export type Pasted = { readonly kind: 'callback'; readonly url: string } | { readonly kind: PasteSlip };

export type PasteSlip =
  | 'empty'
  /** The beginning or the end is missing. */
  | 'cut-off'
  | 'code-alone'
  /** Of the provider: the sign-in was not finished there. */
  | 'sign-in-page'
  /** The text of the page that could not be shown. */
  | 'page-text'
  /** A private-use scheme, which comes back by itself or not at all. */
  | 'app-link'
  | 'something-else';

const loopbackStart = /^(?:http:\/\/)?(?:127\.0\.0\.1|localhost|\[::1\])(?::|\/|$)/i;
/** What people and mail programs put around an address. */
const around = '<>"\'“”‘’«»';
/** What browsers write on the page of an address that nobody answers, and what such a page is about. */
const failedPage =
  /127\.0\.0\.1|localhost|\[::1\]|refused|can.?t (?:be reached|connect|open)|unable to connect|ERR_[A-Z_]+/i;

/**
 * Reads what was pasted. Line breaks and white space that a terminal or a mail put into an address are dropped, with the marks
 * of a quoted mail and quotes or brackets around it; nothing else is changed. Pure; never throws.
 * @param signInAddress The address of the running authorization request.
 */
export function readPasted(text: string, signInAddress: string): Pasted {
  const address = joined(text);
  if (address === '') return { kind: 'empty' };
  if (loopbackStart.test(address)) return ofLoopback(address, signInAddress);
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(address) ?? [];
  if (scheme !== undefined && /^https?$/i.test(scheme)) {
    return { kind: isOfProvider(address, signInAddress) ? 'sign-in-page' : 'something-else' };
  }
  if (scheme !== undefined && /^[^?#]*\/callback\//.test(address)) return { kind: 'app-link' };
  if (/(?:^|[?&])(?:state|iss|session_state|scope)=/.test(address)) return { kind: 'cut-off' };
  if (/\S[^\S\r\n]+\S/.test(text.trim())) {
    return { kind: failedPage.test(text) ? 'page-text' : 'something-else' };
  }
  return { kind: isCode(address) ? 'code-alone' : 'something-else' };
}

/** The address as it was before it was wrapped. */
function joined(text: string): string {
  const address = text.replaceAll(/^[^\S\r\n]*(?:>[^\S\r\n]?)+/gmu, '').replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, '');
  let [from, to] = [0, address.length];
  while (from < to && around.includes(address.charAt(from))) from += 1;
  while (to > from && around.includes(address.charAt(to - 1))) to -= 1;
  return address.slice(from, to);
}

/** A development server may be on this computer too, so its own pages are told apart first. */
function ofLoopback(address: string, signInAddress: string): Pasted {
  // Browsers do not show it, and some do not copy it.
  const url = /^http:/i.test(address) ? address : `http://${address}`;
  const callback = parseCallback(url);
  if (callback.kind !== 'authorization') {
    return {
      kind: isOfProvider(url, signInAddress) ? 'sign-in-page' : isStart(url) ? 'cut-off' : 'something-else',
    };
  }
  const { state, code, error } = callback.parameters;
  const whole = state.some((one) => one !== '') && (code.length > 0 || error.length > 0);
  return whole ? { kind: 'callback', url } : { kind: 'cut-off' };
}

/** The beginning of a callback's address, which ends before its answer. */
function isStart(url: string): boolean {
  const path = /^http:\/\/[^/]*(.*)$/i.exec(url)?.[1] ?? '';
  return '/callback/'.startsWith(path);
}

function isOfProvider(address: string, signInAddress: string): boolean {
  const origin = parseUrl(address)?.origin;
  return origin !== undefined && origin === parseUrl(signInAddress)?.origin;
}

/** One word of the kind that servers make up: long, or with a digit in it. */
function isCode(word: string): boolean {
  return /^(?:code=)?[\w.~+/=-]{8,}$/.test(word) && (/\d/.test(word) || word.length >= 20);
}
