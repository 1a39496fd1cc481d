import type { Finding } from '../../../shared/doctor.ts';
import type { Result } from '../../../shared/result.ts';
import { longestPageWords } from '../../../shared/provider.ts';
import { providerText } from '../../failures/provider-text.ts';
import { pageReadings } from '../../oauth/page-readings.ts';
import { parseUrl } from '../../oauth/url.ts';
import { explainError, type Explanation } from '../../providers/errors/explain-error.ts';
import type { ProviderPreset } from '../../providers/presets/preset.ts';
import { good, note, ofFailure, untold, wrong } from '../finding.ts';

/** What was asked of the authorization endpoint, without a session of a browser. */
export interface AskedToAuthorize {
  readonly redirectUri: string;
  readonly host: string;
  readonly preset: ProviderPreset;
}

export interface AuthorizationAnswer {
  readonly status: number;
  readonly location: string | null;
  /** The beginning of the page. */
  readonly page: string;
}

/** Only somebody who is signed in already gets further without a page: that these come says that all the rest was taken. */
const wantsAPerson = [
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
];

/**
 * Whether the provider takes the redirect address, as far as that shows without signing in. A server sends nobody to an address
 * that it does not know (RFC 6749 §4.1.2.1), so an error that comes back by it says that it is registered; one that stays at the
 * server says that it may not be. Whatever shows neither is told as that.
 */
export function judgeRedirect(asked: AskedToAuthorize, answer: Result<AuthorizationAnswer>): Finding {
  if (!answer.ok) {
    return answer.failure.code === 'answer-too-large'
      ? untold(`${asked.host} answers with a page that is too long to be looked at.`)
      : ofFailure('wrong', answer.failure);
  }
  const { status, location } = answer.value;
  if (location !== null && status >= 300 && status <= 399) return judgeLocation(asked, location);
  if (status === 404 || status === 410) {
    return wrong(
      'Nothing is at the sign-in address of this provider.',
      'Check the issuer, or tell whoever runs the provider.',
      {
        'HTTP status': status,
      },
    );
  }
  if (status >= 500) {
    return wrong(
      'The sign-in page of this provider does not work at the moment.',
      'Check again in a few minutes. If it stays so, tell whoever runs the provider.',
      {
        'HTTP status': status,
      },
    );
  }
  return judgePage(asked, answer.value);
}

function judgeLocation(asked: AskedToAuthorize, location: string): Finding {
  const back = backBy(asked.redirectUri, location);
  if (back !== null) return judgeWayBack(asked, back);
  const target = parseUrl(location, `https://${asked.host}`);
  if (target === null) return untold('the provider sent the browser to an address that is none.');
  if (!looksLikeAnError(target)) {
    return good(
      `${asked.host} goes on to its sign-in page, so it takes this redirect address, as far as that shows without signing in.`,
      { 'Redirect address': asked.redirectUri },
    );
  }
  const known = explained(asked, `${target.pathname} ${target.search}`);
  return refused(asked, known, `${asked.host} sends the browser to a page about an error.`, null);
}

/** The query that came back by the redirect address; null for another address. */
function backBy(redirectUri: string, location: string): URLSearchParams | null {
  const rest = location.startsWith(redirectUri) ? location.slice(redirectUri.length) : null;
  if (rest === null || !/^(?:[?#]|$)/.test(rest)) return null;
  return new URLSearchParams(rest.replace(/^[?#]/, '').replace(/#.*$/, ''));
}

function judgeWayBack({ redirectUri, host, preset }: AskedToAuthorize, back: URLSearchParams): Finding {
  const error = back.get('error');
  const facts = { 'Redirect address': redirectUri };
  if (error === null || wantsAPerson.includes(error)) {
    return good(`${host} takes this redirect address.`, facts);
  }
  const description = back.get('error_description');
  const known = explainError({ at: 'authorization', error, description, host }, preset);
  return wrong(
    `${host} takes this redirect address, and refuses the sign-in as it is set up here. ${known?.why ?? ''}`.trim(),
    known?.next ??
      'Compare the client ID and the scopes in Settings with what is registered at the provider.',
    { ...facts, 'Provider’s error': providerText(error) },
  );
}

function judgePage(asked: AskedToAuthorize, { status, page }: AuthorizationAnswer): Finding {
  const ok = status >= 200 && status <= 299;
  if (ok && asksForSignIn(page)) {
    return good(
      `${asked.host} shows its sign-in page, so it takes this redirect address, as far as that shows without signing in.`,
      { 'Redirect address': asked.redirectUri },
    );
  }
  const known = explained(asked, withoutMarkup(page));
  if (known !== null) return refused(asked, known, `${asked.host} shows a page about an error.`, status);
  // Those also answer so who let no program in, whatever it asks for.
  const certain = status >= 400 && ![401, 403, 407, 408, 429].includes(status);
  return certain
    ? refused(asked, null, `${asked.host} refuses the request, and does not send the browser back.`, status)
    : note(
        `This could not be told: ${asked.host} shows a page that says neither yes nor no.`,
        'Sign in to see. If a page about an error comes up, the sign-in panel explains it.',
        { 'Redirect address': asked.redirectUri, 'HTTP status': status },
      );
}

function refused(
  { redirectUri }: AskedToAuthorize,
  known: Explanation | null,
  what: string,
  status: number | null,
): Finding {
  return wrong(
    known === null
      ? `${what} Most often the redirect address or the client ID is not registered there.`
      : `${what} ${known.why}`,
    known?.next ??
      'Compare the redirect address and the client ID with what is registered at the provider, character by character.',
    { 'Redirect address': redirectUri, 'HTTP status': status },
    'copy-redirect-address',
  );
}

function explained({ host, preset }: AskedToAuthorize, text: string): Explanation | null {
  for (const description of pageReadings(text.slice(0, longestPageWords))) {
    const known = explainError({ at: 'page', description, host }, preset);
    if (known !== null) return known;
  }
  return null;
}

/** A login page's own address may carry nearly anything; only these words make it a page about an error. */
function looksLikeAnError({ pathname, searchParams }: URL): boolean {
  return (
    /(?:^|[/_.-])errors?(?:[/_.-]|$)/i.test(pathname) ||
    [...searchParams.keys()].some((name) => /^(?:auth)?error(?:_?(?:code|id|description))?$/i.test(name))
  );
}

function asksForSignIn(page: string): boolean {
  return /<input\b[^<>]*\btype\s*=\s*["']?(?:password|email)\b/i.test(page);
}

/** The words that a person would see: without programs and styles, and without what is between `<` and `>`. One pass, whatever it is. */
function withoutMarkup(page: string): string {
  return withoutPrograms(page)
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ');
}

function withoutPrograms(page: string): string {
  const begin = /<(script|style)\b/gi;
  // On the page itself: in small letters it may be longer, and places in it others.
  const ends = { script: /<\/script/gi, style: /<\/style/gi };
  let words = '';
  let at = 0;
  for (let match = begin.exec(page); match !== null; match = begin.exec(page)) {
    words += `${page.slice(at, match.index)} `;
    const end = match[1]?.toLowerCase() === 'style' ? ends.style : ends.script;
    end.lastIndex = match.index;
    // One without an end goes on to the end of the page, as in a browser.
    at = end.exec(page)?.index ?? page.length;
    begin.lastIndex = at;
  }
  return words + page.slice(at);
}
