import { useSyncExternalStore } from 'react';

import type { ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { LatchkeyApi } from '../../shared/ipc.ts';
import type { OpenedHistory } from '../../shared/history.ts';
import type { RequestDraft, ResponseView } from '../../shared/request.ts';
import type { SentRequest } from './compare/answer-name.ts';
import type { ComparedAnswer } from './compare/compared-answer.ts';
import { earlierAnswers, setAside } from './earlier-answers.ts';
import { forgetProgress } from './use-progress.ts';

/** The last exchange of a connection. */
export type Exchange =
  | { readonly kind: 'none' }
  | { readonly kind: 'sending'; readonly requestId: string; readonly startedAt: number }
  /** The origin is not listed yet: the person decides. */
  | { readonly kind: 'asking'; readonly origin: string; readonly request: RequestDraft }
  | {
      readonly kind: 'answered';
      readonly response: ResponseView;
      /** What it answers, where that is known. */
      readonly sent?: SentRequest;
      /** Answers before it that it can be compared with, the newest first. */
      readonly earlier?: readonly ComparedAnswer[];
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

type Sending = Pick<LatchkeyApi, 'sendRequest' | 'dropResponse'>;

const none: Exchange = { kind: 'none' };

/** Exchanges go on while another tab or connection is looked at, so they live outside of the components. */
const exchanges = new Map<ConnectionId, Exchange>();
const listeners = new Set<() => void>();

function put(id: ConnectionId, exchange: Exchange): void {
  const before = exchanges.get(id);
  if (before?.kind === 'answered') {
    setAside(id, before.response, before.sent);
  }
  exchanges.set(id, exchange.kind === 'answered' ? { ...exchange, earlier: earlierAnswers(id) } : exchange);
  for (const listener of listeners) listener();
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => {
    listeners.delete(changed);
  };
}

export function useExchange(id: ConnectionId): Exchange {
  return useSyncExternalStore(subscribe, () => exchanges.get(id) ?? none);
}

/** The origin to ask about, when a failure says that the request would leave the listed ones. */
export function originAskedFor(failure: Failure, url: string): string | null {
  if (failure.code !== 'origin-not-allowed') return null;
  const suggestion = failure.details?.suggestion;
  if (suggestion !== undefined) return suggestion;
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}

/**
 * Sends a request and follows it to its end. While another one of the connection is on its way nothing is sent: who pressed
 * twice meant it once. An answer to a request that was given up is dropped.
 */
export async function send(api: Sending, id: ConnectionId, request: RequestDraft): Promise<void> {
  if (exchanges.get(id)?.kind === 'sending') return;
  const requestId = window.crypto.randomUUID();
  const startedAt = Date.now();
  put(id, { kind: 'sending', requestId, startedAt });
  const result = await api.sendRequest({ connectionId: id, requestId, request });
  const current = exchanges.get(id);
  forgetProgress(requestId);
  if (current?.kind !== 'sending' || current.requestId !== requestId) {
    if (result.ok) void api.dropResponse({ requestId });
    return;
  }
  if (result.ok) {
    const { method, url } = request;
    put(id, { kind: 'answered', response: result.value, sent: { method, url, at: startedAt } });
    return;
  }
  const origin = originAskedFor(result.failure, request.url);
  put(
    id,
    origin === null ? { kind: 'failed', failure: result.failure } : { kind: 'asking', origin, request },
  );
}

/** Shows the answer of an earlier request. What is being sent goes on being shown. */
export function showKept(id: ConnectionId, { outcome, row }: OpenedHistory): void {
  if (exchanges.get(id)?.kind === 'sending') {
    if (outcome.kind === 'answered') {
      void window.latchkey.dropResponse({ requestId: outcome.response.requestId });
    }
    return;
  }
  put(
    id,
    outcome.kind === 'answered'
      ? { kind: 'answered', response: outcome.response, sent: row }
      : { kind: 'failed', failure: outcome.failure },
  );
}

/** Cancels what is being sent; its failure `cancelled` comes back through `send`. */
export function cancel(api: LatchkeyApi, id: ConnectionId): void {
  const current = exchanges.get(id);
  if (current?.kind === 'sending') void api.cancelRequest({ requestId: current.requestId });
}

/** Puts the question away without sending. */
export function dropQuestion(id: ConnectionId): void {
  if (exchanges.get(id)?.kind === 'asking') put(id, none);
}

/**
 * Lists the origin with the connection and sends what waited for it, unless the question was answered otherwise by then: by
 * *Cancel*, without the sign-in, or by the same press before.
 */
export async function allowAndSend(
  api: Sending & Pick<LatchkeyApi, 'allowOrigin'>,
  id: ConnectionId,
  origin: string,
  request: RequestDraft,
): Promise<void> {
  const question = exchanges.get(id);
  const result = await api.allowOrigin({ id, origin });
  if (question?.kind !== 'asking' || exchanges.get(id) !== question) return;
  if (result.ok) await send(api, id, request);
  else put(id, { kind: 'failed', failure: result.failure });
}
