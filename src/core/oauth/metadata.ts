import type { Failure } from '../../shared/failure.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { failure, hostOf } from './failures.ts';
import { checkAddressOf, parseIssuer } from './issuer.ts';
import { listMember } from './json.ts';
import type { JsonObject } from './json.ts';
import { providerText } from '../failures/provider-text.ts';
import { completeMetadata } from '../providers/presets/complete-metadata.ts';
import type { ServerMetadata } from './types.ts';

/** Wire name and words of each endpoint that the app uses. Others are never looked at (`{connectionName}`). */
const endpoints = {
  authorization_endpoint: 'sign-in address',
  token_endpoint: 'token address',
  jwks_uri: 'key address',
  revocation_endpoint: 'revocation address',
  end_session_endpoint: 'sign-out address',
  userinfo_endpoint: 'account address',
  device_authorization_endpoint: 'address for sign-in with a code',
} as const;

export type EndpointName = keyof typeof endpoints;

/**
 * Judges a metadata document (RFC 8414 §3.3, OpenID Connect Discovery §4.3): its issuer is the configured one byte
 * for byte (R44), every endpoint that the app uses is secure (R23). What its provider is known to have, and does not name, is
 * added.
 * Fails with `metadata-invalid`, `issuer-mismatch` (with `suggestion`, never adopted here) or `endpoint-insecure`.
 */
export function judgeMetadata(
  document: JsonObject,
  issuer: string,
  byHand: Partial<Record<EndpointName, string>>,
  source: ServerMetadata['source'],
): Result<ServerMetadata> {
  if (document['issuer'] !== issuer) return fail(otherIssuer(issuer, document['issuer']));
  const authorization = endpoint(document, 'authorization_endpoint', issuer, byHand);
  if (!authorization.ok) return authorization;
  const token = endpoint(document, 'token_endpoint', issuer, byHand);
  if (!token.ok) return token;
  if (authorization.value === null) return fail(missing(issuer, 'authorization_endpoint'));
  if (token.value === null) return fail(missing(issuer, 'token_endpoint'));
  const jwks = endpoint(document, 'jwks_uri', issuer, byHand);
  if (!jwks.ok) return jwks;
  const revocation = endpoint(document, 'revocation_endpoint', issuer, byHand);
  if (!revocation.ok) return revocation;
  const endSession = endpoint(document, 'end_session_endpoint', issuer, byHand);
  if (!endSession.ok) return endSession;
  const userinfo = endpoint(document, 'userinfo_endpoint', issuer, byHand);
  if (!userinfo.ok) return userinfo;
  const device = endpoint(document, 'device_authorization_endpoint', issuer, byHand);
  if (!device.ok) return device;
  const described: ServerMetadata = {
    issuer,
    authorizationEndpoint: authorization.value,
    tokenEndpoint: token.value,
    jwksUri: jwks.value,
    revocationEndpoint: revocation.value,
    endSessionEndpoint: endSession.value,
    userinfoEndpoint: userinfo.value,
    deviceAuthorizationEndpoint: device.value,
    issParameterSupported: document['authorization_response_iss_parameter_supported'] === true,
    scopesSupported: listMember(document, 'scopes_supported'),
    promptValuesSupported: listMember(document, 'prompt_values_supported'),
    codeChallengeMethodsSupported: listMember(document, 'code_challenge_methods_supported'),
    idTokenSigningAlgValuesSupported: listMember(document, 'id_token_signing_alg_values_supported'),
    userinfoSigningAlgValuesSupported: listMember(document, 'userinfo_signing_alg_values_supported'),
    grantTypesSupported: listMember(document, 'grant_types_supported'),
    tokenEndpointAuthMethodsSupported: listMember(document, 'token_endpoint_auth_methods_supported'),
    revocationEndpointAuthMethodsSupported: listMember(
      document,
      'revocation_endpoint_auth_methods_supported',
    ),
    source,
  };
  return succeed(completeMetadata(described));
}

function endpoint(
  document: JsonObject,
  name: EndpointName,
  issuer: string,
  byHand: Partial<Record<EndpointName, string>>,
): Result<string | null> {
  const value = byHand[name] ?? document[name];
  if (value === undefined || value === null || value === '') return succeed(null);
  return checkAddressOf(issuer, typeof value === 'string' ? value : JSON.stringify(value), endpoints[name]);
}

function missing(issuer: string, name: EndpointName): Failure {
  return failure(
    'metadata-invalid',
    'The description of this provider is incomplete.',
    `It does not say its ${endpoints[name]}.`,
    'Check the issuer. If it is right, ask whoever runs the provider.',
    { host: hostOf(issuer), field: name },
  );
}

function otherIssuer(issuer: string, named: unknown): Failure {
  const host = hostOf(issuer);
  const shown = providerText(named);
  if (typeof named !== 'string' || shown === null) {
    return failure(
      'metadata-invalid',
      'The description of this provider does not say who it is.',
      'It names no issuer, which every provider has to.',
      'Check the issuer. If it is right, ask whoever runs the provider.',
      { host, field: 'issuer' },
    );
  }
  const usable = parseIssuer(named);
  if (!usable.ok || usable.value !== named) {
    return failure(
      'issuer-mismatch',
      'The provider gives itself a name that cannot be used.',
      `You entered ${issuer}, and it calls itself “${shown}”. An address shared by many organizations does this.`,
      'Use the address of your own organization, with its ID in it.',
      { host },
    );
  }
  const slash = `${issuer}/` === named || issuer === `${named}/`;
  return failure(
    'issuer-mismatch',
    'The provider calls itself something else.',
    slash
      ? `You entered ${issuer}, and it calls itself ${shown}: they differ by the slash at the end.`
      : `You entered ${issuer}, and it calls itself ${shown}.`,
    'If that name is right, use it. If it surprises you, check the address first.',
    { host, suggestion: named },
  );
}
