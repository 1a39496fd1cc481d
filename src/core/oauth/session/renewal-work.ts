import type { Failure } from '../../../shared/failure.ts';
import { fail } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { presetOf } from '../../providers/presets/preset-of.ts';
import { hostOf } from '../failures.ts';
import { validateRefreshedIdToken } from '../id-token.ts';
import type { KeySource } from '../keys.ts';
import { refreshTokens } from '../token-endpoint.ts';
import type { TokenOutcome } from '../token-endpoint.ts';
import type { IdentityClaims, ServerMetadata } from '../types.ts';
import type { Effect } from './effects.ts';
import type { MachineEvent, RefreshAnswer } from './events.ts';
import { noKeysNamed } from './failures.ts';
import { movedRecord } from './grants.ts';
import { keysThatMove, mayHaveMoved, noteMove, publishedNow } from './moved.ts';
import type { Published } from './moved.ts';
import type { SessionRecord } from './records.ts';
import { authenticationOf, noteIdToken } from './sign-in-work.ts';
import { momentOf } from './token-use.ts';
import type { Tools } from './tools.ts';

type Tokens = Extract<TokenOutcome, { readonly kind: 'tokens' }>;

type Refresh = Extract<Effect, { readonly kind: 'refresh' }>;

/** A renewal that runs: the session as it is by now, and how to learn where its provider went. */
interface Asking {
  record: SessionRecord;
  /** Set once something was found at another address than before. */
  moved: ServerMetadata | null;
  readonly published: Published;
  readonly tools: Tools;
  readonly signal: AbortSignal;
}

/**
 * Spends the refresh token and judges what came (R75). Where its endpoint is gone, the metadata is read again, once, and
 * the endpoint that it names now is asked (F19). One answer, whatever happens; none when it was stopped.
 */
export async function refresh(effect: Refresh, tools: Tools): Promise<readonly MachineEvent[]> {
  const { record, operation } = effect;
  const { session, metadata } = record;
  if (session.refreshToken === null) return [];
  const signal = tools.running.refresh();
  const { source } = metadata;
  const published = publishedNow({ ...session, source }, tools, signal);
  const asking: Asking = { record, moved: null, published, tools, signal };
  const outcome = await spend(effect, session.refreshToken, asking);
  const answer = await answerOf(outcome, asking);
  if (signal.aborted) return [];
  const { moved } = asking;
  return [{ kind: 'refresh-answered', operation, answer, ...(moved === null ? {} : { moved }) }];
}

async function spend(effect: Refresh, refreshToken: string, asking: Asking): Promise<TokenOutcome> {
  const outcome = await ask(effect, refreshToken, asking);
  if (outcome.kind !== 'needs-person' && outcome.kind !== 'try-later') return outcome;
  if (!mayHaveMoved(outcome.failure, effect.again)) return outcome;
  const now = await asking.published();
  if (now === null || now.tokenEndpoint === asking.record.session.tokenEndpoint) return outcome;
  noteMove('the address where sign-ins are renewed', now.tokenEndpoint, asking.tools);
  follow(asking, now);
  return ask(effect, refreshToken, asking);
}

async function ask(
  effect: Refresh,
  refreshToken: string,
  { record, tools, signal }: Asking,
): Promise<TokenOutcome> {
  const authentication = await authenticationOf(tools, record.metadata);
  if (!authentication.ok) return { kind: 'needs-person', failure: authentication.failure };
  return refreshTokens(
    {
      tokenEndpoint: record.session.tokenEndpoint,
      clientId: record.session.clientId,
      authentication: authentication.value,
      refreshToken,
      resource: effect.resource === '' ? null : effect.resource,
      resourceParameter: presetOf(record.metadata).authorization.value.resourceParameter,
      scopes: null,
      provider: presetOf(record.metadata),
      asked: record.session.scopesAsked,
    },
    tools.exchange(signal),
  );
}

function follow(asking: Asking, now: ServerMetadata): void {
  asking.moved = now;
  asking.record = movedRecord(asking.record, now);
}

async function answerOf(outcome: TokenOutcome, asking: Asking): Promise<RefreshAnswer> {
  switch (outcome.kind) {
    case 'tokens':
      return judge(outcome, asking);
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
      };
    default:
      return unhandled(outcome);
  }
}

/** R43: an ID token that comes with a renewal is judged before anything of the answer is used. */
async function judge(outcome: Tokens, asking: Asking): Promise<RefreshAnswer> {
  const { tokens } = outcome;
  const { tools } = asking;
  // Before the keys are asked for: a token's life began at the latest when it came.
  const received = momentOf(tools.clock);
  if (tokens.idToken === null || asking.record.session.subject === null) {
    return { kind: 'tokens', tokens, identity: null, received };
  }
  const validated = await identityOf(tokens.idToken, outcome, asking);
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
    return { kind: 'unjudged', failure, refreshToken: tokens.refreshToken };
  }
  return { kind: 'refused', failure };
}

async function identityOf(idToken: string, outcome: Tokens, asking: Asking): Promise<Result<IdentityClaims>> {
  const { tools, record } = asking;
  const { session, metadata } = record;
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
    keysThatMove(keysAt(metadata.jwksUri, asking), async () => movedKeys(metadata.jwksUri, asking)),
  );
}

function keysAt(jwksUri: string, { record, tools, signal }: Asking): KeySource {
  return tools.keys.forIssuer(record.session.issuer, jwksUri, tools.exchange(signal));
}

async function movedKeys(before: string | null, asking: Asking): Promise<KeySource | null> {
  const now = await asking.published();
  if (now === null || now.jwksUri === null || now.jwksUri === before) return null;
  noteMove('its keys', now.jwksUri, asking.tools);
  follow(asking, now);
  return keysAt(now.jwksUri, asking);
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
