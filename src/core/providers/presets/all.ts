import { auth0 } from './auth0.ts';
import { betterAuth } from './better-auth.ts';
import { cognito } from './cognito.ts';
import { dex } from './dex.ts';
import { duende } from './duende.ts';
import { entra } from './entra.ts';
import { google } from './google.ts';
import { hydra } from './hydra.ts';
import { identityServer4 } from './identityserver4.ts';
import { keycloak } from './keycloak.ts';
import { okta } from './okta.ts';
import type { ProviderPreset } from './preset.ts';
import { zitadel } from './zitadel.ts';

/** Those that are known by their host first: what a path looks like proves less. */
export const presets: readonly ProviderPreset[] = [
  auth0,
  okta,
  cognito,
  entra,
  google,
  keycloak,
  identityServer4,
  duende,
  betterAuth,
  zitadel,
  hydra,
  dex,
];
