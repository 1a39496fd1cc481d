import { documented, unchecked } from '../../presets/evidence.ts';
import type { ErrorEntry } from '../entry.ts';

const rfc9207 = 'https://www.rfc-editor.org/rfc/rfc9207#section-2.4';
const refreshTokens = 'https://www.rfc-editor.org/rfc/rfc6749#section-1.5';

/** What is met without an error of the provider: silence, lateness, the wrong sender, a gift that did not come. */
export const happenings: readonly ErrorEntry[] = [
  {
    id: 'nothing-came-back',
    seen: { at: ['page'], happened: 'nothing-came-back' },
    cause: unchecked(
      'The provider showed a page and did not send the browser back. Most often the redirect address is not registered there, exactly as this connection sends it.',
    ),
    fix: unchecked('Copy the redirect address and register it at the provider, character for character.'),
    place: 'redirect addresses',
    documentation: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1',
    action: 'copy-redirect-address',
  },
  {
    id: 'took-too-long',
    seen: { at: ['page', 'authorization'], happened: 'took-too-long' },
    cause: documented('A sign-in has to be finished within an hour.'),
    fix: documented('Sign in again.'),
    place: null,
    documentation: null,
    action: 'sign-in-again',
  },
  {
    id: 'issuer-missing',
    seen: { at: ['authorization'], happened: 'issuer-missing' },
    cause: documented('This provider promises to say who it is in its answers, and this one does not.'),
    fix: documented('Sign in again. If it stays so, tell whoever runs the provider.'),
    place: null,
    documentation: rfc9207,
    action: 'sign-in-again',
  },
  {
    id: 'another-issuer',
    seen: { at: ['authorization'], happened: 'another-issuer' },
    cause: documented('The answer says that it is from another provider than the one that was asked.'),
    fix: documented(
      'Sign in again. If it stays so, somebody may be interfering: tell whoever runs the provider.',
    ),
    place: null,
    documentation: rfc9207,
    action: 'sign-in-again',
  },
  {
    id: 'nothing-to-renew-with-though-asked',
    seen: { at: ['token'], happened: 'nothing-to-renew-with-though-asked' },
    cause: documented('The provider gave nothing to renew with, although it was asked.'),
    fix: unchecked('Ask whoever runs the provider to allow refresh tokens for this app.'),
    place: null,
    documentation: refreshTokens,
    action: null,
  },
  {
    id: 'nothing-to-renew-with',
    seen: { at: ['token'], happened: 'nothing-to-renew-with' },
    cause: documented('The provider gave nothing to renew with.'),
    fix: unchecked(
      'Add the scope “offline_access” in Settings, or allow refresh tokens for this app at the provider.',
    ),
    place: null,
    documentation: refreshTokens,
    action: 'open-settings',
  },
];
