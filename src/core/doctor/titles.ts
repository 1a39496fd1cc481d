import type { CheckId } from '../../shared/doctor.ts';

/** What each check is called on screen and in its report. */
export const titles: Readonly<Record<CheckId, string>> = {
  name: 'Name of the server (DNS)',
  reach: 'Way to the server (TCP)',
  encryption: 'Encryption and certificate (TLS)',
  proxy: 'Proxy',
  clock: 'Clock',
  discovery: 'The provider’s description of itself',
  keys: 'Keys that sign-ins are checked with',
  pkce: 'Protection of the sign-in (PKCE)',
  scopes: 'Scopes',
  'redirect-scheme': 'Redirect address that opens Latchkey',
  'redirect-loopback': 'Redirect address of this computer (loopback)',
  'token-endpoint': 'Token address',
  'user-info-endpoint': 'Account address (UserInfo)',
  'device-endpoint': 'Sign-in with a code',
  'sign-out': 'Signing out in the browser',
  revocation: 'Taking a sign-in back (revocation)',
  scheme: 'Links that open Latchkey',
  browser: 'Default browser',
  keyring: 'Keyring',
  vault: 'Saved sign-ins',
  disk: 'Free space',
  sandbox: 'Sandbox',
  online: 'Network',
  versions: 'Versions',
};
