import { randomBytes } from 'node:crypto';
import type { RequestTimeouts } from '../../shared/app-state.ts';
import type { Connection, ConnectionId } from '../../shared/connection.ts';
import type { FailureCode } from '../../shared/failure.ts';
import type { RequestDraft, RequestProgress, ResponseView } from '../../shared/request.ts';
import { bodyFiles } from '../../shared/request-body.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import type { Activity } from '../activity/activity.ts';
import type { Clock } from '../ports/clock.ts';
import type { BodyStream, Fetch } from '../ports/fetch.ts';
import type { Uploads } from '../ports/uploads.ts';
import type { SpoolDisk } from '../ports/spool-disk.ts';
import type { AccessTokens } from './access-tokens.ts';
import { KeptBodies } from './bodies/kept-bodies.ts';
import { readPart, savableBody, showBody } from './bodies/serve-bodies.ts';
import {
  defaultLimits,
  type Broker,
  type BrokerConnections,
  type BrokerCookies,
  type BrokerLimits,
  type BrokerRequest,
  type KnownCookies,
  type SentRequest,
} from './broker.ts';
import { connectionGone } from '../failures/connection-gone.ts';
import { failure } from '../failures/failure.ts';
import { retryAfterMilliseconds } from '../http/retry-after.ts';
import { explainRefusal } from './explain-refusal.ts';
import { explainUpload } from './explain-upload.ts';
import type { BodySupplies } from './request-body.ts';
import { startMeter } from './meter.ts';
import { judgeRequest, withCookies, type AllowedRequest } from './policy.ts';
import { keepWhatCame } from './receive.ts';
import { reportFailed, reportRefused, reportSent } from './report.ts';
import { demandedScopes } from './scope-demand.ts';
import { sendFollowing } from './send-following.ts';
import { SentSecrets } from './sent-secrets.ts';
import { tellingValues } from './set-cookie.ts';

export interface BrokerDeps {
  readonly fetchFor: (id: ConnectionId) => Fetch;
  readonly tokens: AccessTokens;
  readonly connections: BrokerConnections;
  /** Absent: no cookie is ever kept or sent. */
  readonly cookies?: BrokerCookies;
  readonly activity: Activity;
  readonly clock: Clock;
  /** Where large bodies are kept, sealed: a folder that nothing else uses, by its absolute path. */
  readonly spool: { readonly disk: SpoolDisk; readonly folder: string };
  readonly uploads: Uploads;
  /** Told how far each request is, ten times a second at most. */
  readonly progress: (progress: RequestProgress) => void;
  readonly limits?: Partial<BrokerLimits>;
  /** Told of each request that went out, before its answer is shown. */
  readonly sent?: (sent: SentRequest) => void;
  /** What the person chose, asked for at each request; absent: the times of `limits`. */
  readonly timeouts?: () => RequestTimeouts;
}

export function createBroker(deps: BrokerDeps): Broker {
  const limits: BrokerLimits = { ...defaultLimits, ...deps.limits };
  const running = new Map<
    string,
    {
      readonly connectionId: ConnectionId;
      readonly controller: AbortController;
      readonly sending: Promise<unknown>;
    }
  >();
  const bodies = new KeptBodies({ ...deps.spool, inlineBytes: limits.inlineBytes });
  const closing = new AbortController();

  async function send(input: BrokerRequest, stop: AbortController): Promise<Result<ResponseView>> {
    const { connectionId, requestId } = input;
    const connection = deps.connections.get(connectionId);
    if (connection === null) return fail(connectionGone());
    const judged = judgeRequest(
      input.request,
      connection.apiOrigins,
      suppliesOf(input.request, deps.uploads),
    );
    if (!judged.ok) {
      reportRefused(deps.activity, connectionId, judged.failure);
      return judged;
    }
    const carrying = carryingCookies(judged.value, connection);
    const cookies = await knownCookies(carrying, connectionId);
    if (!cookies.ok) {
      reportRefused(deps.activity, connectionId, cookies.failure);
      return cookies;
    }
    const secrets = new SentSecrets(input.secrets ?? []);
    const request = secrets.marked(carrying, input.request.body);
    const startedAt = deps.clock.monotonic();
    const meter = startMeter(requestId, deps.clock, deps.progress);
    const sent = await sendFollowing(request, connectionId, {
      // Not before something goes out: what the network was while a token was waited for may be gone.
      fetch: { send: (...sending) => deps.fetchFor(connectionId).send(...sending) },
      tokens: deps.tokens,
      clock: deps.clock,
      limits: { ...limits, ...timesOf(deps.timeouts?.()) },
      stop,
      secrets: secrets.values,
      cookies: cookies.value,
      begin: (head) => bodies.begin(requestId, head),
      meter,
    }).finally(() => {
      meter.end();
    });
    const milliseconds = deps.clock.monotonic() - startedAt;
    const stages = meter.times();
    if (!sent.ok) {
      await bodies.drop(requestId);
      reportFailed(deps.activity, connectionId, request, sent.failure);
      const { failure: reason } = sent;
      if (wentOut.has(reason.code)) {
        remember(input, milliseconds, { kind: 'failed', failure: reason });
      }
      return sent;
    }
    const kept = (await cookies.value?.values()) ?? [];
    const cookieValues = tellingValues([...kept, ...sent.value.history.cookieValues]);
    const followed = new SentSecrets([...(input.secrets ?? []), ...cookieValues]).hidden(sent.value);
    const { answer, credentialReplaced, history, hops, refusal } = followed;
    const authorized = wasAuthorized(followed.request);
    const demanded = authorized ? demandedScopes(answer) : [];
    const askable =
      demanded.length === 0
        ? null
        : deps.tokens.lacking(connectionId, { host: followed.request.host, scopes: demanded });
    const advice =
      explainRefusal({ ...answer, authorized, repeated: history.repeated, askable }) ??
      explainUpload(answer.status, followed.request.body);
    const now = deps.clock.now();
    const wait = retryAfterMilliseconds(answer.headers, now);
    reportSent(deps.activity, connectionId, request, { ...followed, milliseconds });
    const shown = await showBody(answer.body, limits.inlineBytes);
    if (!shown.ok) return shown;
    const response = {
      status: answer.status,
      statusText: answer.statusText,
      headers: answer.headers,
      ...(answer.incomplete === null ? {} : { incomplete: answer.incomplete }),
      milliseconds,
      stages,
      bytes: answer.size,
      authorized,
      credentialReplaced,
      ...(hops.length === 0 ? {} : { hops }),
      ...(advice === null ? {} : { advice }),
      ...(wait === null ? {} : { retryAt: now + wait }),
      ...(refusal === null ? {} : { redirectRefused: refusal }),
    };
    remember(input, milliseconds, { kind: 'answered', response, body: answer.body });
    return succeed({ ...response, requestId, body: shown.value });
  }

  const carryingCookies = (request: AllowedRequest, { id, apiOrigins }: Connection): AllowedRequest =>
    deps.cookies?.on(id) === true ? withCookies(request, apiOrigins) : request;

  /** Null where the connection keeps none. */
  async function knownCookies(
    request: AllowedRequest,
    id: ConnectionId,
  ): Promise<Result<KnownCookies | null>> {
    if (deps.cookies?.on(id) !== true) return succeed(null);
    return request.cookies === true ? deps.cookies.open(id) : succeed(noCookies);
  }

  function remember(input: BrokerRequest, milliseconds: number, outcome: SentRequest['outcome']): void {
    const { connectionId, request, named = request } = input;
    deps.sent?.({ connectionId, request: named, milliseconds, outcome });
  }

  return {
    async send(input) {
      if (running.has(input.requestId)) return fail(alreadyRunning());
      const controller = new AbortController();
      const sending = send(input, controller);
      running.set(input.requestId, { connectionId: input.connectionId, controller, sending });
      try {
        return await sending;
      } finally {
        running.delete(input.requestId);
      }
    },
    cancel(requestId, keep = false) {
      running.get(requestId)?.controller.abort(keep ? keepWhatCame : undefined);
    },
    cancelAll(id) {
      for (const { connectionId, controller } of running.values())
        if (connectionId === id) controller.abort();
    },
    read: (input) => readPart(bodies, input),
    withBody: (requestId, work) => bodies.use(requestId, (body) => work(savableBody(body), closing.signal)),
    show(requestId, body) {
      bodies.put(requestId, body);
      return showBody(body, limits.inlineBytes);
    },
    async drop(requestId) {
      if (!running.has(requestId)) await bodies.drop(requestId);
    },
    sweep: () => bodies.sweep(),
    async close() {
      closing.abort();
      for (const { controller } of running.values()) controller.abort();
      await Promise.allSettled([...running.values()].map(({ sending }) => sending));
      await bodies.dropAll();
    },
  };
}

/** The files that a body names, and a boundary that no content can know (RFC 2046 §5.1.1). */
function suppliesOf({ body }: RequestDraft, uploads: Uploads): BodySupplies {
  const files = new Map<string, BodyStream>();
  for (const { ticket } of bodyFiles(body)) {
    const file = ticket === null ? null : uploads.open(ticket);
    if (ticket !== null && file !== null) files.set(ticket, file);
  }
  if (body?.kind !== 'multipart') return { files, boundary: '' };
  return { files, boundary: `----LatchkeyFormBoundary${randomBytes(16).toString('hex')}` };
}

/** Failures after which something may have reached a server. A request that was cancelled is one that nobody wanted. */
const wentOut: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'timed-out',
  'name-not-resolved',
  'connection-failed',
  'certificate-invalid',
  'encryption-failed',
  'client-certificate-needed',
  'client-certificate-refused',
  'proxy-sign-in-needed',
  'answer-too-large',
  'answer-unreadable',
]);

/** The person's times as the limits count them; none: those of the limits stay. */
function timesOf(
  timeouts: RequestTimeouts | undefined,
): Partial<Pick<BrokerLimits, 'headMilliseconds' | 'idleMilliseconds'>> {
  if (timeouts === undefined) return {};
  const { firstByteSeconds, idleSeconds } = timeouts;
  return {
    headMilliseconds: firstByteSeconds === null ? null : firstByteSeconds * 1000,
    idleMilliseconds: idleSeconds === null ? null : idleSeconds * 1000,
  };
}

/** For a request that goes to somebody whose cookies are not kept: those that come are hidden all the same. */
const noCookies: KnownCookies = { values: () => Promise.resolve([]) };

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
