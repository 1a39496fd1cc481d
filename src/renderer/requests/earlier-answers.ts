import type { ConnectionId } from '../../shared/connection.ts';
import type { ResponseView } from '../../shared/request.ts';
import { isComparable, type ComparedAnswer } from './compare/compared-answer.ts';
import { answerName, type SentRequest } from './compare/answer-name.ts';

/** Answers of a connection that are kept besides the one that is shown, to compare it with. */
const mostKept = 4;

const kept = new Map<ConnectionId, readonly ComparedAnswer[]>();

/**
 * Another answer takes the place of this one: it stays to be compared with, where it can be. Main keeps the body of none but
 * those that this page does not hold whole.
 */
export function setAside(id: ConnectionId, response: ResponseView, sent: SentRequest | undefined): void {
  const comparable = isComparable(response);
  if (!comparable || response.body.kind !== 'large') drop(response);
  if (!comparable) return;
  const all = [{ response, name: answerName(response, sent) }, ...earlierAnswers(id)];
  for (const answer of all.slice(mostKept)) drop(answer.response);
  kept.set(id, all.slice(0, mostKept));
}

/** The answers that can be compared with, the newest first. */
export function earlierAnswers(id: ConnectionId): readonly ComparedAnswer[] {
  return kept.get(id) ?? [];
}

function drop({ requestId }: ResponseView): void {
  void window.latchkey.dropResponse({ requestId });
}
