/** A person at the realm. */
export interface RealmUser {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

export interface RealmOptions {
  readonly name: string;
  readonly users: readonly RealmUser[];
  /** Clients as the administration's interface takes them. */
  readonly clients: readonly object[];
  /** More of the realm, as that interface takes it. */
  readonly settings?: object;
}

/** A native client as a person would register it for the app. */
export function nativeClient(
  clientId: string,
  redirectUris: readonly string[],
  signOutAddresses: readonly string[],
): object {
  return {
    clientId,
    enabled: true,
    publicClient: true,
    standardFlowEnabled: true,
    directAccessGrantsEnabled: false,
    redirectUris,
    attributes: {
      'pkce.code.challenge.method': 'S256',
      'post.logout.redirect.uris': signOutAddresses.join('##'),
      'oauth2.device.authorization.grant.enabled': 'true',
    },
  };
}

/**
 * A realm in which refresh tokens are used once (“Revoke Refresh Token”), as the interface of Keycloak's administration takes it
 * (`POST /admin/realms`).
 */
export function realm({ clients, name, settings = {}, users }: RealmOptions): object {
  return {
    realm: name,
    enabled: true,
    sslRequired: 'none',
    accessTokenLifespan: 300,
    revokeRefreshToken: true,
    refreshTokenMaxReuse: 0,
    ssoSessionIdleTimeout: 1800,
    clients,
    users: users.map(({ email, password, username }) => ({
      username,
      email,
      emailVerified: true,
      enabled: true,
      firstName: username,
      lastName: 'Test',
      credentials: [{ type: 'password', value: password, temporary: false }],
      realmRoles: ['offline_access', `default-roles-${name}`],
    })),
    ...settings,
  };
}
