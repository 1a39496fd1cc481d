import { useEffect, useState } from 'react';

import type { Failure } from '../../../shared/failure.ts';
import { longestBodyPart, type ResponseView } from '../../../shared/request.ts';

/** Bytes that are read at once: a multiple of three, so that pieces of base64 make one when they are joined. */
const partBytes = longestBodyPart - (longestBodyPart % 3);

export type WholeBody =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly base64: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** All bytes of a body, where there are `limit` at most. */
export function useWholeBody({ requestId, bytes, body }: ResponseView, limit: number): WholeBody {
  const inline = body.kind === 'bytes' ? body.base64 : null;
  const tooLarge = bytes > limit;
  const [whole, setWhole] = useState<WholeBody>(
    tooLarge
      ? { kind: 'too-large' }
      : inline === null
        ? { kind: 'reading' }
        : { kind: 'read', base64: inline },
  );
  useEffect(() => {
    if (inline !== null || tooLarge) return undefined;
    let current = true;
    const read = async (): Promise<void> => {
      const next = await readAll(requestId, bytes, () => current);
      if (current) setWhole(next);
    };
    void read();
    return () => {
      current = false;
    };
  }, [requestId, bytes, inline, tooLarge]);
  return whole;
}

async function readAll(requestId: string, bytes: number, wanted: () => boolean): Promise<WholeBody> {
  const parts: string[] = [];
  for (let from = 0; from < bytes && wanted(); from += partBytes) {
    // oxlint-disable-next-line no-await-in-loop -- one part after the other holds the least in memory
    const part = await window.latchkey.readResponse({ requestId, from, length: partBytes, as: 'bytes' });
    if (!part.ok) return { kind: 'failed', failure: part.failure };
    if (part.value.content.kind === 'bytes') parts.push(part.value.content.base64);
  }
  return { kind: 'read', base64: parts.join('') };
}
