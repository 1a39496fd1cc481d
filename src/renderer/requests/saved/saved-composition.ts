import type { RequestDraft } from '../../../shared/request.ts';
import type { OpenedRequest } from '../../../shared/saved-request.ts';
import { draftOf, type Composition } from '../kept-drafts.ts';

/** Differs, but for accidents that cost a word on screen, when two requests do (FNV-1a). */
function markOf(request: RequestDraft): string {
  const text = JSON.stringify([
    request.method,
    request.url,
    request.headers,
    request.body,
    request.authorization,
  ]);
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${text.length} ${hash >>> 0}`;
}

/** Whether there is something to save. */
export function isChanged(composition: Composition): boolean {
  return composition.saved !== null && composition.saved.mark !== markOf(draftOf(composition));
}

/** A saved request in the editor. */
export function compositionOf({ path, name, request, revision }: OpenedRequest): Composition {
  return { ...fromDraft(request), saved: { path, name, revision, mark: markOf(request) } };
}

export function fromDraft(request: RequestDraft): Composition {
  return { ...request, body: request.body ?? '', saved: null };
}
