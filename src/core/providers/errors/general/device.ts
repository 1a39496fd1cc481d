import { documented, unchecked } from '../../presets/evidence.ts';
import type { ErrorEntry } from '../entry.ts';

const polling = 'https://www.rfc-editor.org/rfc/rfc8628#section-3.5';

/** Sign-in with a code (RFC 8628). */
export const deviceErrors: readonly ErrorEntry[] = [
  {
    id: 'device-pending',
    seen: { at: ['device'], errors: ['authorization_pending'] },
    cause: documented('Nobody has entered the code yet.'),
    fix: documented('Enter the code on the page that goes with it. Latchkey asks again by itself.'),
    place: null,
    documentation: polling,
    action: null,
  },
  {
    id: 'device-slow-down',
    seen: { at: ['device'], errors: ['slow_down'] },
    cause: documented('Nobody has entered the code yet, and {host} was asked too often.'),
    fix: documented('Enter the code on the page that goes with it. Latchkey asks less often from now on.'),
    place: null,
    documentation: polling,
    action: null,
  },
  {
    id: 'device-denied',
    seen: { at: ['device'], errors: ['access_denied'] },
    cause: documented('Where the code was entered somebody declined, or the account may not use this app.'),
    fix: unchecked('Try again. If nobody declined, ask whoever runs the provider for access.'),
    place: null,
    documentation: polling,
    action: 'sign-in-again',
  },
  {
    id: 'device-expired',
    seen: { at: ['device'], errors: ['expired_token'] },
    cause: documented('Nobody finished signing in with it in time.'),
    fix: documented('Get a new code and enter that one.'),
    place: null,
    documentation: polling,
    action: null,
  },
  {
    id: 'device-code-spent',
    seen: { at: ['device'], errors: ['invalid_grant'] },
    cause: documented(
      '{host} does not accept the code that it gave: it was used already, or it took too long.',
    ),
    fix: documented('Sign in again.'),
    place: null,
    documentation: polling,
    action: 'sign-in-again',
  },
  {
    id: 'device-not-allowed',
    seen: { at: ['device'], errors: ['unauthorized_client', 'unsupported_grant_type', 'invalid_request'] },
    cause: unchecked(
      'Sign-in with a code may be switched off for this app there, or the app is registered in another way than this connection expects.',
    ),
    fix: unchecked(
      'Sign in with the browser of this computer, or ask whoever runs the provider to allow the device flow for this app.',
    ),
    place: null,
    documentation: 'https://www.rfc-editor.org/rfc/rfc8628#section-3.1',
    action: null,
  },
];
