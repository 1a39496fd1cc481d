import type { Failure } from '../../shared/failure.ts';
import type { RequestDraft } from '../../shared/request.ts';
import { bodyTexts, mapBody, withoutOff, type BodyOf, type RequestBody } from '../../shared/request-body.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { joinParts, resolveText, type ResolvedPart, type VariableLookup } from './resolve.ts';

/** A request in pieces, each text with its variables put in. */
export interface ResolvedRequest {
  readonly method: string;
  readonly url: readonly ResolvedPart[];
  readonly headers: readonly (readonly [name: string, value: readonly ResolvedPart[]])[];
  /** Without the rows that are switched off. Nothing in a file is put in. */
  readonly body: BodyOf<readonly ResolvedPart[]> | null;
  readonly authorization: RequestDraft['authorization'];
}

/**
 * Puts the values of variables into the URL, the values of headers and the body. Names of headers and the method are taken
 * as they are. Fails with `variable-unusable`, which names the variable and its place.
 */
export function resolveRequest(draft: RequestDraft, lookup: VariableLookup): Result<ResolvedRequest> {
  const url = resolveText(draft.url, lookup, { place: 'the URL', field: 'URL' });
  if (!url.ok) return url;
  const headers: (readonly [string, readonly ResolvedPart[]])[] = [];
  for (const [name, value] of draft.headers) {
    const resolved = resolveText(value, lookup, { place: `the header ${name}`, field: 'Headers' });
    if (!resolved.ok) return resolved;
    headers.push([name, resolved.value]);
  }
  const body = draft.body === null ? succeed(null) : resolveBody(draft.body, lookup);
  if (!body.ok) return body;
  return succeed({
    method: draft.method,
    url: url.value,
    headers,
    body: body.value,
    authorization: draft.authorization,
  });
}

const bodyPlace = { place: 'the request body', field: 'Request body' };

/** The first text that fails says why. */
function resolveBody(body: RequestBody, lookup: VariableLookup): Result<BodyOf<readonly ResolvedPart[]>> {
  let problem: Failure | null = null;
  const resolved = mapBody(withoutOff(body), (text): readonly ResolvedPart[] => {
    const parts = problem === null ? resolveText(text, lookup, bodyPlace) : succeed([]);
    if (parts.ok) return parts.value;
    problem = parts.failure;
    return [];
  });
  return problem === null ? succeed(resolved) : fail(problem);
}

/** The request as it is sent; `join` makes a text of its pieces. */
export function joinRequest(
  request: ResolvedRequest,
  join: (parts: readonly ResolvedPart[]) => string = joinParts,
): RequestDraft {
  return {
    method: request.method,
    url: join(request.url),
    headers: request.headers.map(([name, value]) => [name, join(value)] as const),
    body: request.body === null ? null : mapBody(request.body, join),
    authorization: request.authorization,
  };
}

/** The values of secret variables that stand in a request, each once. */
export function secretsIn(request: ResolvedRequest): readonly string[] {
  const parts = [
    ...request.url,
    ...request.headers.flatMap(([, value]) => value),
    ...(request.body === null ? [] : bodyTexts(request.body).flat()),
  ];
  return [...new Set(parts.flatMap((part) => (part.kind === 'secret' ? [part.value] : [])))];
}
