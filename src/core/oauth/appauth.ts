/**
 * The only file that knows `@openid/appauth`: it builds the protocol requests, and nothing else of it is used
 * (docs/decisions says why). Its logging prints codes and verifiers by default, so it is off before every use.
 */
import { AuthorizationRequest, RevokeTokenRequest, setFlag, TokenRequest } from '@openid/appauth';
import type { Crypto } from '@openid/appauth';

export type Parameters = readonly (readonly [name: string, value: string])[];

/** What makes the PKCE pair (RFC 7636 §4.1, §4.2). */
export type PkceCrypto = Crypto;

/** RFC 7636 §4.1. */
const verifierForm = /^[\w.~-]{43,128}$/;

export interface AuthorizationParameters {
  readonly parameters: Parameters;
  readonly codeVerifier: string;
}

/**
 * The parameters of an authorization request (RFC 6749 §4.1.1) with PKCE. Null when the library left PKCE out,
 * as it silently does when the digest fails (R13).
 */
export async function authorizationParameters(
  request: {
    readonly clientId: string;
    readonly redirectUri: string;
    readonly scope: string;
    readonly state: string;
    readonly extras: Readonly<Record<string, string>>;
  },
  crypto: PkceCrypto,
): Promise<AuthorizationParameters | null> {
  silence();
  const built = await new AuthorizationRequest(
    {
      response_type: AuthorizationRequest.RESPONSE_TYPE_CODE,
      client_id: request.clientId,
      redirect_uri: request.redirectUri,
      scope: request.scope,
      state: request.state,
      extras: { ...request.extras },
    },
    crypto,
  ).toJson();
  const codeVerifier = built.internal?.['code_verifier'] ?? '';
  const extras = built.extras ?? {};
  const whole = verifierForm.test(codeVerifier) && Boolean(extras['code_challenge']);
  if (!whole || extras['code_challenge_method'] !== 'S256') {
    return null;
  }
  return {
    parameters: present({
      response_type: built.response_type,
      client_id: built.client_id,
      redirect_uri: built.redirect_uri,
      scope: built.scope,
      state: built.state,
      ...extras,
    }),
    codeVerifier,
  };
}

/** RFC 6749 §4.1.3 with RFC 7636 §4.5. */
export function codeParameters(request: {
  readonly clientId: string;
  readonly code: string;
  readonly redirectUri: string;
  readonly extras: Readonly<Record<string, string>>;
}): Parameters {
  silence();
  return present(
    new TokenRequest({
      grant_type: 'authorization_code',
      client_id: request.clientId,
      code: request.code,
      redirect_uri: request.redirectUri,
      extras: { ...request.extras },
    }).toStringMap(),
  );
}

/** RFC 8628 §3.4 with RFC 7636 §4.5. */
export function deviceParameters(request: {
  readonly clientId: string;
  readonly deviceCode: string;
  readonly extras: Readonly<Record<string, string>>;
}): Parameters {
  silence();
  return present(
    new TokenRequest({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: request.clientId,
      redirect_uri: '',
      extras: { device_code: request.deviceCode, ...request.extras },
    }).toStringMap(),
  );
}

/** RFC 6749 §6. The library's type demands a redirect URI, which a refresh does not have; empty ones are left out. */
export function refreshParameters(request: {
  readonly clientId: string;
  readonly refreshToken: string;
  readonly extras: Readonly<Record<string, string>>;
}): Parameters {
  silence();
  return present(
    new TokenRequest({
      grant_type: 'refresh_token',
      client_id: request.clientId,
      refresh_token: request.refreshToken,
      redirect_uri: '',
      extras: { ...request.extras },
    }).toStringMap(),
  );
}

/** RFC 7009 §2.1. */
export function revocationParameters(request: {
  readonly clientId: string;
  readonly token: string;
  readonly hint: 'refresh_token' | 'access_token';
}): Parameters {
  silence();
  return present(
    new RevokeTokenRequest({
      token: request.token,
      token_type_hint: request.hint,
      client_id: request.clientId,
    }).toStringMap(),
  );
}

function silence(): void {
  setFlag('IS_LOG', false);
}

function present(map: Readonly<Record<string, string | undefined>>): Parameters {
  return Object.entries(map).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
}
