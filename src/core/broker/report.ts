import type { ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Hop } from '../../shared/request.ts';
import type { Activity } from '../activity/activity.ts';
import type { AllowedRequest } from './policy.ts';
import type { Followed } from './send-following.ts';

interface Facts {
  readonly name: string;
  readonly value: string;
}

/** A request that the policy stopped: nothing was sent. What was typed may hold anything, so none of it is recorded. */
export function reportRefused(activity: Activity, connectionId: ConnectionId, reason: Failure): void {
  activity.add({
    connectionId,
    step: 'request',
    outcome: 'failed',
    summary: `Nothing was sent: ${reason.what}`,
    facts: [],
    failureCode: reason.code,
  });
}

export function reportFailed(
  activity: Activity,
  connectionId: ConnectionId,
  request: AllowedRequest,
  reason: Failure,
): void {
  activity.add({
    connectionId,
    step: 'request',
    outcome: 'failed',
    summary: `${request.method} ${request.host}: ${reason.what}`,
    facts: requestFacts(request),
    failureCode: reason.code,
  });
}

export function reportSent(
  activity: Activity,
  connectionId: ConnectionId,
  request: AllowedRequest,
  sent: Followed & { readonly milliseconds: number },
): void {
  const { answer, hops, refusal } = sent;
  activity.add({
    connectionId,
    step: 'request',
    outcome: 'ok',
    summary: `${sent.request.method} ${sent.request.host} answered ${String(answer.status)}.`,
    facts: [
      ...requestFacts(request),
      { name: 'Status', value: `${String(answer.status)} ${answer.statusText}`.trim() },
      { name: 'Time', value: `${String(Math.round(sent.milliseconds))} ms` },
      { name: 'Size', value: `${String(answer.size)} bytes` },
      ...(answer.incomplete === null ? [] : [{ name: 'Incomplete', value: answer.incomplete.why }]),
      ...(sent.history.repeated
        ? [{ name: 'Repeated', value: 'once, with a renewed access token, after a 401' }]
        : []),
      ...hops.map(redirectFact),
      ...(refusal === null ? [] : [{ name: 'Redirect', value: `not followed: ${refusal.why}` }]),
      ...(sent.credentialReplaced
        ? [{ name: 'Replaced', value: 'the answer repeated the access token' }]
        : []),
    ],
  });
}

function requestFacts(request: AllowedRequest): Facts[] {
  const sentWith =
    request.authorization.kind === 'none'
      ? 'no sign-in'
      : request.authorization.resource === null
        ? 'access token'
        : `access token for ${request.authorization.resource}`;
  return [
    { name: 'Method', value: request.method },
    { name: 'Address', value: request.address },
    {
      name: 'Sent with',
      value: request.cookies === true ? `${sentWith}, cookies where any are kept` : sentWith,
    },
  ];
}

/** Origins only: paths and queries that a server chose may hold anything. */
function redirectFact({ status, to, leftBehind }: Hop): Facts {
  const without = leftBehind.length === 0 ? '' : `, without ${leftBehind.join(', ')}`;
  return { name: 'Redirect', value: `${String(status)} to ${to.method} ${new URL(to.url).origin}${without}` };
}
