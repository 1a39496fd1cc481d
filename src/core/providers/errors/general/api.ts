import { documented, unchecked } from '../../presets/evidence.ts';
import type { ErrorEntry } from '../entry.ts';

const bearer = 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1';

/** What a protected API says (RFC 6750 §3.1, RFC 9470 §3), UserInfo among them. */
export const apiErrors: readonly ErrorEntry[] = [
  {
    id: 'token-not-accepted',
    seen: { at: ['api'], errors: ['invalid_token'] },
    cause: documented(
      '{host} does not accept the access token: it ran out, was revoked, or is for another API.',
    ),
    fix: unchecked(
      'Renew the sign-in, or sign in again. If it stays so, name the API as a resource in Settings.',
    ),
    place: null,
    documentation: bearer,
    action: 'sign-in-again',
  },
  {
    id: 'permission-missing',
    seen: { at: ['api'], errors: ['insufficient_scope'] },
    cause: documented('The access token lacks a permission that {host} wants for this.'),
    fix: unchecked(
      'Press “Ask for it”, or ask for the scope that it names under “Need one more permission?” in the Session tab.',
    ),
    place: null,
    documentation: bearer,
    // Settings are not where such a scope is kept (decision 0044).
    action: null,
  },
  {
    id: 'api-request-malformed',
    seen: { at: ['api'], errors: ['invalid_request'] },
    cause: documented(
      '{host} misses something in the request, or found the access token in two places of it.',
    ),
    fix: unchecked('Look through the request for an access token of your own, and remove it.'),
    place: null,
    documentation: bearer,
    action: null,
  },
  {
    id: 'stronger-sign-in-wanted',
    seen: { at: ['api'], errors: ['insufficient_user_authentication'] },
    cause: documented('{host} wants a fresher or a stronger sign-in for this.'),
    fix: unchecked('Sign in again, and confirm who you are in the way that the browser asks for.'),
    place: null,
    documentation: 'https://www.rfc-editor.org/rfc/rfc9470#section-3',
    action: 'sign-in-again',
  },
];
