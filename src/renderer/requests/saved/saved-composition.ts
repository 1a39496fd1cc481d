import type { RequestDraft } from '../../../shared/request.ts';
import type { RequestBody } from '../../../shared/request-body.ts';
import type { OpenedRequest } from '../../../shared/saved-request.ts';
import { draftOfBody } from '../body/body-draft.ts';
import { draftOf, type Composition } from '../kept-drafts.ts';

/** Differs, but for accidents that cost a word on screen, when two requests do (FNV-1a). */
function markOf(request: RequestDraft): string {
  const text = JSON.stringify([
    request.method,
    request.url,
    request.offQuery ?? [],
    request.headers,
    request.body === null ? null : mapFiles(request.body),
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

export function fromDraft({ offQuery = [], body, ...request }: RequestDraft): Composition {
  return { ...request, offQuery, body: draftOfBody(body), saved: null };
}

/** A file is saved by its name: whether it was chosen in this run makes no difference. */
function mapFiles(body: RequestBody): unknown {
  if (body.kind === 'file') return { ...body, file: body.file.name };
  if (body.kind !== 'multipart') return body;
  return {
    ...body,
    parts: body.parts.map((part) => (part.kind === 'file' ? { ...part, file: part.file.name } : part)),
  };
}
