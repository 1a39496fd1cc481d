import type { ProviderId } from '../../../shared/provider.ts';
import { auth0Errors } from './auth0.ts';
import { betterAuthErrors } from './better-auth.ts';
import { cognitoErrors } from './cognito.ts';
import { duendeErrors } from './duende.ts';
import { entraErrors } from './entra.ts';
import type { ErrorEntry } from './entry.ts';
import { apiErrors } from './general/api.ts';
import { authorizationErrors } from './general/authorization.ts';
import { deviceErrors } from './general/device.ts';
import { happenings } from './general/happenings.ts';
import { openidErrors } from './general/openid.ts';
import { registrationErrors } from './general/registration.ts';
import { statusErrors } from './general/statuses.ts';
import { tokenErrors } from './general/token.ts';
import { googleErrors } from './google.ts';
import { identityServer4Errors } from './identityserver4.ts';
import { keycloakErrors } from './keycloak.ts';
import { oktaErrors } from './okta.ts';

/** What errors mean at any provider, narrower before wider. */
export const generalErrors: readonly ErrorEntry[] = [
  ...happenings,
  ...deviceErrors,
  ...authorizationErrors,
  ...openidErrors,
  ...tokenErrors,
  ...apiErrors,
  ...registrationErrors,
  ...statusErrors,
];

/** What errors mean at one provider. */
const providerErrors: Readonly<Record<ProviderId, readonly ErrorEntry[]>> = {
  auth0: auth0Errors,
  'better-auth': betterAuthErrors,
  cognito: cognitoErrors,
  duende: duendeErrors,
  entra: entraErrors,
  google: googleErrors,
  identityserver4: identityServer4Errors,
  keycloak: keycloakErrors,
  okta: oktaErrors,
  // Nothing is known of these beyond what any provider says.
  dex: [],
  hydra: [],
  zitadel: [],
  unknown: [],
};

/** The entries of one provider, narrower before wider. */
export function errorsOf(id: ProviderId): readonly ErrorEntry[] {
  return providerErrors[id];
}
