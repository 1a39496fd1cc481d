import type { Failure } from '../../shared/failure.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { FetchRequest } from '../ports/fetch.ts';
import { exchange, header } from './exchange.ts';
import type { Answer, ExchangeDeps } from './exchange.ts';
import { hostOf } from './failures.ts';
import type { Claims } from './id-token-expectations.ts';
import { reference, skew } from './id-token-time.ts';
import { checkEndpoint } from './issuer.ts';
import { parseJsonObject } from './json.ts';
import type { KeySource } from './keys.ts';
import { signedClaims } from './signed-claims.ts';
import { anotherPerson, falseStatement, noUserInfo, unreadableUserInfo } from './user-info-failures.ts';

/** Real answers have less than 10 kB; what is kept of one is sealed with the session. */
const limits = { maxBytes: 100_000, timeoutMilliseconds: 10_000 };

export interface UserInfoInput {
  readonly endpoint: string;
  readonly accessToken: string;
  readonly issuer: string;
  readonly clientId: string;
  /** `sub` of the ID token, which the answer has to repeat. */
  readonly subject: string;
  /** What the metadata lists for signed answers; null where it lists nothing. */
  readonly algorithms: readonly string[] | null;
  readonly keys: KeySource;
}

export type UserInfoOutcome =
  | { readonly kind: 'claims'; readonly claims: Claims }
  /** The answer is about somebody else, or not genuine: nothing of it is used (R42). */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** There is no answer that could be judged. */
  | { readonly kind: 'none'; readonly failure: Failure };

/**
 * Asks who signed in (OpenID Connect Core §5.3), once, at the endpoint that the metadata names. Its answer, JSON or a
 * signed JWT (§5.3.2), counts only when its `sub` is that of the ID token (R42).
 */
export async function readUserInfo(input: UserInfoInput, deps: ExchangeDeps): Promise<UserInfoOutcome> {
  const endpoint = checkEndpoint(input.endpoint, 'account address');
  if (!endpoint.ok) return { kind: 'none', failure: endpoint.failure };
  const answer = await exchange(userInfoRequest(endpoint.value, input.accessToken), limits, deps);
  if (!answer.ok) return { kind: 'none', failure: answer.failure };
  return processUserInfo(answer.value, input, deps.clock.now());
}

/** RFC 6750 §2.1: in the header, never in the address (R17). */
export function userInfoRequest(endpoint: string, accessToken: string): FetchRequest {
  return {
    method: 'GET',
    url: endpoint,
    headers: [
      ['accept', 'application/json, application/jwt'],
      ['authorization', `Bearer ${accessToken}`],
    ],
  };
}

/** Judges a whole answer of the UserInfo endpoint. `now` in milliseconds since the epoch. */
export async function processUserInfo(
  answer: Answer,
  input: Omit<UserInfoInput, 'endpoint' | 'accessToken'> & { readonly endpoint: string },
  now: number,
): Promise<UserInfoOutcome> {
  const host = hostOf(input.endpoint);
  if (answer.status !== 200) return { kind: 'none', failure: noUserInfo(answer.status, host) };
  const signed = /^application\/(.+\+)?jwt\b/i.test(header(answer.headers, 'content-type') ?? '');
  const read = signed ? await claimsOfJwt(answer, input, now) : claimsOfJson(answer, host);
  if (!read.ok) {
    const unjudged = ['keys-unavailable', 'answer-unreadable', 'cancelled'].includes(read.failure.code);
    return { kind: unjudged ? 'none' : 'refused', failure: read.failure };
  }
  const claims = nested(read.value);
  return claims['sub'] === input.subject
    ? { kind: 'claims', claims }
    : { kind: 'refused', failure: anotherPerson(claims['sub'], host) };
}

function claimsOfJson(answer: Answer, host: string): Result<Claims> {
  const body = parseJsonObject(answer.bytes);
  return body === null ? fail(unreadableUserInfo(host)) : succeed(body);
}

/**
 * A signed answer is held to what an ID token is: key, `iss`, `aud` and time. §5.3.2 only recommends `iss` and `aud`, so
 * one without is let through, and one with another is not.
 */
async function claimsOfJwt(
  answer: Answer,
  { issuer, clientId, algorithms, keys, endpoint }: Omit<UserInfoInput, 'accessToken' | 'subject'>,
  now: number,
): Promise<Result<Claims>> {
  const host = hostOf(endpoint);
  const token = new TextDecoder().decode(answer.bytes).trim();
  const validated = await signedClaims(token, algorithms, keys, (claims) => {
    const { iss, aud, exp } = claims;
    const audience: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
    if (iss !== undefined && iss !== issuer)
      return fail(falseStatement('It is from another provider.', host));
    if (aud !== undefined && !audience.includes(clientId)) {
      return fail(falseStatement('It is for another app.', host));
    }
    const ranOut =
      exp !== undefined &&
      (typeof exp !== 'number' || exp + skew <= reference({ now, serverDate: answer.serverDate }));
    return ranOut ? fail(falseStatement('It ran out.', host)) : succeed(claims);
  });
  if (validated.ok || validated.failure.code !== 'id-token-invalid') return validated;
  // The words of an ID token, whose check it went through.
  return fail(falseStatement('It does not pass the check that an ID token has to pass.', host));
}

/** Some servers wrap the claims in one object more. */
function nested(body: Claims): Claims {
  if (body['sub'] !== undefined) return body;
  const inner = Object.values(body).filter(isClaims);
  const [only] = inner;
  return only !== undefined && inner.length === 1 ? only : body;
}

function isClaims(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && 'sub' in value;
}
