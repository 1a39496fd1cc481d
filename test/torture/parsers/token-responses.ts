import { processTokenResponse } from '../../../src/core/oauth/token-endpoint.ts';
import type { TokenOutcome } from '../../../src/core/oauth/token-endpoint.ts';
import type { Random } from '../support/random.ts';
import { hostileBytes, textOf } from './hostile-json.ts';
import type { TryCase } from './parser-share.ts';

const secrets = ['access-canary-1f0e', 'refresh-canary-2b7d', 'header.id-canary-9c3a.signature'] as const;
const [access, refresh, identity] = secrets;
const tenYears = 315_360_000;
const now = Date.UTC(2026, 0, 15, 12);

const good = {
  access_token: access,
  token_type: 'Bearer',
  expires_in: 300,
  refresh_token: refresh,
  refresh_expires_in: 1800,
  id_token: identity,
  scope: 'openid profile',
};
const bad = {
  error: 'invalid_grant',
  error_description: `The token ${'x'.repeat(500)} is spent.`,
  trace_id: 'abc',
};

const statuses = [
  200, 200, 200, 201, 204, 100, 302, 400, 400, 401, 403, 407, 408, 425, 429, 500, 503, 599, 0, -1, 999,
];
const headerValues = [
  '',
  '0',
  '120',
  '99999999999999',
  '-5',
  'Wed, 21 Oct 2026 07:28:00 GMT',
  'soon',
  '\u0000',
  'x'.repeat(9000),
  '1e9',
  'Jan',
];

/** An answer of a token endpoint (RFC 6749 §5) of any shape; what becomes of it is told by an own reading of the rules (R72, R75). */
export const tryTokenResponse: TryCase = (random, count) => {
  const status = random.pick(statuses);
  const document = random.chance(0.8) === status < 300 ? good : bad;
  const bytes = random.chance(0.15) ? Buffer.from(textOf(freely(random))) : hostileBytes(document, random);
  const headers = ['date', 'retry-after', 'content-type', 'x-request-id'].map((name): [string, string] => [
    name,
    random.pick(headerValues),
  ]);
  const outcome = processTokenResponse(
    { status, headers, bytes, serverDate: null },
    random.chance(0.5) ? 'code' : 'refresh',
    'id.example.test',
    now,
  );
  count(outcome.kind);
  const expected = expectedOf(status, bytes);
  if (outcome.kind !== expected.kind)
    return `It was ${outcome.kind}, and should have been ${expected.kind}: ${String(status)} ${shown(bytes)}`;
  if (outcome.kind === 'tokens') {
    const got = JSON.stringify(outcome.tokens);
    return got === JSON.stringify(expected.tokens) ? null : `It took ${got} from ${shown(bytes)}`;
  }
  return leak(outcome) ?? wait(outcome);
};

/** Right answers in the ways in which servers write them (R72). */
function freely(random: Random): object {
  return {
    ...good,
    token_type: random.pick(['bearer', 'BEARER', 'Bearer']),
    expires_in: random.pick<string | number | null>(['3600', 3600, 0, '0', null, 1e12, 12.7, ' 60 ']),
    refresh_expires_in: random.pick<string | number>([0, '1800', 1800]),
    scope: random.pick<string | readonly string[]>(['', 'openid', ['openid', 'profile'], []]),
    extra: { anything: [1, null] },
  };
}

interface Expected {
  readonly kind: TokenOutcome['kind'];
  readonly tokens?: unknown;
}

function expectedOf(status: number, bytes: Uint8Array): Expected {
  const body = objectIn(bytes);
  if (status < 200 || status > 299) {
    const error = body?.['error'];
    const later =
      status < 400 || status > 499 || [407, 408, 425, 429].includes(status) || error === 'use_dpop_nonce';
    if (later) return { kind: 'try-later' };
    return { kind: error === 'invalid_grant' ? 'ended' : 'needs-person' };
  }
  const token = text(body?.['access_token']);
  if (body === null || token === null) return { kind: 'try-later' };
  const sendable = Array.from(token).every((character) => character >= ' ' && character <= '~');
  const type = text(body['token_type']);
  if (!sendable || type === null || type.toLowerCase() !== 'bearer') return { kind: 'refused-by-us' };
  const limit = seconds(body['refresh_expires_in'] ?? body['refresh_token_expires_in']);
  return {
    kind: 'tokens',
    tokens: {
      accessToken: token,
      tokenType: type,
      expiresIn: seconds(body['expires_in']),
      refreshToken: text(body['refresh_token']),
      refreshExpiresIn:
        limit === 0 && !isFraction(body['refresh_expires_in'] ?? body['refresh_token_expires_in'])
          ? null
          : limit,
      idToken: text(body['id_token']),
      scope: scope(body['scope']),
    },
  };
}

function isFraction(value: unknown): boolean {
  return Number(value) > 0;
}

function objectIn(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return isDeep(value) ? null : { ...value };
  } catch {
    return null;
  }
}

/** Nobody nests an answer in more than a hundred levels. */
function isDeep(value: object): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > 100) return true;
    level = level.flatMap((item): readonly unknown[] =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
  }
  return false;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.length > 0 ? value : null;
}

function seconds(value: unknown): number | null {
  const digits = typeof value === 'string' && /^\s*[0-9]+(\.[0-9]+)?\s*$/.test(value);
  if (typeof value !== 'number' && !digits) return null;
  const number = Number(value);
  return number >= 0 && number < Infinity ? Math.min(Math.floor(number), tenYears) : null;
}

function scope(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  const list = Array.isArray(value) ? value.filter((item) => typeof item === 'string' && item !== '') : [];
  return list.length > 0 ? list.join(' ') : null;
}

function leak(outcome: unknown): string | null {
  const told = JSON.stringify(outcome);
  if (told.length > 10_000) return `The failure is ${String(told.length)} characters long.`;
  return secrets.some((secret) => told.includes(secret)) ? `A secret is in ${told}` : null;
}

function wait(outcome: TokenOutcome): string | null {
  if (outcome.kind !== 'try-later' || outcome.retryAfterMilliseconds === null) return null;
  const { retryAfterMilliseconds: milliseconds } = outcome;
  return milliseconds >= 0 && milliseconds <= 86_400_000 ? null : `It waits ${String(milliseconds)} ms.`;
}

function shown(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes).toString('utf8').slice(0, 300));
}
