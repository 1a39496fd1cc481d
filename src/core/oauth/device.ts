import type { ConnectionId } from '../../shared/connection.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { FetchRequest } from '../ports/fetch.ts';
import { presetOf } from '../providers/presets/preset-of.ts';
import { challengeOf, noPkce, pkceSupport, randomText } from './authorization.ts';
import { deviceAnswerUnusable, deviceRefused, deviceUnavailable, wayNotOffered } from './device-failures.ts';
import { clientPost, publicClient } from './client-authentication.ts';
import type { ClientAuthentication } from './client-authentication.ts';
import { exchange } from './exchange.ts';
import type { Answer, ExchangeDeps } from './exchange.ts';
import { askedBySettings, sentIn } from './explained.ts';
import type { ErrorContext } from './explained.ts';
import { hostOf } from './failures.ts';
import { checkAddressOf, checkEndpoint } from './issuer.ts';
import { parseJsonObject, textMember } from './json.ts';
import type { JsonObject } from './json.ts';
import { parseOAuthError } from './oauth-error.ts';
import { transactionLifetimeMilliseconds } from './redirect-check.ts';
import type { DeviceTransaction, ServerMetadata } from './types.ts';
import { parseUrl } from './url.ts';

/** Real answers have less than 1 kB. */
const limits = { maxBytes: 64_000, timeoutMilliseconds: 30_000 };

const second = 1000;
/** RFC 8628 §3.2: what holds when the server does not say. */
const defaultInterval = 5 * second;
const shortestInterval = second;
/** What a person reads from one screen and types on another; real ones have 6 to 12 characters. */
const longestUserCode = 64;

export interface DeviceInput {
  /** Names the attempt towards the window. */
  readonly attempt: string;
  readonly connectionId: ConnectionId;
  readonly metadata: ServerMetadata;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** As in the transaction; absent: none. */
  readonly more?: readonly string[];
  readonly added?: readonly string[];
  /** As in an authorization request. */
  readonly resources: readonly string[];
  /** Absent: a public client. RFC 8628 §3.1: proved here as at the token endpoint. */
  readonly authentication?: ClientAuthentication;
}

/** A code to be entered elsewhere, and how often the server wants to be asked about it. */
export interface DeviceAuthorization {
  readonly transaction: DeviceTransaction;
  readonly intervalMilliseconds: number;
}

/**
 * Asks for a device code (RFC 8628 §3.1) with a PKCE challenge, which some servers demand here too (R82), and judges what
 * came (§3.2, R81). Fails with a code of reaching a server, `not-permitted` where the server offers no such sign-in,
 * `pkce-not-supported`, `endpoint-insecure`, `metadata-invalid`, `authorization-refused`, `provider-unavailable` or
 * `answer-unreadable`.
 */
export async function requestDeviceCode(
  input: DeviceInput,
  deps: ExchangeDeps,
): Promise<Result<DeviceAuthorization>> {
  const { metadata } = input;
  if (metadata.deviceAuthorizationEndpoint === null) return fail(wayNotOffered(hostOf(metadata.issuer)));
  if (pkceSupport(metadata) === 'refused') return fail(noPkce(metadata));
  const endpoint = checkEndpoint(metadata.deviceAuthorizationEndpoint, 'address for sign-in with a code');
  if (!endpoint.ok) return endpoint;
  const tokenEndpoint = checkEndpoint(metadata.tokenEndpoint, 'token address');
  if (!tokenEndpoint.ok) return tokenEndpoint;
  const codeVerifier = randomText();
  const request = deviceRequest(endpoint.value, input, codeVerifier);
  const answer = await exchange(request, limits, deps);
  if (!answer.ok) return answer;
  return processDeviceResponse(answer.value, { ...input, codeVerifier }, deps.clock.now(), {
    provider: presetOf(metadata),
    secret: (input.authentication ?? publicClient).method !== 'none',
    sent: sentIn(request),
    asked: askedBySettings(input),
  });
}

/** RFC 8628 §3.1 with RFC 7636 §4.3. There is no browser to carry a nonce back, so none is sent. */
export function deviceRequest(endpoint: string, input: DeviceInput, codeVerifier: string): FetchRequest {
  const { resourceParameter } = presetOf(input.metadata).authorization.value;
  return clientPost(
    endpoint,
    input.clientId,
    [
      ['client_id', input.clientId],
      ['scope', [...new Set(input.scopes)].join(' ')],
      ['code_challenge', challengeOf(codeVerifier)],
      ['code_challenge_method', 'S256'],
      ...[...new Set(input.resources)].map((resource) => [resourceParameter, resource] as const),
    ],
    input.authentication ?? publicClient,
  );
}

/** Judges an answer of the device authorization endpoint (RFC 8628 §3.2). `now` in milliseconds since the epoch; `context` is for the words. */
export function processDeviceResponse(
  answer: Answer,
  input: DeviceInput & { readonly codeVerifier: string },
  now: number,
  context: ErrorContext = {},
): Result<DeviceAuthorization> {
  const { metadata, codeVerifier } = input;
  const host = hostOf(metadata.deviceAuthorizationEndpoint ?? metadata.issuer);
  const error = parseOAuthError(answer);
  const { status } = answer;
  if (status >= 500 || status === 429) return fail(deviceUnavailable(error, answer, host));
  if (status >= 400 || error.code !== null) return fail(deviceRefused(error, answer, host, context));
  const body = parseJsonObject(answer.bytes);
  const deviceCode = body === null ? null : printable(body, 'device_code');
  const userCode = body === null ? null : printable(body, 'user_code');
  if (body === null || deviceCode === null || userCode === null || userCode.length > longestUserCode) {
    return fail(deviceAnswerUnusable(host, status));
  }
  // Google and others wrote `verification_url` before the RFC had its name.
  const address = textMember(body, 'verification_uri') ?? textMember(body, 'verification_url') ?? '';
  const verification = checkAddressOf(metadata.issuer, address, 'address for entering the code');
  if (!verification.ok) return verification;
  const expiresIn = seconds(body['expires_in']);
  const lifetime = expiresIn === null ? Infinity : expiresIn * second;
  if (lifetime <= 0) return fail(deviceAnswerUnusable(host, status));
  const interval = seconds(body['interval']);
  return succeed({
    intervalMilliseconds: interval === null ? defaultInterval : Math.max(interval * second, shortestInterval),
    transaction: {
      attempt: input.attempt,
      connectionId: input.connectionId,
      issuer: metadata.issuer,
      clientId: input.clientId,
      tokenEndpoint: metadata.tokenEndpoint,
      way: 'device',
      nonce: null,
      codeVerifier,
      scopes: [...new Set(input.scopes)],
      more: input.more ?? [],
      added: input.added ?? [],
      resource: input.resources[0] ?? null,
      maxAge: null,
      acrValues: null,
      startedAt: now,
      deviceCode,
      userCode,
      verificationUri: verification.value,
      verificationUriComplete: complete(body, verification.value, metadata.issuer),
      expiresAt: now + Math.min(lifetime, transactionLifetimeMilliseconds),
    },
  });
}

/** The address with the code in it, where it leads to the very place that the person is shown; else it is not used (R81). */
function complete(body: JsonObject, verificationUri: string, issuer: string): string | null {
  const value = textMember(body, 'verification_uri_complete');
  const checked = value === null ? null : checkAddressOf(issuer, value, 'address for entering the code');
  if (checked === null || !checked.ok) return null;
  return parseUrl(checked.value)?.origin === parseUrl(verificationUri)?.origin ? checked.value : null;
}

/** Text that a person could read and a form can carry; null for anything else. */
function printable(body: JsonObject, name: string): string | null {
  const value = textMember(body, name);
  return value !== null && /^[\u0020-\u007e]+$/.test(value) && value.trim() !== '' ? value : null;
}

/** A number, or a string of digits, as token answers have them (R72). */
function seconds(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
