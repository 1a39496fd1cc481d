import { documented, unchecked } from '../../presets/evidence.ts';
import type { ErrorEntry } from '../entry.ts';

const answers = 'https://www.rfc-editor.org/rfc/rfc6749#section-5.2';
const proofs = 'https://www.rfc-editor.org/rfc/rfc9449';

/** What the token endpoint says (RFC 6749 §5.2), with proofs of possession (RFC 9449 §5, §8), and the revocation endpoint (RFC 7009 §2.2.1). */
export const tokenErrors: readonly ErrorEntry[] = [
  {
    id: 'web-application',
    seen: {
      at: ['token', 'refresh', 'device', 'pushed', 'revocation'],
      errors: ['invalid_client'],
      secretSent: false,
    },
    cause: unchecked('This is registered as a web application.'),
    fix: unchecked(
      'Make a native one (2 minutes), or enter its secret. If it is a native one already, compare the client ID in Settings with what is registered.',
    ),
    place: 'application',
    documentation: answers,
    action: 'native-or-secret',
  },
  {
    id: 'secret-wrong',
    seen: {
      at: ['token', 'refresh', 'device', 'pushed', 'revocation'],
      errors: ['invalid_client'],
      secretSent: true,
    },
    cause: documented('It does not accept the client ID together with the client secret.'),
    fix: unchecked(
      'Compare the client ID in Settings with what is registered at the provider, and enter the client secret again: it may have run out there.',
    ),
    place: null,
    documentation: answers,
    action: 'open-settings',
  },
  {
    id: 'code-spent',
    seen: { at: ['token'], errors: ['invalid_grant'] },
    cause: documented(
      '{host} does not accept the answer that the browser brought back: it was used already, or it took too long.',
    ),
    fix: documented('Sign in again.'),
    place: null,
    documentation: answers,
    action: 'sign-in-again',
  },
  {
    id: 'sign-in-ended',
    seen: { at: ['refresh'], errors: ['invalid_grant'] },
    cause: documented(
      '{host} does not accept it any longer. It ran out, was ended there, or the password was changed.',
    ),
    fix: documented('Sign in again.'),
    place: null,
    documentation: answers,
    action: 'sign-in-again',
  },
  {
    id: 'grant-not-allowed',
    seen: { at: ['token', 'refresh'], errors: ['unauthorized_client', 'unsupported_grant_type'] },
    cause: documented('The app is registered there in another way than this connection expects.'),
    fix: unchecked(
      'Compare the client ID and the scopes in Settings with what is registered at the provider, and allow the authorization code and the refresh token grant there. Then try again.',
    ),
    place: 'application',
    documentation: answers,
    action: 'open-settings',
  },
  {
    id: 'token-request-malformed',
    seen: { at: ['token', 'refresh', 'revocation'], errors: ['invalid_request'] },
    cause: documented(
      '{host} misses something in the request, or found something in it that it does not know.',
    ),
    fix: unchecked(
      'Sign in again. If it stays so, compare the client ID and the scopes in Settings with what is registered at the provider.',
    ),
    place: null,
    documentation: answers,
    action: 'sign-in-again',
  },
  {
    id: 'proof-refused',
    seen: { at: ['token', 'refresh', 'pushed', 'api'], errors: ['invalid_dpop_proof', 'use_dpop_nonce'] },
    cause: documented(
      '{host} wants each request to be proved with a key (DPoP), which Latchkey does not do yet.',
    ),
    fix: unchecked('Ask whoever runs the provider to switch DPoP off for this app.'),
    place: null,
    documentation: proofs,
    action: null,
  },
  {
    id: 'token-type-not-revocable',
    seen: { at: ['revocation'], errors: ['unsupported_token_type'] },
    cause: documented('{host} does not take back tokens of this kind; they end by themselves.'),
    fix: documented('There is nothing to do: you are signed out here.'),
    place: null,
    documentation: 'https://www.rfc-editor.org/rfc/rfc7009#section-2.2.1',
    action: null,
  },
  {
    id: 'token-known-no-more',
    seen: { at: ['revocation'], errors: ['invalid_token', 'invalid_grant'] },
    cause: documented('{host} does not know the token any more.'),
    fix: documented('There is nothing to do: you are signed out here.'),
    place: null,
    documentation: 'https://www.rfc-editor.org/rfc/rfc7009#section-2.2',
    action: null,
  },
  {
    id: 'revocation-not-allowed',
    seen: { at: ['revocation'], errors: ['unauthorized_client', 'unsupported_grant_type', 'invalid_scope'] },
    cause: documented('{host} does not let this app take tokens back.'),
    fix: unchecked('You are signed out here. If it matters, end the session on the provider’s own page.'),
    place: null,
    documentation: 'https://www.rfc-editor.org/rfc/rfc7009#section-2.1',
    action: null,
  },
];
