import { ownContentType } from '../../../shared/request-body.ts';
import { bodyOf } from '../body/body-draft.ts';
import type { Composition } from '../kept-drafts.ts';

/** The headers that are sent without a row of their own, in a sentence. */
export function alsoSent({
  headers,
  body,
  authorization,
}: Pick<Composition, 'headers' | 'body' | 'authorization'>): string {
  const has = (wanted: string): boolean => headers.some(([name]) => name.trim().toLowerCase() === wanted);
  const sent = bodyOf(body);
  const type = sent === null || has('content-type') ? [] : [typeWords(ownContentType(sent))];
  const accept = has('accept') ? [] : ['Accept: */*'];
  const signIn = authorization === 'on' ? ['your sign-in'] : [];
  const all = [...type, ...accept, ...signIn];
  return all.length === 0 ? '' : `Also sent: ${all.join(', ')}.`;
}

function typeWords(type: string): string {
  return `Content-Type: ${type}${type.startsWith('multipart/') ? '; boundary=…' : ''} (from the body)`;
}
