import { clientAuthentication } from '../client-authentication.ts';
import { readClientSecret } from '../client-secrets.ts';
import { revoke } from '../revocation.ts';
import type { SignOutJob } from '../types.ts';
import { isSessionOf } from './belonging.ts';
import type { Effect } from './effects.ts';
import type { MachineEvent } from './events.ts';
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
 * is not sent again when the rest has to wait.
 */
export async function deliver(effect: Of<'deliver'>, tools: Tools): Promise<readonly MachineEvent[]> {
  const { operation } = effect;
  const deps = tools.exchange(tools.running.delivery());
  let { job } = effect.kept;
  const authentication = clientAuthentication(job.clientSecret, job.authMethods);
  const notes: string[] = [];
  for (let next = nextToken(job); next !== null; next = nextToken(job)) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other: some servers end the access tokens with the refresh token, and in that order (R50)
    const outcome = await revoke(
      {
        endpoint: job.revocationEndpoint,
        clientId: job.clientId,
        authentication,
        token: next.token,
        hint: next.hint,
      },
      deps,
    );
    if (deps.signal.aborted) return [];
    if (outcome.kind === 'retry') {
      const { failure, retryAfterMilliseconds: retryAfter } = outcome;
      return [{ kind: 'delivered', operation, outcome: { kind: 'later', job, failure, retryAfter } }];
    }
    if (outcome.kind === 'refused') notes.push(outcome.note);
    job = next.rest;
  }
  return [{ kind: 'delivered', operation, outcome: { kind: 'done', note: notes[0] ?? null } }];
}

function nextToken(
  job: SignOutJob,
): { token: string; hint: 'refresh_token' | 'access_token'; rest: SignOutJob } | null {
  if (job.refreshToken !== null) {
    return { token: job.refreshToken, hint: 'refresh_token', rest: { ...job, refreshToken: null } };
  }
  const [token, ...accessTokens] = job.accessTokens;
  return token === undefined ? null : { token, hint: 'access_token', rest: { ...job, accessTokens } };
}
