import { randomInt } from 'node:crypto';
import type { SentRequest } from '../broker/broker.ts';
import { cleanBody, cleanRequest, cleanResponse } from './clean-exchange.ts';
import { bodyCharacters, type EntryBody, type HistoryEntry } from './entry.ts';
import type { WaitingEntry } from './waiting-entries.ts';

/** Characters of a request body that are kept. */
const longestRequestBody = 1_048_576;
/** Ids are whole numbers below this. */
const ids = 2 ** 48 - 1;

/**
 * What is remembered of a request, without any credential: made when it is asked for, because it takes longer than the answer
 * should wait. What is needed of the body is taken before this returns: the bytes of a small one, and the file of a large one,
 * unless it has more than `largest` bytes.
 * @param at when it was sent, in milliseconds since the epoch
 */
export function remember(sent: SentRequest, at: number, largest: number): () => Promise<WaitingEntry> {
  const { outcome } = sent;
  if (outcome.kind === 'failed') {
    return () => Promise.resolve({ entry: { ...common(sent, at), outcome }, content: nothing, spool: null });
  }
  const { body } = outcome;
  const small = body.path === null ? body.read(0, body.size) : null;
  const spool = small !== null || body.size > largest ? null : body.handOver();
  return async () => {
    const response = cleanResponse(outcome.response);
    const content = small === null ? nothing : cleanBody(await small, response.headers);
    const kept: EntryBody =
      small !== null
        ? { kind: 'here', bytes: content.byteLength }
        : spool === null
          ? { kind: 'left-out', why: body.size > largest ? 'too-large' : 'not-whole' }
          : { kind: 'file', key: Buffer.from(spool.key).toString('base64'), size: spool.size };
    const entry = { ...common(sent, at), outcome: { kind: 'answered', response, body: kept } } as const;
    return { entry, content, spool };
  };
}

const nothing = new Uint8Array();

function common({ request, milliseconds }: SentRequest, at: number): Omit<HistoryEntry, 'outcome'> {
  // Before it is cleaned, which would hold everything up for a long one.
  const tooLong = bodyCharacters(request.body) > longestRequestBody;
  const clean = cleanRequest(tooLong ? { ...request, body: null } : request);
  return {
    id: randomInt(1, ids),
    at,
    milliseconds,
    request: clean.request,
    leftOut: tooLong ? [...clean.leftOut, 'the request body, because of its size'] : clean.leftOut,
  };
}
