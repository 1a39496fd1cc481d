import { accepted, notBegun, refused } from '../expectations.ts';
import { answersJson, answersText, honest, metadata } from '../lies.ts';
import { deviation, rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const section = 'OpenID Connect Discovery §4.3';

const incomplete: readonly Row[] = [
  [
    'no-authorization-endpoint',
    'has no sign-in address',
    'RFC 8414 §2',
    metadata({ authorization_endpoint: undefined }),
    notBegun('metadata-invalid', 'authorization_endpoint'),
  ],
  [
    'no-token-endpoint',
    'has no token address',
    'RFC 8414 §2',
    metadata({ token_endpoint: undefined }),
    notBegun('metadata-invalid', 'token_endpoint'),
  ],
  [
    'no-jwks-uri',
    'has no key address',
    section,
    metadata({ jwks_uri: undefined }),
    refused('keys-unavailable', { field: 'jwks_uri' }),
  ],
  [
    'pkce-plain',
    'offers PKCE without S256',
    'RFC 9700 §2.1.1',
    metadata({ code_challenge_methods_supported: ['plain'] }),
    notBegun('pkce-not-supported'),
  ],
  [
    'pkce-case',
    'offers PKCE as s256',
    'RFC 7636 §4.2',
    metadata({ code_challenge_methods_supported: ['s256'] }),
    notBegun('pkce-not-supported'),
  ],
  [
    'not-found',
    'answers 404 at every place',
    section,
    answersText('/.well-known/openid-configuration', 404, ''),
    notBegun('metadata-not-found', null, 3),
  ],
  [
    'unavailable',
    'answers 503',
    section,
    answersText('/.well-known/openid-configuration', 503, ''),
    notBegun('provider-unavailable', null, 3),
  ],
  [
    'limited',
    'answers 429',
    section,
    answersText('/.well-known/openid-configuration', 429, ''),
    notBegun('provider-unavailable', null, 3),
  ],
  [
    'error-json',
    'answers 200 with an error in JSON',
    section,
    answersJson('/.well-known/openid-configuration', 200, { error: 'not_found' }),
    notBegun('metadata-not-found', null, 3),
  ],
  [
    'error-with-metadata',
    'answers 404 with the right metadata',
    section,
    (server) =>
      server.rewrite('/.well-known/openid-configuration', (body, response) => {
        response.writeHead(404);
        response.end(body);
      }),
    notBegun('metadata-not-found', null, 3),
  ],
];

/** What real servers do, and is fine. */
const fine: readonly Row[] = [
  [
    'pkce-unlisted',
    'says nothing of PKCE',
    deviation,
    metadata({ code_challenge_methods_supported: undefined }),
    accepted(),
  ],
  [
    'unused-invalid',
    'has unused addresses that are none',
    deviation,
    metadata({
      registration_endpoint: 'https://{connectionName}',
      check_session_iframe: 'javascript:0',
      op_policy_uri: 7,
    }),
    accepted(),
  ],
  [
    'optional-missing',
    'names no revocation and no sign-out',
    deviation,
    metadata({ revocation_endpoint: undefined, end_session_endpoint: undefined }),
    accepted(),
  ],
  [
    'optional-null',
    'names null for what it does not have',
    deviation,
    metadata({ revocation_endpoint: null, end_session_endpoint: '' }),
    accepted(),
  ],
  [
    'algorithms-unlisted',
    'lists no algorithms',
    deviation,
    metadata({ id_token_signing_alg_values_supported: undefined }),
    accepted(),
  ],
  [
    'algorithms-text',
    'lists its algorithms as a text',
    'hostile',
    metadata({ id_token_signing_alg_values_supported: 'none' }),
    accepted(),
  ],
  [
    'iss-unlisted',
    'says nothing of iss in its answers, and sends it',
    deviation,
    metadata({ authorization_response_iss_parameter_supported: undefined }),
    accepted(),
  ],
  [
    'methods-without-none',
    'does not list public clients',
    deviation,
    metadata({ token_endpoint_auth_methods_supported: ['client_secret_basic'] }),
    accepted(),
  ],
  [
    'double-slash',
    'has // in its token address',
    deviation,
    (server) => {
      server.metadata = { jwks_uri: `${server.origin}//jwks` };
      server.script('//jwks', (_request, response) => {
        response.end(JSON.stringify({ keys: server.keys.map(({ jwk }) => jwk) }));
      });
    },
    accepted({ calls: ['discovery', 'authorization', 'token', 'elsewhere', 'userinfo'] }),
  ],
  [
    'other-host',
    'has its keys at another host',
    deviation,
    metadata(({ origin }) => ({ jwks_uri: `${origin.replace('127.0.0.1', 'localhost')}/jwks` })),
    accepted(),
  ],
  [
    'used',
    'is read at its own location',
    'OIDF oidcc-client-test-discovery-openid-config',
    honest,
    accepted(),
  ],
];

export const discoveryMembers = rowsOf('discovery', 'metadata-', [...incomplete, ...fine]);
