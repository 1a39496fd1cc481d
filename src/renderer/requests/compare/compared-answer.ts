import { longestBodyPart, type ResponseView } from '../../../shared/request.ts';
import { assertNever, fail, succeed, type Result } from '../../../shared/result.ts';
import { bytesOf } from '../answer/base64.ts';
import { hexLines } from '../answer/hex-lines.ts';

/** An answer that is compared: of this run, or of the history, as long as its body can be read under its `requestId`. */
export interface ComparedAnswer {
  readonly response: ResponseView;
  /** What tells it from the other: method, address, when it was sent. */
  readonly name: string;
}

/** Bytes up to which a body is compared. */
export const longestCompared = 2_097_152;

/** Text of one side. */
export interface Side {
  readonly text: string;
  /** Whether it is indented first, so that what means the same looks the same. */
  readonly json: boolean;
}

/** Whether an answer has something that can be compared. */
export function isComparable({ body, bytes }: ResponseView): boolean {
  return body.kind !== 'empty' && bytes <= longestCompared;
}

/** What is compared of an answer: its text, or what is no text in hexadecimal. Fails as `readResponse`. */
export async function sideOf({ requestId, body }: ResponseView): Promise<Result<Side>> {
  switch (body.kind) {
    case 'empty':
      return succeed({ text: '', json: false });
    case 'json':
    case 'text':
      return succeed({ text: body.text, json: body.kind === 'json' });
    case 'bytes':
      return succeed({ text: hexLines(bytesOf(body.base64), 0), json: false });
    case 'large':
      return readLarge(requestId, body.shownAs);
    default:
      return assertNever(body);
  }
}

async function readLarge(requestId: string, shownAs: 'json' | 'text' | 'bytes'): Promise<Result<Side>> {
  const as = shownAs === 'bytes' ? 'bytes' : 'text';
  let text = '';
  for (let from = 0; ;) {
    // oxlint-disable-next-line no-await-in-loop -- where the next part begins, the one before says
    const part = await window.latchkey.readResponse({ requestId, from, length: longestBodyPart, as });
    if (!part.ok) return fail(part.failure);
    const { content, to } = part.value;
    if (to === from) return succeed({ text, json: shownAs === 'json' });
    if (content.kind === 'text') text += content.text;
    else text += `${text === '' ? '' : '\n'}${hexLines(bytesOf(content.base64), from)}`;
    from = to;
  }
}
