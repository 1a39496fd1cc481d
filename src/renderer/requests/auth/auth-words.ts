import { allowedOrigin } from '../../../shared/allowed-origin.ts';
import type { ConnectionView } from '../../../shared/connection.ts';
import { isLoopbackHost } from '../../../shared/loopback-host.ts';
import { isSignedIn, listWords, type Platform } from '../../words/session-words.ts';
import { visibleLine } from '../../words/visible-text.ts';
import type { Composition } from '../kept-drafts.ts';

/** What becomes of the sign-in when a request is sent. */
export interface AuthWords {
  /** `sent`, or `asked` before; `nothing` of it goes out; the request is `refused` as a whole; or it is not known before. */
  readonly kind: 'sent' | 'asked' | 'nothing' | 'refused' | 'unknown';
  /** What will be sent and to whom, in a sentence, or why not. */
  readonly what: string;
  /** What else there is to know, or to do. */
  readonly more: string | null;
}

type Asked = Pick<ConnectionView, 'name' | 'apiOrigins' | 'session'>;

/** As the broker's policy judges it (src/core/broker/policy.ts), before anything is sent. `now`: milliseconds since the epoch. */
export function authWords(
  { url, headers, authorization }: Pick<Composition, 'url' | 'headers' | 'authorization'>,
  connection: Asked,
  { platform, now }: { readonly platform: Platform; readonly now: number },
): AuthWords {
  const own = headers
    .find(([name]) => ['authorization', 'dpop'].includes(name.trim().toLowerCase()))?.[0]
    .trim();
  if (authorization === 'off') {
    return {
      kind: 'nothing',
      what: 'Nothing of your sign-in is sent.',
      more: own === undefined ? null : `Your own ${own} header is sent as it stands under Headers.`,
    };
  }
  const address = url.trim();
  if (address === '') return unknown('Type an address, and here stands where your sign-in goes.');
  const variable = /^[^?#]*?\{\{[ \t]*(\$?[A-Za-z_][\w.-]*)[ \t]*\}\}/.exec(originPart(address))?.[1];
  if (variable !== undefined) {
    return unknown(
      `Where your sign-in goes depends on the variable ${visibleLine(variable)}.`,
      'It goes only to the API origins of this connection, whatever the variable says.',
    );
  }
  const target = parsed(address);
  if (target === null)
    return refused('The URL is not a whole web address.', 'Begin it with https:// and a host.');
  if (own !== undefined) {
    return refused(
      `The request is not sent, because it has ${/^[aeiou]/i.test(own) ? 'an' : 'a'} ${own} header of its own.`,
      'Latchkey puts your sign-in there itself. Remove the header, or do not carry your sign-in.',
    );
  }
  if (target.protocol !== 'https:' && !isLoopbackHost(target.hostname)) {
    return refused(
      `The request is not sent: to ${target.origin} anybody on the way could read your sign-in.`,
      'Use https, or do not carry your sign-in.',
    );
  }
  if ([...target.searchParams.keys()].some((name) => name.toLowerCase() === 'access_token')) {
    return refused(
      'The request is not sent, because its URL holds an access_token parameter.',
      'Latchkey sends your token in a header. Remove the parameter.',
    );
  }
  const { session } = connection;
  if (!isSignedIn(session)) {
    return refused(
      `There is no sign-in to send: ${listWords(session, platform, now)}.`,
      'Sign in first, or do not carry your sign-in.',
    );
  }
  const who =
    session.account === null
      ? 'The access token of your sign-in'
      : `The access token of ${visibleLine(session.account.label)}`;
  const listed = allowedOrigin(target, connection.apiOrigins);
  if (listed === null) {
    return {
      kind: 'asked',
      what: `Latchkey asks before your sign-in goes to ${target.origin} for the first time.`,
      more: 'It goes only to API origins that you allowed.',
    };
  }
  const resource = listed.resource === undefined ? '' : `, issued for ${visibleLine(listed.resource)}`;
  return {
    kind: 'sent',
    what: `${who}${resource} goes to ${target.origin}, in the Authorization header.`,
    more: 'It is added after the request has left this window, which never sees it, and goes along to no other origin.',
  };
}

/** Scheme, host and port; a variable behind them changes nothing about where a request goes. */
function originPart(address: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(address)?.[0] ?? address;
}

function parsed(address: string): URL | null {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

function unknown(what: string, more: string | null = null): AuthWords {
  return { kind: 'unknown', what, more };
}

function refused(what: string, more: string): AuthWords {
  return { kind: 'refused', what, more };
}
