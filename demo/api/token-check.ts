import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { calculateJwkThumbprint, createLocalJWKSet, EmbeddedJWK, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';

/** What the API learns from an access token. */
export interface CheckedToken {
  readonly subject: string;
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

export interface Refusal {
  readonly status: 400 | 401 | 403;
  /** RFC 6750 §3.1; null when no token was sent at all. */
  readonly error: 'invalid_request' | 'invalid_token' | 'insufficient_scope' | 'invalid_dpop_proof' | null;
  readonly description: string;
  readonly scope?: string;
  readonly scheme: 'Bearer' | 'DPoP';
}

export type TokenOutcome =
  { readonly ok: true; readonly token: CheckedToken } | { readonly ok: false; readonly refusal: Refusal };

/** @param url the address that a DPoP proof must name (RFC 9449 §4.3). */
export type TokenChecker = (
  request: IncomingMessage,
  url: string,
  scopes: readonly string[],
) => Promise<TokenOutcome>;

const proofAlgorithms = ['ES256', 'EdDSA', 'Ed25519'];
/** Seconds by which a proof's `iat` may differ from now. */
const proofWindow = 60;

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JSONWebKeySet;
}

/** Validates access tokens as RFC 9068 says (issuer, audience, expiry, type, signature), sender-constrained ones as RFC 9449 says. */
export function createTokenChecker({ audience, issuer, keys }: TokenRules): TokenChecker {
  const keySet = createLocalJWKSet(keys);
  const seenProofs = new Map<string, number>();

  return async (request, url, needed) => {
    const header = request.headers.authorization;
    if (header === undefined) return refuse(401, null, 'This needs an access token.');
    const match = /^(Bearer|DPoP) +([\w.~+/-]+=*)$/i.exec(header);
    const token = match?.[2];
    if (match === null || token === undefined) {
      return refuse(400, 'invalid_request', 'The Authorization header is malformed.');
    }
    const scheme = match[1]?.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer';
    let payload: JWTPayload;
    try {
      const verified = await jwtVerify(token, keySet, {
        issuer,
        audience,
        algorithms: ['ES256'],
        typ: 'at+jwt',
        requiredClaims: ['exp', 'sub', 'client_id'],
      });
      payload = verified.payload;
    } catch (error) {
      return refuse(401, 'invalid_token', reasonOf(error), scheme);
    }
    const boundKey = keyThumbprintOf(payload);
    if (boundKey !== null || scheme === 'DPoP') {
      const problem = await checkProof(request, url, token, boundKey, scheme, seenProofs);
      if (problem !== null) return refuse(401, problem.error, problem.description, 'DPoP');
    }
    const scopes = new Set(typeof payload['scope'] === 'string' ? payload['scope'].split(' ') : []);
    const missing = needed.filter((scope) => !scopes.has(scope));
    if (missing.length > 0) {
      return refuse(
        403,
        'insufficient_scope',
        `This needs ${missing.join(' and ')}.`,
        scheme,
        needed.join(' '),
      );
    }
    return {
      ok: true,
      token: {
        subject: payload.sub ?? '',
        clientId: String(payload['client_id']),
        scopes,
        expiresAt: payload.exp ?? 0,
      },
    };
  };
}

function refuse(
  status: Refusal['status'],
  error: Refusal['error'],
  description: string,
  scheme: Refusal['scheme'] = 'Bearer',
  scope?: string,
): TokenOutcome {
  return {
    ok: false,
    refusal: { status, error, description, scheme, ...(scope === undefined ? {} : { scope }) },
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The access token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The access token has the wrong ${error.claim}.`;
  return 'The access token is not valid here.';
}

function keyThumbprintOf(payload: JWTPayload): string | null {
  const confirmation = payload['cnf'];
  if (typeof confirmation !== 'object' || confirmation === null || !('jkt' in confirmation)) return null;
  return typeof confirmation.jkt === 'string' ? confirmation.jkt : null;
}

interface ProofProblem {
  readonly error: 'invalid_token' | 'invalid_dpop_proof';
  readonly description: string;
}

function bad(description: string): ProofProblem {
  return { error: 'invalid_dpop_proof', description };
}

async function checkProof(
  request: IncomingMessage,
  url: string,
  token: string,
  boundKey: string | null,
  scheme: Refusal['scheme'],
  seen: Map<string, number>,
): Promise<ProofProblem | null> {
  if (boundKey === null)
    return { error: 'invalid_token', description: 'The access token is not bound to a key.' };
  if (scheme === 'Bearer')
    return { error: 'invalid_token', description: 'This access token needs a DPoP proof.' };
  const proof = request.headers['dpop'];
  if (typeof proof !== 'string') return bad('Exactly one DPoP header is needed.');
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      algorithms: proofAlgorithms,
      typ: 'dpop+jwt',
      requiredClaims: ['jti', 'htm', 'htu', 'iat', 'ath'],
    });
    const now = Math.floor(Date.now() / 1000);
    const hash = createHash('sha256').update(token).digest('base64url');
    const { jwk } = protectedHeader;
    if (payload['htm'] !== request.method || payload['htu'] !== url)
      return bad('The proof is for another request.');
    if (payload['ath'] !== hash) return bad('The proof is for another access token.');
    if (Math.abs(now - (payload.iat ?? 0)) > proofWindow) return bad('The proof is too old or too new.');
    if (jwk === undefined || (await calculateJwkThumbprint(jwk)) !== boundKey)
      return bad('The proof has another key.');
    for (const [id, at] of seen) if (now - at > 2 * proofWindow) seen.delete(id);
    const id = `${boundKey}:${payload.jti ?? ''}`;
    if (seen.has(id)) return bad('The proof was used already.');
    seen.set(id, now);
    return null;
  } catch {
    return bad('The proof is not valid.');
  }
}

function quoted(name: string, value: string): string {
  return `${name}="${value.replace(/["\\]/g, '')}"`;
}

/** Answers a refusal with the challenge of RFC 6750 §3 (and RFC 9449 §7.1). */
export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  const parameters = [quoted('realm', 'fieldnotes')];
  if (refusal.error !== null) {
    parameters.push(quoted('error', refusal.error), quoted('error_description', refusal.description));
  }
  if (refusal.scope !== undefined) parameters.push(quoted('scope', refusal.scope));
  const algorithms = quoted('algs', proofAlgorithms.join(' '));
  const challenge =
    refusal.scheme === 'DPoP'
      ? `DPoP ${[...parameters, algorithms].join(', ')}`
      : `Bearer ${parameters.join(', ')}`;
  const challenges = refusal.error === null ? [challenge, `DPoP ${algorithms}`] : [challenge];
  response
    .writeHead(refusal.status, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'WWW-Authenticate': challenges.join(', '),
    })
    .end(JSON.stringify({ error: refusal.error ?? 'unauthorized', message: refusal.description }));
}
