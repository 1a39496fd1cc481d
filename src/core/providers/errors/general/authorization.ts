import { documented, unchecked } from '../../presets/evidence.ts';
import type { ErrorEntry } from '../entry.ts';

const resources = 'https://www.rfc-editor.org/rfc/rfc8707#section-2';
const answers = 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1';

/** What the browser brings back (RFC 6749 §4.1.2.1), and what a pushed request is answered (RFC 9126 §2.3). */
export const authorizationErrors: readonly ErrorEntry[] = [
  {
    id: 'redirect-address-unknown',
    seen: {
      at: ['authorization', 'pushed', 'page'],
      texts: [
        'redirect_uri',
        'redirect uri',
        'redirect_uri_mismatch',
        'redirect_mismatch',
        'callback url',
        'reply url',
      ],
    },
    cause: unchecked(
      'The redirect address is not registered at the provider, exactly as this connection sends it.',
    ),
    fix: unchecked('Copy the redirect address and register it at the provider, character for character.'),
    place: 'redirect addresses',
    documentation: 'https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2.4',
    action: 'copy-redirect-address',
  },
  {
    id: 'declined',
    seen: { at: ['authorization'], errors: ['access_denied'] },
    cause: documented('You declined, or your account may not use this app.'),
    fix: unchecked('Try again. If you did not decline, ask whoever runs the provider for access.'),
    place: null,
    documentation: answers,
    action: 'sign-in-again',
  },
  {
    id: 'stronger-sign-in-not-possible',
    seen: { at: ['authorization'], errors: ['unmet_authentication_requirements'] },
    cause: documented('It cannot sign you in as strongly as the API wants.'),
    fix: unchecked(
      'Sign in again in the way that the browser asks for. If there is none, ask whoever runs the provider which way this account needs.',
    ),
    place: null,
    documentation: 'https://www.rfc-editor.org/rfc/rfc9470#section-5',
    action: 'sign-in-again',
  },
  {
    id: 'scope-refused',
    seen: { at: ['authorization', 'pushed', 'device', 'token', 'refresh'], errors: ['invalid_scope'] },
    cause: documented('This connection asks for something that the provider does not offer to it.'),
    fix: unchecked('Check the scopes in Settings; the provider’s own words are in the details.'),
    place: null,
    documentation: answers,
    action: 'drop-scope',
  },
  {
    id: 'code-flow-not-allowed',
    seen: { at: ['authorization', 'pushed'], errors: ['unauthorized_client', 'unsupported_response_type'] },
    cause: documented('The app that is registered there may not sign in through the browser with a code.'),
    fix: unchecked(
      'Allow the authorization code grant for this app at the provider, and compare the client ID in Settings with what is registered there.',
    ),
    place: 'application',
    documentation: answers,
    action: 'open-settings',
  },
  {
    id: 'client-unknown-in-browser',
    seen: { at: ['authorization'], errors: ['invalid_client'] },
    cause: unchecked('The provider does not know the client ID of this connection.'),
    fix: unchecked('Compare the client ID in Settings with what is registered at the provider.'),
    place: 'application',
    documentation: answers,
    action: 'open-settings',
  },
  {
    id: 'client-unknown-on-page',
    seen: {
      at: ['page'],
      // Not the bare name: an address of any error may have it as a parameter.
      texts: [
        'Invalid client_id',
        'the client_id',
        'Unknown client',
        'Client not found',
        'Application not found',
      ],
    },
    cause: unchecked('The provider does not know the client ID of this connection.'),
    fix: unchecked('Compare the client ID in Settings with what is registered at the provider.'),
    place: 'application',
    documentation: answers,
    action: 'open-settings',
  },
  {
    id: 'request-malformed',
    seen: { at: ['authorization', 'pushed'], errors: ['invalid_request'] },
    cause: documented('The app is registered there in another way than this connection expects.'),
    fix: unchecked(
      'Compare the client ID and the redirect addresses in Settings with what is registered at the provider.',
    ),
    place: 'redirect addresses',
    documentation: answers,
    action: 'open-settings',
  },
  {
    id: 'resource-refused',
    seen: { at: ['authorization', 'pushed', 'device'], errors: ['invalid_target'] },
    cause: documented(
      'It does not know a resource that stands under “API origins”, or takes one alone and not several.',
    ),
    fix: unchecked(
      'Compare the resources in Settings with what the provider calls its APIs. Where they are right, give each API a connection of its own.',
    ),
    place: null,
    documentation: resources,
    action: 'open-settings',
  },
  {
    id: 'no-token-for-resource',
    seen: { at: ['token', 'refresh'], errors: ['invalid_target'] },
    cause: documented(
      'It does not know the resource that stands behind the API origin, wants one where none stands, or was not asked for it when you signed in.',
    ),
    fix: unchecked(
      'Compare the resources under “API origins” in Settings with what the provider calls its APIs, then sign in again.',
    ),
    place: null,
    documentation: resources,
    action: 'open-settings',
  },
  {
    id: 'provider-in-trouble',
    seen: {
      at: ['authorization', 'pushed', 'device', 'token', 'refresh', 'revocation'],
      errors: ['server_error', 'temporarily_unavailable'],
    },
    cause: documented('It reports a problem of its own.'),
    fix: documented('Try again in a few minutes.'),
    place: null,
    documentation: answers,
    action: 'sign-in-again',
  },
];
