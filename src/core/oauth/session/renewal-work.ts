import type { Failure } from '../../../shared/failure.ts';
import { fail } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { hostOf } from '../failures.ts';
import { validateRefreshedIdToken } from '../id-token.ts';
import { refreshTokens } from '../token-endpoint.ts';
import type { TokenOutcome } from '../token-endpoint.ts';
import type { IdentityClaims } from '../types.ts';
import type { Effect } from './effects.ts';
import type { MachineEvent, RefreshAnswer } from './events.ts';
import { noKeysNamed } from './failures.ts';
import type { SessionRecord } from './records.ts';
import { authenticationOf, noteIdToken } from './sign-in-work.ts';
import { momentOf } from './token-use.ts';
import type { Tools } from './tools.ts';

type Tokens = Extract<TokenOutcome, { readonly kind: 'tokens' }>;

/** Spends the refresh token and judges what came (R75). One answer, whatever happens; none when it was stopped. */
export async function refresh(
  effect: Extract<Effect, { readonly kind: 'refresh' }>,
  tools: Tools,
): Promise<readonly MachineEvent[]> {
  const { record, operation } = effect;
  const { session } = record;
  if (session.refreshToken === null) return [];
  const signal = tools.running.refresh();
  const authentication = await authenticationOf(tools, record.metadata);
  if (!authentication.ok) {
    const answer = { kind: 'needs-person', failure: authentication.failure } as const;
    return [{ kind: 'refresh-answered', operation, answer }];
  }
  const outcome = await refreshTokens(
    {
      tokenEndpoint: session.tokenEndpoint,
      clientId: session.clientId,
      authentication: authentication.value,
      refreshToken: session.refreshToken,
      resource: effect.resource === '' ? null : effect.resource,
      scopes: null,
    },
    tools.exchange(signal),
  );
  const answer = await answerOf(outcome, record, tools, signal);
  return signal.aborted ? [] : [{ kind: 'refresh-answered', operation, answer }];
}

async function answerOf(
  outcome: TokenOutcome,
  record: SessionRecord,
  tools: Tools,
  signal: AbortSignal,
): Promise<RefreshAnswer> {
  switch (outcome.kind) {
    case 'tokens':
      return judge(outcome, record, tools, signal);
    case 'ended':
    case 'needs-person':
      return outcome;
    case 'refused-by-us':
      return { kind: 'refused', failure: outcome.failure };
    case 'try-later':
      return {
        kind: 'try-later',
        cause: outcome.cause,
        failure: outcome.failure,
        retryAfter: outcome.retryAfterMilliseconds,
        answerLost: outcome.retryAfterMilliseconds === null && mayHaveActed(outcome.failure),
        refreshToken: null,
      };
    default:
      return unhandled(outcome);
  }
}

/** R43: an ID token that comes with a renewal is judged before anything of the answer is used. */
async function judge(
  outcome: Tokens,
  record: SessionRecord,
  tools: Tools,
  signal: AbortSignal,
): Promise<RefreshAnswer> {
  const { tokens } = outcome;
  // Before the keys are asked for: a token's life began at the latest when it came.
  const received = momentOf(tools.clock);
  if (tokens.idToken === null || record.session.subject === null) {
    return { kind: 'tokens', tokens, identity: null, received };
  }
  const validated = await identityOf(tokens.idToken, outcome, record, tools, signal);
  noteIdToken(tools, validated);
  if (validated.ok) return { kind: 'tokens', tokens, identity: validated.value, received };
  const { failure } = validated;
  if (failure.code === 'clock-wrong') {
    return {
      kind: 'clock-wrong',
      failure,
      minutesOff: minutesOff(tools.clock.now(), outcome.serverDate),
      refreshToken: tokens.refreshToken,
    };
  }
  if (failure.code === 'keys-unavailable') {
    // Nothing is wrong with what came, it cannot be judged yet: only its refresh token is kept.
    return {
      kind: 'try-later',
      cause: 'provider-unavailable',
      failure,
      retryAfter: null,
      answerLost: false,
      refreshToken: tokens.refreshToken,
    };
  }
  return { kind: 'refused', failure };
}

async function identityOf(
  idToken: string,
  outcome: Tokens,
  { session, metadata }: SessionRecord,
  tools: Tools,
  signal: AbortSignal,
): Promise<Result<IdentityClaims>> {
  if (metadata.jwksUri === null) return fail(noKeysNamed(hostOf(session.issuer)));
  const authTime = session.claims['auth_time'];
  return validateRefreshedIdToken(
    idToken,
    {
      issuer: session.issuer,
      clientId: session.clientId,
      nonce: session.nonce,
      maxAge: null,
      acrValues: null,
      algorithms: metadata.idTokenSigningAlgValuesSupported,
      accessToken: outcome.tokens.accessToken,
      now: tools.clock.now(),
      serverDate: outcome.serverDate,
      original: { subject: session.subject ?? '', authTime: typeof authTime === 'number' ? authTime : null },
    },
    tools.keys.forIssuer(session.issuer, metadata.jwksUri, tools.exchange(signal)),
  );
}

/**
 * F2: a request that was sent and not answered may have been done; so may one whose answer was cut, or replaced by a gateway
 * or a server that broke on the way. One that could not be sent was not, and “not now” (429, 503) says that it was not.
 */
function mayHaveActed({ code, details }: Failure): boolean {
  if (['timed-out', 'connection-failed', 'answer-unreadable', 'answer-too-large'].includes(code)) return true;
  const status = details?.httpStatus;
  return status !== undefined && (status <= 299 || [500, 502, 504].includes(status));
}

function minutesOff(now: number, serverDate: number | null): number {
  return serverDate === null ? 0 : Math.round(Math.abs(now - serverDate) / 60_000);
}

function unhandled(_outcome: never): never {
  throw new TypeError('An outcome was not handled.');
}
