import { describe, expect, test } from 'vitest';
import { recognize } from '../../../../src/core/providers/presets/recognize.ts';

/** What was pasted, whose it is, and the issuers that may be meant. */
const recognized: readonly (readonly [text: string, provider: string | null, ...issuers: string[]])[] = [
  ['https://acme.us.auth0.com/', 'auth0', 'https://acme.us.auth0.com/'],
  ['acme.us.auth0.com', 'auth0', 'https://acme.us.auth0.com/'],
  ['https://acme.eu.auth0.com/.well-known/openid-configuration', 'auth0', 'https://acme.eu.auth0.com/'],
  ['https://acme.eu.auth0.com/u/login?state=hKFo2SB', 'auth0', 'https://acme.eu.auth0.com/'],
  [
    'https://manage.auth0.com/dashboard/us/acme/applications/abc/settings',
    'auth0',
    'https://acme.us.auth0.com/',
    'https://acme.auth0.com/',
  ],
  ['https://manage.auth0.com/dashboard/eu/acme/', 'auth0', 'https://acme.eu.auth0.com/'],
  ['https://acme.okta.com', 'okta', 'https://acme.okta.com', 'https://acme.okta.com/oauth2/default'],
  [
    'https://acme-admin.okta.com/admin/apps/active',
    'okta',
    'https://acme.okta.com/oauth2/default',
    'https://acme.okta.com',
  ],
  [
    'https://dev-123456-admin.oktapreview.com/admin/oauth2/as/aus1a2B3',
    'okta',
    'https://dev-123456.oktapreview.com/oauth2/aus1a2B3',
    'https://dev-123456.oktapreview.com',
  ],
  [
    'https://acme.okta.com/oauth2/default/.well-known/openid-configuration',
    'okta',
    'https://acme.okta.com/oauth2/default',
    'https://acme.okta.com',
  ],
  [
    'https://acme.okta.com/oauth2/v1/authorize?client_id=x',
    'okta',
    'https://acme.okta.com',
    'https://acme.okta.com/oauth2/default',
  ],
  [
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEf123/.well-known/jwks.json',
    'cognito',
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEf123',
  ],
  [
    'https://eu-west-1.console.aws.amazon.com/cognito/v2/idp/user-pools/eu-west-1_Xy9/overview?region=eu-west-1',
    'cognito',
    'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Xy9',
  ],
  ['us-gov-west-1_AbC', 'cognito', 'https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_AbC'],
  [
    'https://sso.example.com/realms/acme/protocol/openid-connect/auth?client_id=x',
    'keycloak',
    'https://sso.example.com/realms/acme',
  ],
  [
    'https://sso.example.com/auth/realms/acme/account',
    'keycloak',
    'https://sso.example.com/auth/realms/acme',
  ],
  [
    'https://sso.example.com/admin/master/console/#/acme/clients',
    'keycloak',
    'https://sso.example.com/realms/acme',
  ],
  ['http://localhost:8080/admin/realms/acme/users', 'keycloak', 'http://localhost:8080/realms/acme'],
  [
    'https://Identity.example.com/Sts/connect/authorize?client_id=x',
    'duende',
    'https://identity.example.com/sts',
  ],
  [
    'https://identity.example.com/Account/Login?ReturnUrl=%2Fconnect%2Fauthorize%2Fcallback%3Fx',
    'duende',
    'https://identity.example.com',
  ],
  ['https://demo.identityserver.io/connect/token', 'identityserver4', 'https://demo.identityserver.io'],
  [
    'https://login.microsoftonline.com/Contoso.onmicrosoft.com/oauth2/v2.0/authorize',
    'entra',
    'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0',
  ],
  [
    'https://sts.windows.net/6a5bfbd1-0f5f-4b6c-9f6e-5a7a1f0a2b3c/',
    'entra',
    'https://login.microsoftonline.com/6a5bfbd1-0f5f-4b6c-9f6e-5a7a1f0a2b3c/v2.0',
  ],
  [
    'https://portal.azure.com/#@contoso.onmicrosoft.com/resource/subscriptions',
    'entra',
    'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0',
  ],
  ['https://accounts.google.com/o/oauth2/v2/auth?client_id=x', 'google', 'https://accounts.google.com'],
  ['https://console.cloud.google.com/auth/clients?project=acme', 'google', 'https://accounts.google.com'],
  [
    'https://app.example.com/api/auth/oauth2/authorize?client_id=x',
    'better-auth',
    'https://app.example.com/api/auth',
  ],
  ['https://acme-x1y2z3.zitadel.cloud/ui/v2/login', 'zitadel', 'https://acme-x1y2z3.zitadel.cloud'],
  ['https://id.example.com/ui/console/projects/1', 'zitadel', 'https://id.example.com'],
  ['https://id.example.com/oauth/v2/authorize?client_id=x', 'zitadel', 'https://id.example.com'],
  [
    'https://acme-x1y2z3.projects.oryapis.com/.well-known/openid-configuration',
    'hydra',
    'https://acme-x1y2z3.projects.oryapis.com',
  ],
  [
    'https://id.example.com/oauth2/auth?client_id=x',
    'hydra',
    'https://id.example.com',
    'https://id.example.com/',
  ],
  ['https://sso.example.com/dex', 'dex', 'https://sso.example.com/dex'],
  ['https://argo.example.com/api/dex/auth/ldap?req=x', 'dex', 'https://argo.example.com/api/dex'],
  ['https://sso.example.com/dex/.well-known/openid-configuration', 'dex', 'https://sso.example.com/dex'],
  [
    'https://id.example.com/tenant/.well-known/openid-configuration',
    null,
    'https://id.example.com/tenant',
    'https://id.example.com/tenant/',
  ],
  [
    'https://id.example.com/.well-known/oauth-authorization-server/tenant',
    null,
    'https://id.example.com/tenant',
    'https://id.example.com/tenant/',
  ],
  ['https://id.example.com/signin?ReturnUrl=%2Fconnect%2Fauthorize', null, 'https://id.example.com'],
  [
    'https://id.example.com/tenant/oauth2/authorize?client_id=x',
    null,
    'https://id.example.com/tenant',
    'https://id.example.com',
  ],
  ['https://id.example.com/console#/apps/1', null, 'https://id.example.com'],
  // What stands in the query is nobody's.
  ['https://evil.example/?x=https://acme.okta.com', null, 'https://evil.example'],
  ['Our issuer (see <https://acme.eu.auth0.com/>).', 'auth0', 'https://acme.eu.auth0.com/'],
  ['[sign in](https://sso.example.com/realms/acme).', 'keycloak', 'https://sso.example.com/realms/acme'],
  ['  "https://accounts.google.com"\n', 'google', 'https://accounts.google.com'],
];

describe('an address of a provider', () => {
  test.each(recognized.map(([text, provider, ...issuers]) => ({ text, provider, issuers })))(
    '$text',
    ({ text, provider, issuers }) => {
      const { provider: found, issuers: candidates, missing, problem } = recognize(text, '');
      expect({ provider: found?.id ?? null, issuers: candidates.map(({ issuer }) => issuer) }).toEqual({
        provider,
        issuers,
      });
      expect({ missing, problem }).toEqual({ missing: null, problem: null });
    },
  );

  test('which is the issuer already, but for a slash at its end, is known as that', () => {
    expect(recognize('https://acme.us.auth0.com', '').isIssuer).toBe(true);
    expect(recognize(' https://acme.okta.com/oauth2/default/ ', '').isIssuer).toBe(true);
    expect(recognize('https://acme.us.auth0.com/u/login', '').isIssuer).toBe(false);
    expect(recognize('acme.okta.com', '').isIssuer).toBe(false);
  });

  test.each([
    [
      'https://acme.auth.eu-west-1.amazoncognito.com/login',
      'User pool ID',
      'eu-west-1_Ab9',
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab9',
    ],
    [
      'https://eu-west-1.console.aws.amazon.com/cognito/v2/home',
      'User pool ID',
      'eu-west-1_Ab9',
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab9',
    ],
    [
      'https://login.microsoftonline.com/common/v2.0',
      'Tenant',
      'contoso.com',
      'https://login.microsoftonline.com/contoso.com/v2.0',
    ],
    [
      'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps',
      'Tenant',
      'contoso.com',
      'https://login.microsoftonline.com/contoso.com/v2.0',
    ],
    ['https://sso.example.com/admin/master/console/', 'Realm', 'acme', 'https://sso.example.com/realms/acme'],
    ['https://sso.example.com/auth/realms/', 'Realm', 'acme', 'https://sso.example.com/auth/realms/acme'],
    [
      'https://manage.auth0.com/dashboard',
      'Tenant domain',
      'acme.eu.auth0.com',
      'https://acme.eu.auth0.com/',
    ],
    [
      'https://console.ory.sh/projects/1234/oauth',
      'Project slug',
      'acme-x1y2z3',
      'https://acme-x1y2z3.projects.oryapis.com',
    ],
  ])('%s lacks the %s, and with %s it is complete', (text, label, part, issuer) => {
    expect(recognize(text, '')).toMatchObject({ issuers: [], missing: { label } });
    expect(recognize(text, 'not/one of them')).toMatchObject({ issuers: [], missing: { label } });
    expect(recognize(text, ` ${part} `)).toMatchObject({ issuers: [{ issuer }], missing: { label } });
    expect(recognize(text, part).isIssuer).toBe(false);
  });
});

describe('what is no issuer is said to be something else', () => {
  test.each([
    ['not about a user pool', 'https://us-east-1.console.aws.amazon.com/ec2/home'],
    ['is in us-east-1', 'https://cognito-idp.eu-west-1.amazonaws.com/us-east-1_Ab9'],
    ['begins with “http:”', 'http://acme.okta.com/oauth2/default'],
    ['belongs to Auth0 itself', 'https://auth0.auth0.com/u/login'],
    ['belongs to Okta itself', 'https://developer.okta.com/docs'],
    ['belongs to ZITADEL itself', 'https://zitadel.com/docs'],
    ['before the “@”', 'https://acme.okta.com@evil.example/'],
    ['hidden character', 'https://acme.okta.com/\u202Emoc'],
    ['hidden character', 'https://acme.okta.com\u0000'],
    ['client ID', '1234-abc.apps.googleusercontent.com'],
    ['too long', `https://acme.okta.com/${'a'.repeat(5000)}`],
  ])('%s', (words, text) => {
    const { problem, isIssuer } = recognize(text, '');
    expect(problem).toContain(words);
    expect(isIssuer).toBe(false);
  });

  test('“common” asks for the tenant and says why', () => {
    expect(recognize('https://login.microsoftonline.com/common/oauth2/v2.0/authorize', '').problem).toContain(
      'every tenant at once',
    );
  });

  test('the wrong region, and http, come with what was probably meant', () => {
    expect(recognize('https://cognito-idp.eu-west-1.amazonaws.com/us-east-1_Ab9', '').issuers).toMatchObject([
      { issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab9' },
    ]);
    expect(recognize('http://acme.eu.auth0.com', '').issuers).toMatchObject([
      { issuer: 'https://acme.eu.auth0.com/' },
    ]);
  });

  test.each([
    '',
    '   ',
    'acme',
    'https://',
    'https://login.example.com',
    'https://acme.okta.com.evil.example/',
    'https://acme.okta.com:8443/',
    'https://notokta.com',
    'https://xn--kta-8cd.com/oauth2/default',
    'https://cognito-idp.us-east-1.amazonaws.com.evil.example/us-east-1_Ab9',
    'javascript:alert(1)//acme.okta.com',
    'file:///etc/passwd',
    'please sign me in to acme',
    'https://login.example.com/connect/elsewhere',
    'https://login.example.com/dex-tools/auth',
    'https://login.example.com/dex/elsewhere',
    'https://login.example.com/ui/settings',
  ])('%j belongs to nobody that is known', (text) => {
    expect(recognize(text, '')).toEqual({
      provider: null,
      issuers: [],
      isIssuer: false,
      missing: null,
      problem: null,
    });
  });
});
