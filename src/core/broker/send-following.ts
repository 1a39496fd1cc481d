import type { ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Hop } from '../../shared/request.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { judgeRedirect } from './judge-redirect.ts';
import type { AllowedRequest } from './policy.ts';
import { noHistory, sendAuthorized, type SendDeps, type Sent } from './send-authorized.ts';

export interface Followed extends Sent {
  /** The request that got the answer: the last of them. */
  readonly request: AllowedRequest;
  readonly hops: readonly Hop[];
  /** Why the answer, which is a redirect, was not followed. */
  readonly refusal: Failure | null;
}

/** Sends an allowed request and follows the redirects of its answers as far as `judgeRedirect` lets it. */
export async function sendFollowing(
  first: AllowedRequest,
  connectionId: ConnectionId,
  deps: SendDeps,
): Promise<Result<Followed>> {
  const hops: Hop[] = [];
  const earlier: AllowedRequest[] = [];
  let request = first;
  let history = noHistory;
  let credentialReplaced = false;
  for (;;) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- a hop follows from the answer before
    const sent = await sendAuthorized(request, connectionId, history, deps);
    if (!sent.ok) return fail(afterHops(sent.failure, hops));
    history = sent.value.history;
    credentialReplaced ||= sent.value.credentialReplaced;
    const redirection = judgeRedirect(request, sent.value.answer, earlier);
    // What broke off ended the exchange as a whole: nothing can follow from it.
    if (redirection.kind !== 'follow' || sent.value.answer.incomplete !== null) {
      const refusal = redirection.kind === 'refused' ? redirection.failure : null;
      return succeed({ ...sent.value, credentialReplaced, request, hops, refusal });
    }
    earlier.push(request);
    hops.push(redirection.hop);
    request = redirection.request;
  }
}

/** Whoever failed was not whom the person asked: the words say how the request came there, and the URL is not at fault. */
function afterHops(reason: Failure, hops: readonly Hop[]): Failure {
  const last = hops.at(-1);
  if (last === undefined || reason.code === 'cancelled') return reason;
  const { field: _, ...details } = reason.details ?? {};
  const led = `A redirect of ${new URL(last.from.url).host} led there.`;
  return { ...reason, why: `${reason.why} ${led}`, details };
}
