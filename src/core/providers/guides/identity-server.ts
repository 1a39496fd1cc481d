import { documented, unchecked } from '../presets/evidence.ts';
import { choose, enter, switchOff, switchOn, type ProviderGuide } from './provider-guide.ts';

/** IdentityServer4 and Duende IdentityServer are configured by the same file, in the same words. */
export function identityServerGuide(documentation: string): ProviderGuide {
  return {
    application: unchecked(['Clients of Config.cs, or of the configuration database', 'GrantTypes.Code']),
    steps: [
      {
        id: 'application',
        place: unchecked(['Config.cs, or the configuration database', 'Clients']),
        words: 'Add a client.',
        entries: [
          documented(enter('ClientId', 'client id')),
          documented(enter('ClientName', 'name')),
          documented(choose('AllowedGrantTypes', 'GrantTypes.Code')),
          documented(switchOff('RequireClientSecret')),
          documented(switchOn('RequirePkce')),
          documented(enter('RedirectUris', 'redirect addresses')),
          documented(enter('PostLogoutRedirectUris', 'sign-out address')),
          documented(enter('AllowedScopes', 'scopes but offline_access')),
          documented(switchOn('AllowOfflineAccess')),
          documented(choose('RefreshTokenUsage', 'TokenUsage.OneTimeOnly', { optional: true })),
          documented(choose('RefreshTokenExpiration', 'TokenExpiration.Sliding', { optional: true })),
        ],
        code: 'C#',
      },
      {
        id: 'scopes',
        place: unchecked(['Config.cs, or the configuration database', 'IdentityResources']),
        words:
          'See that every scope of the client is there too, such as IdentityResources.OpenId and IdentityResources.Profile. Then restart the server.',
        entries: [],
      },
      {
        id: 'sign-out',
        place: unchecked(['AccountOptions']),
        words: 'Have the browser come back after a sign-out, instead of showing a link.',
        entries: [unchecked(switchOn('AutomaticRedirectAfterSignOut', { optional: true }))],
      },
      {
        id: 'client-id',
        place: unchecked(['Config.cs, or the configuration database', 'Clients']),
        words: 'Copy the ClientId for Latchkey, as it stands there.',
        entries: [],
      },
    ],
    documentation,
  };
}
