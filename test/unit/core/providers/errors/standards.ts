import type { Stage } from '../../../../../src/core/providers/errors/entry.ts';

/** Every error code that a standard registers, with where it is met. */
export interface Standard {
  readonly name: string;
  readonly errors: readonly (readonly [at: Stage, error: string])[];
}

function at(stage: Stage, ...errors: readonly string[]) {
  return errors.map((error) => [stage, error] as const);
}

const token = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
];

export const standards: readonly Standard[] = [
  {
    name: 'RFC 6749 §4.1.2.1, §5.2',
    errors: [
      ...at(
        'authorization',
        'invalid_request',
        'unauthorized_client',
        'access_denied',
        'unsupported_response_type',
        'invalid_scope',
        'server_error',
        'temporarily_unavailable',
      ),
      ...at('token', ...token),
      ...at('refresh', ...token),
    ],
  },
  { name: 'RFC 6750 §3.1', errors: at('api', 'invalid_request', 'invalid_token', 'insufficient_scope') },
  { name: 'RFC 7009 §2.2.1', errors: at('revocation', 'unsupported_token_type', ...token) },
  {
    name: 'RFC 7591 §3.2.2',
    errors: at(
      'registration',
      'invalid_redirect_uri',
      'invalid_client_metadata',
      'invalid_software_statement',
      'unapproved_software_statement',
    ),
  },
  {
    name: 'RFC 8628 §3.1, §3.5',
    errors: at('device', 'authorization_pending', 'slow_down', 'access_denied', 'expired_token', ...token),
  },
  {
    // Those of RFC 6749 §5.2 that fit, and of §4.1.2.1, and OpenID Connect's for request objects.
    name: 'RFC 9126 §2.3',
    errors: at(
      'pushed',
      'invalid_request',
      'invalid_client',
      'unauthorized_client',
      'unsupported_response_type',
      'invalid_scope',
      'invalid_request_object',
      'server_error',
      'temporarily_unavailable',
    ),
  },
  {
    name: 'RFC 9449 §5, §7.1, §8, §9, §10.1',
    errors: [
      ...at('pushed', 'invalid_dpop_proof', 'use_dpop_nonce'),
      ...at('token', 'invalid_dpop_proof', 'use_dpop_nonce'),
      ...at('refresh', 'invalid_dpop_proof', 'use_dpop_nonce'),
      ...at('api', 'invalid_dpop_proof', 'use_dpop_nonce'),
    ],
  },
  {
    name: 'RFC 8707 §2',
    errors: [
      ...at('authorization', 'invalid_target'),
      ...at('token', 'invalid_target'),
      ...at('refresh', 'invalid_target'),
      ...at('device', 'invalid_target'),
    ],
  },
  {
    name: 'RFC 9470 §3, §5',
    errors: [
      ...at('api', 'insufficient_user_authentication'),
      ...at('authorization', 'unmet_authentication_requirements'),
    ],
  },
  {
    name: 'OpenID Connect Core §3.1.2.6, §5.3.3',
    errors: [
      ...at(
        'authorization',
        'interaction_required',
        'login_required',
        'account_selection_required',
        'consent_required',
        'invalid_request_uri',
        'invalid_request_object',
        'request_not_supported',
        'request_uri_not_supported',
        'registration_not_supported',
      ),
      ...at('api', 'invalid_token'),
    ],
  },
];
