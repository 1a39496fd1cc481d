import { documented, unchecked } from '../presets/evidence.ts';
import type { ErrorEntry } from './entry.ts';

const codes = 'https://learn.microsoft.com/entra/identity-platform/reference-error-codes';

/** Microsoft’s numbers change without notice: they choose words, and nothing else. */
export const entraErrors: readonly ErrorEntry[] = [
  {
    id: 'entra-redirect-unknown',
    seen: { at: ['page', 'authorization', 'token'], texts: ['AADSTS50011'] },
    cause: documented('The redirect address is not registered at the app.'),
    fix: unchecked('Copy the redirect address and add it to the platform “Mobile and desktop applications”.'),
    place: unchecked(['App registrations', 'your app', 'Authentication', 'Mobile and desktop applications']),
    documentation: codes,
    action: 'copy-redirect-address',
  },
  {
    id: 'entra-not-public',
    seen: { at: ['token', 'refresh', 'device', 'page'], texts: ['AADSTS7000218'] },
    cause: documented('This is registered as a web application: it wants a secret.'),
    fix: unchecked(
      'Set “Allow public client flows” to Yes, and register the redirect address for desktop applications.',
    ),
    place: unchecked(['App registrations', 'your app', 'Authentication', 'Allow public client flows']),
    documentation: codes,
    action: 'copy-redirect-address',
  },
  {
    id: 'entra-single-page',
    seen: { at: ['token', 'refresh', 'page'], texts: ['AADSTS9002326', 'AADSTS9002327'] },
    cause: documented(
      'The redirect address is registered for a single-page application, or the request was taken for one of a web page.',
    ),
    fix: unchecked('Remove it there and add it to the platform “Mobile and desktop applications”.'),
    place: unchecked(['App registrations', 'your app', 'Authentication', 'Platform configurations']),
    documentation: codes,
    action: 'copy-redirect-address',
  },
  {
    id: 'entra-consent',
    seen: { at: ['page', 'authorization', 'token', 'refresh'], texts: ['AADSTS65001', 'AADSTS90094'] },
    cause: documented('Nobody has agreed yet that the app may do this for you.'),
    fix: unchecked('Sign in again and agree, or ask an administrator to grant consent.'),
    place: unchecked(['App registrations', 'your app', 'API permissions', 'Grant admin consent']),
    documentation: codes,
    action: 'sign-in-again',
  },
  {
    id: 'entra-another-tenant',
    seen: { at: ['page', 'authorization', 'token'], texts: ['AADSTS50020'] },
    cause: documented('Your account is of another tenant than the one that this connection names.'),
    fix: unchecked(
      'Use an account of this tenant, ask to be invited as a guest, or correct the tenant in Settings.',
    ),
    place: unchecked(['App registrations', 'your app', 'Overview', 'Directory (tenant) ID']),
    documentation: codes,
    action: 'open-settings',
  },
  {
    id: 'entra-not-used-for-long',
    seen: { at: ['refresh', 'page'], texts: ['AADSTS700082'] },
    cause: documented('The sign-in ended because it was not used for too long.'),
    fix: documented('Sign in again.'),
    place: null,
    documentation: codes,
    action: 'sign-in-again',
  },
];
