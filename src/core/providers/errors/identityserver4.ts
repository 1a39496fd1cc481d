import type { ErrorEntry } from './entry.ts';
import { identityServerErrors } from './identity-server.ts';

export const identityServer4Errors: readonly ErrorEntry[] = identityServerErrors(
  'identityserver4',
  'https://identityserver4.readthedocs.io/en/latest/reference/client.html',
);
