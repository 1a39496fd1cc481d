import { randomInt } from 'node:crypto';
import type { SentRequest } from '../broker/broker.ts';
import { cleanBody, cleanRequest, cleanResponse } from './clean-exchange.ts';
import type { EntryBody, HistoryEntry } from './entry.ts';
import type { WaitingEntry } from './waiting-entries.ts';

/** Characters of a request body that are kept. */
const longestRequestBody = 1_048_576;
/** Ids are whole numbers below this. */
const ids = 2 ** 48 - 1;

/**
 * What is remembered of a request, without any credential. The file of a large body is taken over before this returns, unless
 * the body has more than `largest` bytes.
 * @param at when it was sent, in milliseconds since the epoch
 */
export function remember(
  { request, milliseconds, outcome }: SentRequest,
  at: number,
  largest: number,
): Promise<WaitingEntry> {
  const clean = cleanRequest(request);
  const tooLong = JSON.stringify(clean.request.body).length > longestRequestBody;
  const common = {
    id: randomInt(1, ids),
    at,
    milliseconds,
    request: tooLong ? { ...clean.request, body: null } : clean.request,
    leftOut: tooLong ? [...clean.leftOut, 'the request body, because of its size'] : clean.leftOut,
  };
  if (outcome.kind === 'failed') {
    return Promise.resolve({ entry: { ...common, outcome }, content: new Uint8Array(), spool: null });
  }
  const response = cleanResponse(outcome.response);
  const entryWith = (body: EntryBody): HistoryEntry => ({
    ...common,
    outcome: { kind: 'answered', response, body },
  });
  const { body } = outcome;
  if (body.path === null) {
    return body.read(0, body.size).then((bytes) => {
      const content = cleanBody(bytes, response.headers);
      return { entry: entryWith({ kind: 'here', bytes: content.byteLength }), content, spool: null };
    });
  }
  const spool = body.size > largest ? null : body.handOver();
  const kept: EntryBody =
    spool === null
      ? { kind: 'left-out', why: body.size > largest ? 'too-large' : 'not-whole' }
      : { kind: 'file', key: Buffer.from(spool.key).toString('base64'), size: spool.size };
  return Promise.resolve({ entry: entryWith(kept), content: new Uint8Array(), spool });
}
