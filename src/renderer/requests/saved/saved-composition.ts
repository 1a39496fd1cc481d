import type { RequestDraft } from '../../../shared/request.ts';
import type { RequestBody } from '../../../shared/request-body.ts';
import type { OpenedRequest, SavedPath } from '../../../shared/saved-request.ts';
import { assertNever } from '../../../shared/result.ts';
import { bodyOf, draftOfBody, type BodyDraft } from '../body/body-draft.ts';
import { draftOf, type Composition } from '../kept-drafts.ts';

/** Differs, but for accidents that cost a word on screen, when two requests do (FNV-1a). */
function markOf(request: RequestDraft): string {
  const text = JSON.stringify([
    request.method,
    request.url,
    request.offQuery ?? [],
    request.headers,
    request.offHeaders ?? [],
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

/** The composition that was saved: what stands in the file, with the files that were chosen and the bodies of other kinds. */
export function savedComposition(opened: OpenedRequest, before: Composition): Composition {
  const composition = compositionOf(opened);
  return { ...composition, body: keptBody(composition.body, before.body) };
}

function keptBody(saved: BodyDraft, before: BodyDraft): BodyDraft {
  if (saved.kind === 'none') return before;
  if (saved.kind !== before.kind) return saved;
  const { kind, text, fields } = saved;
  const sent = bodyOf(before);
  const chosen = sent?.kind === 'multipart' ? sent.parts : [];
  const parts = saved.parts.map((part, index) => {
    const file = chosen[index];
    const same = part.kind === 'file' && file?.kind === 'file' && file.file.name === part.file.name;
    return same ? { ...part, file: file.file } : part;
  });
  switch (kind) {
    case 'json':
    case 'text':
      return { ...before, text };
    case 'form':
      return { ...before, fields };
    case 'multipart':
      return { ...before, parts };
    case 'file':
      return before;
    case 'graphql':
      return { ...before, query: saved.query, variables: saved.variables };
    default:
      return assertNever(kind);
  }
}

/** Where something is after `from` went to `to`; null where it was not in there. */
export function movedPath(path: SavedPath, from: SavedPath, to: SavedPath): SavedPath | null {
  return path === from || path.startsWith(`${from}/`) ? `${to}${path.slice(from.length)}` : null;
}

/**
 * The composition that was opened at `before`, once its file is elsewhere or is called something else. Where another
 * program changed the file too, it keeps the revision that it knows: saving it asks first.
 */
export function relinked(composition: Composition, before: SavedPath, opened: OpenedRequest): Composition {
  const { saved } = composition;
  if (saved?.path !== before) return composition;
  const { path, name, revision } = opened;
  const same = markOf(opened.request) === saved.mark;
  return { ...composition, saved: { ...saved, path, name, revision: same ? revision : saved.revision } };
}

export function fromDraft({ offQuery = [], offHeaders = [], body, ...request }: RequestDraft): Composition {
  return { ...request, offQuery, offHeaders, body: draftOfBody(body), saved: null };
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
