import type { Advice, HeaderList } from '../../shared/request.ts';
import { providerText } from '../failures/provider-text.ts';
import { parseChallenges, type Challenge } from './challenges.ts';

export interface Refused {
  readonly status: number;
  readonly headers: HeaderList;
  /** Whether the request carried the connection's access token. */
  readonly authorized: boolean;
  /** Whether it was repeated with a renewed token after a first 401 (F31). */
  readonly repeated: boolean;
  /** The scopes that it wants, and that the person can ask for now; null where it names none (R84). */
  readonly askable: readonly string[] | null;
}

/**
 * What a 401 or 403 means, read by its `WWW-Authenticate` (RFC 6750 §3, RFC 9470 §3); null for any other answer. Pure.
 * What the API says of it is shown as its own words, inert and cut to length.
 */
export function explainRefusal(answer: Refused): Advice | null {
  if (answer.status !== 401 && answer.status !== 403) return null;
  const challenges = parseChallenges(answer.headers);
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer' || scheme === 'dpop') ?? null;
  const error = bearer?.parameters.get('error');
  if (bearer !== null && error === 'insufficient_user_authentication') return stronger(bearer);
  if (bearer !== null && error === 'insufficient_scope') return wider(bearer, answer.askable);
  if (!answer.authorized) return withoutSignIn(answer.status, challenges);
  if (answer.status === 403) return forbidden(bearer);
  if (bearer === null && challenges.length > 0) return anotherScheme(challenges);
  if (challenges.every(({ scheme }) => scheme === 'dpop') && challenges.length > 0) return boundOnly();
  return notAccepted(bearer, answer.repeated);
}

/** RFC 9470 §3. */
function stronger(challenge: Challenge): Advice {
  const levels = providerText(challenge.parameters.get('acr_values'));
  const age = /^\d{1,9}$/.exec(challenge.parameters.get('max_age') ?? '')?.[0];
  return {
    what: 'The API wants a stronger or fresher sign-in.',
    why:
      sentences(
        levels === null ? null : `It accepts these levels: ${levels}.`,
        age === undefined ? null : `The sign-in may be ${String(Number(age))} seconds old at most.`,
        said(challenge),
      ) || 'It does not say which.',
    next: 'Sign in again and take the step that your provider asks for, then send the request again.',
  };
}

/** RFC 6750 §3.1. */
function wider(challenge: Challenge, askable: readonly string[] | null): Advice {
  const scopes = providerText(challenge.parameters.get('scope'));
  return {
    what: 'The API wants a permission that this sign-in does not have.',
    why: sentences(scopes === null ? 'It does not say which.' : `It names ${scopes}.`, said(challenge)),
    next: nextFor(askable),
  };
}

function nextFor(askable: readonly string[] | null): string {
  if (askable === null) return 'Add it to the scopes in the settings of this connection, then sign in again.';
  // Asking again would go round in a circle (R63).
  return askable.length === 0
    ? 'This sign-in has that permission already, so asking for it does not help. Ask whoever runs the API.'
    : 'Press “Ask for it” above. Where it is not shown, ask under “Need one more permission?” in the Session tab. You stay signed in meanwhile; then send the request again.';
}

function withoutSignIn(status: number, challenges: readonly Challenge[]): Advice {
  const others = named(challenges);
  return {
    what: status === 401 ? 'The API wants a sign-in.' : 'The API refuses this request.',
    why: sentences(
      'The request went there without yours.',
      status === 401 && others !== null ? `It asks for ${others}.` : null,
    ),
    next: 'Send it with your sign-in where the API takes it.',
  };
}

function forbidden(challenge: Challenge | null): Advice {
  return {
    what: 'The API knows the sign-in, and refuses.',
    why: sentences(challenge === null ? null : said(challenge)) || 'It does not say why.',
    next: 'Ask whoever runs the API for access, or sign in with another account.',
  };
}

function anotherScheme(challenges: readonly Challenge[]): Advice {
  return {
    what: 'The API takes another kind of sign-in.',
    why: `It asks for ${named(challenges) ?? 'something else'}; Latchkey sent an access token.`,
    next: 'Check that the address belongs to an API of this provider. What else it takes can be set as a header, on a request without sign-in.',
  };
}

/** RFC 9449 §7.1. */
function boundOnly(): Advice {
  return {
    what: 'The API takes only sign-ins that are bound to a key.',
    why: 'It asks for DPoP; the provider gave an access token without it.',
    next: 'Ask whoever runs the provider to bind the tokens of this app, or the API to take others.',
  };
}

function notAccepted(challenge: Challenge | null, repeated: boolean): Advice {
  return {
    what: 'The API does not accept your sign-in.',
    why:
      sentences(
        repeated ? 'It was renewed once, and the new one was refused as well.' : null,
        challenge === null ? null : said(challenge),
      ) || 'It does not say why.',
    next: 'The API may take tokens for itself only: name its resource beside it under API origins. Else sign in again.',
  };
}

/** The schemes of an answer as the standards write them, each once; null for none. */
function named(challenges: readonly Challenge[]): string | null {
  const names = new Set(challenges.map(({ scheme }) => schemeNames[scheme] ?? providerText(scheme) ?? '?'));
  return names.size === 0 ? null : [...names].join(' or ');
}

const schemeNames: Readonly<Record<string, string>> = {
  basic: 'a user name and password (Basic)',
  bearer: 'an access token (Bearer)',
  digest: 'a user name and password (Digest)',
  dpop: 'an access token bound to a key (DPoP)',
  negotiate: 'the sign-in of your network (Negotiate)',
  ntlm: 'the sign-in of your network (NTLM)',
};

function said(challenge: Challenge): string | null {
  const words = providerText(challenge.parameters.get('error_description'));
  if (words !== null) return `It says: “${words}”`;
  const code = providerText(challenge.parameters.get('error'));
  return code === null || code.startsWith('insufficient_') ? null : `It says: ${code}.`;
}

function sentences(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' ');
}
