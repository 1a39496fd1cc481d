import type { ConnectionId } from '../../shared/connection.ts';
import type { ResponseView, SendRequest } from '../../shared/request.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import type { Activity } from '../activity/activity.ts';
import type { Clock } from '../ports/clock.ts';
import type { Fetch } from '../ports/fetch.ts';
import type { AccessTokens } from './access-tokens.ts';
import { defaultLimits, type Broker, type BrokerConnections, type BrokerLimits } from './broker.ts';
import { connectionGone } from '../failures/connection-gone.ts';
import { failure } from '../failures/failure.ts';
import { FinishedBodies } from './finished-bodies.ts';
import { mediaTypeOf } from './media-type.ts';
import { judgeRequest, type AllowedRequest } from './policy.ts';
import { reportFailed, reportRefused, reportSent } from './report.ts';
import { describeBody } from './response-body.ts';
import { sendFollowing } from './send-following.ts';

export interface BrokerDeps {
  readonly fetchFor: (id: ConnectionId) => Fetch;
  readonly tokens: AccessTokens;
  readonly connections: BrokerConnections;
  readonly activity: Activity;
  readonly clock: Clock;
  readonly limits?: Partial<BrokerLimits>;
}

export function createBroker(deps: BrokerDeps): Broker {
  const limits: BrokerLimits = { ...defaultLimits, ...deps.limits };
  const running = new Map<string, AbortController>();
  const finished = new FinishedBodies();

  async function send(input: SendRequest, stop: AbortController): Promise<Result<ResponseView>> {
    const { connectionId, requestId } = input;
    const connection = deps.connections.get(connectionId);
    if (connection === null) return fail(connectionGone());
    const judged = judgeRequest(input.request, connection.apiOrigins);
    if (!judged.ok) {
      reportRefused(deps.activity, connectionId, judged.failure);
      return judged;
    }
    const request = judged.value;
    const startedAt = deps.clock.monotonic();
    const sent = await sendFollowing(request, connectionId, {
      fetch: deps.fetchFor(connectionId),
      tokens: deps.tokens,
      clock: deps.clock,
      limits,
      stop,
    });
    const milliseconds = deps.clock.monotonic() - startedAt;
    if (!sent.ok) {
      reportFailed(deps.activity, connectionId, request, sent.failure);
      return sent;
    }
    const { answer, credentialReplaced, hops, refusal } = sent.value;
    const type = mediaTypeOf(answer.headers);
    finished.add(requestId, {
      bytes: answer.bytes,
      url: sent.value.request.url,
      headers: answer.headers,
      mediaType: type.essence === '' ? 'application/octet-stream' : type.essence,
    });
    reportSent(deps.activity, connectionId, request, { ...sent.value, milliseconds });
    return succeed({
      requestId,
      status: answer.status,
      statusText: answer.statusText,
      headers: answer.headers,
      body: describeBody(answer.bytes, type),
      milliseconds,
      bytes: answer.size,
      authorized: wasAuthorized(sent.value.request),
      credentialReplaced,
      ...(hops.length === 0 ? {} : { hops }),
      ...(refusal === null ? {} : { redirectRefused: refusal }),
    });
  }

  return {
    async send(input) {
      if (running.has(input.requestId)) return fail(alreadyRunning());
      const controller = new AbortController();
      running.set(input.requestId, controller);
      try {
        return await send(input, controller);
      } finally {
        running.delete(input.requestId);
      }
    },
    cancel(requestId) {
      running.get(requestId)?.abort();
    },
    body: (requestId) => finished.get(requestId),
  };
}

function wasAuthorized(request: AllowedRequest): boolean {
  return request.authorization.kind === 'token';
}

function alreadyRunning() {
  return failure(
    'input-invalid',
    'This request is running already.',
    'It was sent a moment ago and has no answer yet.',
    'Wait for its answer, or cancel it first.',
  );
}
