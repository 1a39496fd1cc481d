import type { ErrorEntry } from './entry.ts';
import { identityServerErrors } from './identity-server.ts';

export const duendeErrors: readonly ErrorEntry[] = identityServerErrors(
  'duende',
  'https://docs.duendesoftware.com/identityserver/reference/models/client/',
);
