import { byteSize } from '../../../shared/byte-size.ts';
import type { ResponseView } from '../../../shared/request.ts';
import { addressParts } from '../../words/address-parts.ts';
import { clockTimeWithSeconds } from '../../words/time.ts';

/** What an answer is to. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** When it was sent, in milliseconds since the epoch. */
  readonly at: number;
}

/** Characters of an address in a name. */
const longestAddress = 80;

/** What tells an answer from others: `14:05:09, 200, 1.8 kB, GET /v1/notes`. */
export function answerName({ status, bytes }: ResponseView, sent: SentRequest | undefined): string {
  const facts = [String(status), byteSize(bytes)];
  if (sent === undefined) return facts.join(', ');
  // Without the origin, which most answers of a connection share.
  const address = addressParts(sent.url).path;
  const cut = address.length > longestAddress ? `${address.slice(0, longestAddress)}…` : address;
  return [clockTimeWithSeconds(sent.at), ...facts, `${sent.method} ${cut}`].join(', ');
}
