import { createHash, randomBytes } from 'node:crypto';
import type { ConnectionId, RedirectWay } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { authorizationParameters } from './appauth.ts';
import type { Parameters, PkceCrypto } from './appauth.ts';
import { failure, hostOf } from './failures.ts';
import { withParameters } from './form.ts';
import { checkEndpoint } from './issuer.ts';
import type { AuthorizationDialect } from '../providers/presets/preset.ts';
import { providerText } from '../failures/provider-text.ts';
import type { Client, ServerMetadata, Transaction } from './types.ts';

export interface AuthorizationInput {
  /** Names the attempt towards the window; not the `state`. */
  readonly attempt: string;
  readonly connectionId: ConnectionId;
  readonly metadata: ServerMetadata;
  readonly client: Client;
  readonly redirectUri: string;
  readonly way: RedirectWay;
  readonly scopes: readonly string[];
  /** As in the transaction; absent: none. */
  readonly more?: readonly string[];
  readonly added?: readonly string[];
  /** The APIs that access tokens are to be obtained for, the one of the first token first (RFC 8707 §2.1); may be empty. */
  readonly resources: readonly string[];
  /** What the provider calls a resource, and what it wants besides. */
  readonly dialect: AuthorizationDialect;
  readonly prompt: string | null;
  readonly loginHint: string | null;
  /** Seconds. */
  readonly maxAge: number | null;
  readonly acrValues: readonly string[] | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** 256 bits, far above the 128 that R8 wants. */
const secretBytes = 32;

/** The PKCE pair of RFC 7636: a verifier of 256 random bits (43 characters), and its SHA-256. */
export const nodePkceCrypto: PkceCrypto = {
  // The library asks for a size in characters of its own alphabet; 43 of base64url hold the 256 bits.
  generateRandom: () => randomText(),
  deriveChallenge: async (verifier) => Promise.resolve(challengeOf(verifier)),
};

/** BASE64URL(SHA-256(verifier)) (RFC 7636 §4.2). */
export function challengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier, 'ascii').digest('base64url');
}

/**
 * Whether the server says that it takes S256: `listed`; `not-listed` when it says nothing of PKCE, as many that take it
 * do; `refused` when it lists others only (R14). For a plain OAuth 2.0 server `not-listed` asks the person once (R78).
 */
export function pkceSupport(metadata: ServerMetadata): 'listed' | 'not-listed' | 'refused' {
  const methods = metadata.codeChallengeMethodsSupported;
  if (methods === null || methods.length === 0) return 'not-listed';
  return methods.includes('S256') ? 'listed' : 'refused';
}

/**
 * Makes the authorization request (RFC 6749 §4.1.1) with PKCE (R7, R10 to R13), `state` (R8) and, where `openid` is
 * asked for, `nonce`; response type `code` only (R15). The transaction binds everything that the answer and the token
 * request are compared with (R16). Fails with `pkce-not-supported` (R14), `endpoint-insecure` or `internal`.
 * @throws TypeError for `prompt=none`, which is never sent (R79).
 */
export async function beginAuthorization(
  input: AuthorizationInput,
  crypto: PkceCrypto = nodePkceCrypto,
): Promise<Result<{ readonly transaction: Transaction; readonly url: string }>> {
  if (input.prompt?.split(' ').includes('none') === true)
    throw new TypeError('prompt=none is never sent (R79)');
  const { metadata } = input;
  if (pkceSupport(metadata) === 'refused') return fail(noPkce(metadata));
  const endpoint = checkEndpoint(metadata.authorizationEndpoint, 'sign-in address');
  if (!endpoint.ok) return endpoint;
  const tokenEndpoint = checkEndpoint(metadata.tokenEndpoint, 'token address');
  if (!tokenEndpoint.ok) return tokenEndpoint;

  const scopes = [...new Set(input.scopes)];
  const state = randomText();
  const nonce = scopes.includes('openid') ? randomText() : null;
  const built = await authorizationParameters(
    {
      clientId: input.client.clientId,
      redirectUri: input.redirectUri,
      scope: scopes.join(' '),
      state,
      extras: optional({
        ...input.dialect.parameters,
        nonce,
        prompt: input.prompt,
        login_hint: input.loginHint,
        max_age: input.maxAge === null ? null : String(input.maxAge),
        acr_values: input.acrValues === null ? null : input.acrValues.join(' '),
      }),
    },
    crypto,
  );
  if (built === null) return fail(noDigest());
  return succeed({
    url: withParameters(endpoint.value, [...built.parameters, ...resourceParameters(input)]),
    transaction: {
      attempt: input.attempt,
      connectionId: input.connectionId,
      issuer: metadata.issuer,
      clientId: input.client.clientId,
      tokenEndpoint: tokenEndpoint.value,
      redirectUri: input.redirectUri,
      way: input.way,
      issParameterSupported: metadata.issParameterSupported,
      state,
      nonce,
      codeVerifier: built.codeVerifier,
      scopes,
      more: input.more ?? [],
      added: input.added ?? [],
      resource: input.resources[0] ?? null,
      maxAge: input.maxAge,
      acrValues: input.acrValues,
      startedAt: input.now,
    },
  });
}

/** RFC 8707 §2: one parameter for each resource, which a map of parameters cannot hold. */
function resourceParameters({ resources, dialect }: AuthorizationInput): Parameters {
  return [...new Set(resources)].map((resource) => [dialect.resourceParameter, resource] as const);
}

/** 256 random bits as 43 characters of base64url, which are unreserved ones (RFC 7636 §4.1). */
export function randomText(): string {
  return randomBytes(secretBytes).toString('base64url');
}

function optional(values: Readonly<Record<string, string | null>>): Record<string, string> {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return Object.fromEntries(given);
}

/** R14: the server takes challenges, and none that is safe. */
export function noPkce(metadata: ServerMetadata): Failure {
  const listed = providerText(metadata.codeChallengeMethodsSupported?.join(', ')) ?? '';
  return failure(
    'pkce-not-supported',
    'This provider cannot protect a sign-in from an app.',
    `The only protection it offers is “${listed}”, and a safe sign-in needs “S256”.`,
    'Ask whoever runs the provider to allow PKCE with S256 for this app.',
    { host: hostOf(metadata.issuer) },
  );
}

function noDigest() {
  return failure(
    'internal',
    'The sign-in could not be prepared.',
    'This computer could not compute the protection that every sign-in needs.',
    'Start Latchkey again. If it stays so, please report it.',
  );
}
