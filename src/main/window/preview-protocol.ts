import { previewOrigin } from '../../shared/channels.ts';
import { longestBodyPart, longestPreview, type BodyPart, type ReadResponse } from '../../shared/request.ts';
import type { Result } from '../../shared/result.ts';
import { previewPolicy } from './content-security-policy.ts';
import { inertHtml } from './inert-html.ts';
import { permissionsPolicy } from './permissions-policy.ts';

/** Reads a part of an answer, as the page would. */
export type ReadAnswer = (input: ReadResponse) => Promise<Result<BodyPart>>;

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': previewPolicy,
  'permissions-policy': permissionsPolicy,
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** The request whose answer an address of the preview names; null for every other address. Pure; never throws. */
export function previewedRequest(url: string): string | null {
  return url.startsWith(`${previewOrigin}/`)
    ? (/^\/([\w-]{1,64})$/.exec(url.slice(previewOrigin.length))?.[1] ?? null)
    : null;
}

/** Answers `app://preview/…` with the page that a server answered, made inert, where it is text of `longestPreview` at most. */
export function createPreviewHandler(
  read: ReadAnswer,
): (request: { readonly url: string }) => Promise<Response> {
  return async ({ url }) => {
    const requestId = previewedRequest(url);
    const html = requestId === null ? null : await readText(requestId, read);
    return html === null
      ? new Response('Not found', { status: 404, headers: { ...headers, 'content-type': 'text/plain' } })
      : new Response(inertHtml(html), { headers });
  };
}

/** All of a body as text; null where there is none, it is no text, or it is too long. */
async function readText(requestId: string, read: ReadAnswer): Promise<string | null> {
  let text = '';
  for (let from = 0; ;) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- where the next part begins, the one before says
    const part = await read({ requestId, from, length: longestBodyPart, as: 'text' });
    if (!part.ok || part.value.content.kind !== 'text') return null;
    if (part.value.to === from) return text;
    text += part.value.content.text;
    from = part.value.to;
    if (from > longestPreview) return null;
  }
}
