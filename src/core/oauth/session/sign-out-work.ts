import type { Failure } from '../../../shared/failure.ts';
import { clientAuthentication } from '../client-authentication.ts';
import { readClientSecret } from '../client-secrets.ts';
import { revoke } from '../revocation.ts';
import type { RevocationOutcome } from '../revocation.ts';
import type { SignOutJob } from '../types.ts';
import { isSessionOf } from './belonging.ts';
import type { Effect } from './effects.ts';
import type { MachineEvent } from './events.ts';
import { revocationMethods } from './grants.ts';
import { mayHaveMoved, noteMove, publishedNow } from './moved.ts';
import type { Published } from './moved.ts';
import { stored } from './records.ts';
import type { Tools } from './tools.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { readonly kind: K }>;

/**
 * Seals the sign-out, then erases the session that it ends (R49). A crash in between leaves both, and the sign-out wins
 * at start.
 */
export async function keepSignOut(
  effect: Of<'keep-sign-out'>,
  tools: Tools,
): Promise<readonly MachineEvent[]> {
  const { id } = effect.kept;
  return tools.store(async () => {
    const job = { ...effect.kept.job, clientSecret: await secretFor(effect.kept.job, tools) };
    await tools.vault.write('sign-out', id, stored({ job }));
    const kept = { kind: 'sign-out-kept', kept: { id, job } } as const;
    if (job.ends === null) return [kept];
    const erased = await tools.vault.remove('session', tools.connectionId);
    return [{ kind: 'erased', failure: erased.ok ? null : erased.failure }, kept];
  });
}

/** The proof of the client goes with the tokens: the connection may be deleted, or be another client, before they are told. */
async function secretFor(job: SignOutJob, tools: Tools): Promise<string | null> {
  const connection = tools.connection();
  if (connection === null || !isSessionOf(job, connection)) return null;
  const secret = await readClientSecret(tools.vault, connection);
  return secret.ok ? secret.value : null;
}

/**
 * Tells the provider: the refresh token first, then access tokens (R50). What was delivered, or definitively refused,
 * is not sent again when the rest has to wait. Where the endpoint is gone, the metadata is read again, once, and the one
 * that it names now is told (F19).
 */
export async function deliver(effect: Of<'deliver'>, tools: Tools): Promise<readonly MachineEvent[]> {
  const { operation } = effect;
  const signal = tools.running.delivery();
  const published = publishedNow(effect.kept.job, tools, signal);
  let { job } = effect.kept;
  const notes: string[] = [];
  let refreshTokenEnded = false;
  for (let next = nextToken(job); next !== null; next = nextToken(job)) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other: some servers end the access tokens with the refresh token, and in that order (R50)
    const outcome = await giveBack(job, next, tools, signal);
    if (signal.aborted) return [];
    // oxlint-disable-next-line eslint/no-await-in-loop -- asked at most once
    const moved = outcome.kind === 'done' ? null : await movedJob(job, outcome.failure, published);
    if (signal.aborted) return [];
    if (moved !== null) {
      noteMove('the address that is told of sign-outs', moved.revocationEndpoint, tools);
      job = moved;
      continue;
    }
    if (outcome.kind === 'retry') {
      const { failure, retryAfterMilliseconds: retryAfter } = outcome;
      return [{ kind: 'delivered', operation, outcome: { kind: 'later', job, failure, retryAfter } }];
    }
    if (outcome.kind === 'refused' && !(refreshTokenEnded && isUnknown(outcome.failure)))
      notes.push(outcome.note);
    refreshTokenEnded ||= next.hint === 'refresh_token' && outcome.kind === 'done';
    job = next.rest;
  }
  return [{ kind: 'delivered', operation, outcome: { kind: 'done', note: notes[0] ?? null } }];
}

async function giveBack(
  job: SignOutJob,
  { token, hint }: NextToken,
  tools: Tools,
  signal: AbortSignal,
): Promise<RevocationOutcome> {
  const { revocationEndpoint: endpoint, clientId, clientSecret, authMethods } = job;
  const authentication = clientAuthentication(clientSecret, authMethods);
  return revoke({ endpoint, clientId, authentication, token, hint }, tools.exchange(signal));
}

/**
 * An access token that ended with its refresh token (RFC 7009 §2.1) is no longer known, and some servers answer that as a
 * bad request: it is what was asked for.
 */
function isUnknown({ details }: Failure): boolean {
  return details?.httpStatus === 400;
}

/** The rest of the sign-out for where the provider is by now; null where it did not move. */
async function movedJob(job: SignOutJob, failure: Failure, published: Published): Promise<SignOutJob | null> {
  if (!mayHaveMoved(failure, job.attempts > 0)) return null;
  const now = await published();
  const endpoint = now?.revocationEndpoint ?? null;
  if (now === null || endpoint === null || endpoint === job.revocationEndpoint) return null;
  return { ...job, revocationEndpoint: endpoint, authMethods: revocationMethods(now) };
}

interface NextToken {
  readonly token: string;
  readonly hint: 'refresh_token' | 'access_token';
  readonly rest: SignOutJob;
}

function nextToken(job: SignOutJob): NextToken | null {
  if (job.refreshToken !== null) {
    return { token: job.refreshToken, hint: 'refresh_token', rest: { ...job, refreshToken: null } };
  }
  const [token, ...accessTokens] = job.accessTokens;
  return token === undefined ? null : { token, hint: 'access_token', rest: { ...job, accessTokens } };
}
