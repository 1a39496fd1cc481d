import { randomBytes } from 'node:crypto';
import { errors, interactionPolicy, Provider } from 'oidc-provider';
import type { Account, AdapterFactory, Configuration, JWKS } from 'oidc-provider';
import type { DemoUser } from '../accounts.ts';
import { demoClient, supportedScopes } from './client.ts';
import { pageSources } from './page-sources.ts';

export interface ProviderOptions {
  readonly issuer: string;
  /** The resource that access tokens are for; also their default. */
  readonly apiOrigin: string;
  /** What else access tokens are issued for. */
  readonly otherResources: readonly string[];
  readonly accessTokenSeconds: number;
  readonly users: readonly DemoUser[];
  readonly keys: JWKS['keys'];
  readonly cookieKey: string;
  readonly adapter: AdapterFactory;
}

const day = 24 * 60 * 60;

/**
 * The authorization server: code flow with PKCE, JWT access tokens for the demo's API, refresh tokens that rotate and end
 * their whole family when one is used twice, and pushed requests, DPoP, registration, the device flow, revocation,
 * introspection and RP-initiated logout.
 */
export function createProvider(options: ProviderOptions): Provider {
  return new Provider(options.issuer, configuration(options));
}

function configuration(options: ProviderOptions): Configuration {
  const { accessTokenSeconds, apiOrigin, otherResources } = options;
  const pages = pageSources();
  return {
    adapter: options.adapter,
    jwks: { keys: options.keys },
    cookies: {
      keys: [options.cookieKey],
      names: { session: 'fieldnotes', interaction: 'fieldnotes_step', resume: 'fieldnotes_resume' },
    },
    clients: [demoClient(options.issuer)],
    clientDefaults: { id_token_signed_response_alg: 'RS256' },
    scopes: supportedScopes,
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
    responseTypes: ['code'],
    findAccount: (_context, subject) => accountOf(options.users, subject),
    interactions: {
      policy: policy(),
      url: (_context, interaction) => `/interaction/${interaction.uid}`,
    },
    // Each sign-in is a consent of its own, so that signing out of one connection never ends another one's tokens.
    loadExistingGrant: async (context) => {
      const grantId = context.oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : await context.oidc.provider.Grant.find(grantId);
    },
    // Native apps may not know that this server wants `offline_access` with `prompt=consent` (Core §11): they get one anyway.
    issueRefreshToken: (_context, client, source) =>
      client.grantTypeAllowed('refresh_token') &&
      (source.scopes.has('offline_access') || client.applicationType === 'native'),
    expiresWithSession: () => false,
    rotateRefreshToken: true,
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: 60,
      DeviceCode: 10 * 60,
      Grant: 30 * day,
      IdToken: 60 * 60,
      Interaction: 60 * 60,
      RefreshToken: 30 * day,
      Session: 14 * day,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: true, nonceSecret: randomBytes(32) },
      pushedAuthorizationRequests: { enabled: true },
      registration: { enabled: true, initialAccessToken: false },
      registrationManagement: { enabled: true, rotateRegistrationAccessToken: false },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: pages.userCodeInput,
        userCodeConfirmSource: pages.userCodeConfirm,
        successSource: pages.deviceDone,
      },
      revocation: { enabled: true, allowedPolicy: isOwn },
      introspection: { enabled: true, allowedPolicy: isOwn },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: pages.logout,
        postLogoutSuccessSource: pages.loggedOut,
      },
      // UserInfo takes the same tokens as the API: see user-info.ts.
      userinfo: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => Promise.resolve(apiOrigin),
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => {
          if (resource !== apiOrigin && !otherResources.includes(resource))
            throw new errors.InvalidTarget('the only API here is the Fieldnotes API');
          return {
            scope: supportedScopes.join(' '),
            audience: resource,
            accessTokenTTL: accessTokenSeconds,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
    extraClientMetadata: { properties: ['software_id', 'software_version'] },
    pkce: { required: () => true },
    // Requests that carry an Origin are refused before they get here.
    clientBasedCORS: () => false,
    renderError: pages.error,
  };
}

/** A client may ask about its own tokens only. */
function isOwn(
  _context: unknown,
  client: { clientId: string },
  token: { clientId?: string | undefined },
): boolean {
  return token.clientId === client.clientId;
}

function policy(): interactionPolicy.DefaultPolicy {
  const prompts = interactionPolicy.base();
  prompts.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return prompts;
}

function accountOf(users: readonly DemoUser[], subject: string): Account | undefined {
  const user = users.find((candidate) => candidate.username === subject);
  if (user === undefined) return undefined;
  return { accountId: user.username, claims: () => claimsOf(user) };
}

/** All claims of an account; the server passes on those that the scopes allow. */
export function claimsOf(user: DemoUser): {
  sub: string;
  name: string;
  preferred_username: string;
  email: string;
  email_verified: boolean;
} {
  return {
    sub: user.username,
    name: user.name,
    preferred_username: user.username,
    email: user.email,
    email_verified: true,
  };
}
