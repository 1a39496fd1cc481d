import type { ResponseBody } from '../../../shared/request.ts';

/** What a body can be shown as, besides its text and its bytes. */
export interface PreviewKind {
  readonly kind: 'image' | 'audio' | 'page';
  /** Under which it is decoded; never what the server wrote, but a type of the lists below. */
  readonly mediaType: string;
}

/** Decoded by Chromium, and never run anything. An SVG in `<img>` runs no script and fetches nothing (SVG 2 §2.7.1). */
const images = new Set([
  'image/avif',
  'image/bmp',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/svg+xml',
  'image/vnd.microsoft.icon',
  'image/webp',
  'image/x-icon',
]);

const audio = new Set([
  'audio/aac',
  'audio/flac',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/wave',
  'audio/webm',
  'audio/x-m4a',
  'audio/x-wav',
]);

const pages = new Set(['text/html', 'application/xhtml+xml']);

/** How files begin that do not say what they are: at which byte, with which characters. */
const signatures: readonly (readonly [at: number, text: string, mediaType: string])[] = [
  [0, '\u0089PNG\r\n\u001A\n', 'image/png'],
  [0, '\u00FF\u00D8\u00FF', 'image/jpeg'],
  [0, 'GIF87a', 'image/gif'],
  [0, 'GIF89a', 'image/gif'],
  [8, 'WEBP', 'image/webp'],
  [4, 'ftypavif', 'image/avif'],
  [8, 'WAVE', 'audio/wav'],
  [0, 'ID3', 'audio/mpeg'],
  [0, 'OggS', 'audio/ogg'],
  [0, 'fLaC', 'audio/flac'],
];

/** Characters of base64 that hold every signature. */
const signatureLength = 24;

/** What a body can be shown as; null where only as text or bytes. What it calls itself decides; one that says nothing is looked into. */
export function previewKind(body: ResponseBody): PreviewKind | null {
  if (body.kind === 'empty') return null;
  const { mediaType } = body;
  const known = kindOf(mediaType);
  if (known !== null || mediaType !== 'application/octet-stream') return known;
  const content = body.kind === 'large' ? body.start.content : body;
  if (content.kind !== 'bytes') return null;
  const begin = atob(content.base64.slice(0, signatureLength));
  const signature = signatures.find(([at, text]) => begin.startsWith(text, at));
  return signature === undefined ? null : kindOf(signature[2]);
}

function kindOf(mediaType: string): PreviewKind | null {
  if (images.has(mediaType)) return { kind: 'image', mediaType };
  if (audio.has(mediaType)) return { kind: 'audio', mediaType };
  return pages.has(mediaType) ? { kind: 'page', mediaType } : null;
}
