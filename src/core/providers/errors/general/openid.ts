import { documented, unchecked } from '../../presets/evidence.ts';
import type { ErrorEntry } from '../entry.ts';

const core = 'https://openid.net/specs/openid-connect-core-1_0.html#AuthError';

/** What OpenID Connect Core §3.1.2.6 adds. */
export const openidErrors: readonly ErrorEntry[] = [
  {
    id: 'question-not-asked',
    seen: {
      at: ['authorization'],
      errors: ['interaction_required', 'login_required', 'account_selection_required'],
    },
    cause: documented('It wanted to ask you a question and did not.'),
    fix: documented('Sign in again and answer what the browser asks.'),
    place: null,
    documentation: core,
    action: 'sign-in-again',
  },
  {
    id: 'consent-not-asked',
    seen: { at: ['authorization', 'token', 'refresh'], errors: ['consent_required', 'interaction_required'] },
    cause: documented('It needs your consent, or an administrator’s, and did not ask for it.'),
    fix: unchecked(
      'Sign in again and agree to what the browser asks. If it does not ask, an administrator has to agree at the provider.',
    ),
    place: null,
    documentation: core,
    action: 'sign-in-again',
  },
  {
    id: 'request-object-refused',
    seen: {
      at: ['authorization', 'pushed'],
      errors: [
        'invalid_request_uri',
        'invalid_request_object',
        'request_not_supported',
        'request_uri_not_supported',
      ],
    },
    cause: documented(
      'It did not accept the way in which the request was handed over, or that took too long.',
    ),
    fix: unchecked(
      'Sign in again. If it stays so, allow plain authorization requests for this app at the provider.',
    ),
    place: null,
    documentation: core,
    action: 'sign-in-again',
  },
  {
    id: 'registration-parameter-refused',
    seen: { at: ['authorization'], errors: ['registration_not_supported'] },
    cause: documented('It does not take a client that describes itself in the request.'),
    fix: unchecked('Register the app at the provider, and enter its client ID in Settings.'),
    place: 'application',
    documentation: core,
    action: 'open-settings',
  },
];
