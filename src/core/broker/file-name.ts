import { Buffer } from 'node:buffer';
import type { HeaderList } from '../../shared/request.ts';
import { headerValue } from './media-type.ts';

/** Bytes of UTF-8: file systems allow 255, and a name that is being written is a little longer. */
const maximumBytes = 200;

const extensions: Readonly<Record<string, string>> = {
  'application/gzip': 'gz',
  'application/javascript': 'js',
  'application/json': 'json',
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'application/yaml': 'yaml',
  'application/zip': 'zip',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'audio/flac': 'flac',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
  'text/css': 'css',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/markdown': 'md',
  'text/plain': 'txt',
  'text/xml': 'xml',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
};

/**
 * The name under which to offer a body for saving: what `Content-Disposition` says (RFC 6266), else the URL's last part,
 * with an ending that fits the media type. It names no folder, nothing hidden and no device on any of the three systems.
 */
export function suggestFileName(url: string, headers: HeaderList, mediaType: string): string {
  const disposition = headerValue(headers, 'content-disposition');
  const named = disposition === null ? null : safeName(dispositionName(disposition) ?? '');
  if (named !== null) return named;
  const name = safeName(lastPart(url)) ?? 'response';
  const extension = extensions[mediaType] ?? (mediaType.endsWith('+json') ? 'json' : '');
  return extension === '' || /\.[A-Za-z0-9]{1,8}$/.test(name) ? name : `${name}.${extension}`;
}

/** Parameters are read one after the other, so that what looks like one inside of a quoted value is none (RFC 6266 §4.1). */
function dispositionName(disposition: string): string | null {
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, token = ''] of disposition.matchAll(
    /;\s*([\w!#$&+.^`|~*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g,
  )) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, '$1') ?? token);
  }
  // RFC 8187: `filename*=UTF-8''…` wins over `filename=`.
  const extended = /^utf-8'[^']*'(.+)$/i.exec(parameters.get('filename*') ?? '')?.[1];
  const decoded = extended === undefined ? null : percentDecoded(extended);
  const plain = parameters.get('filename');
  return decoded ?? (plain === undefined ? null : sentAsUtf8(plain));
}

/** Many servers send a name in UTF-8 where RFC 6266 allows ISO-8859-1, as which headers are read. */
function sentAsUtf8(text: string): string {
  if (Array.from(text).some((character) => character > '\u00ff')) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

function lastPart(url: string): string {
  const part = new URL(url).pathname.split('/').findLast((piece) => piece !== '') ?? '';
  return percentDecoded(part) ?? part;
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Null when nothing usable is left. */
function safeName(text: string): string | null {
  const name = text
    .split(/[/\\]/)
    .at(-1)
    // Control characters, those that turn the direction of writing, and what Windows forbids.
    ?.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (name === undefined || name === '') return null;
  const kept = shortened(name);
  return /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(?:\.|$)/i.test(kept)
    ? `_${kept}`
    : kept;
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= maximumBytes) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  let kept = '';
  let bytes = ending.length;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > maximumBytes) break;
    kept += character;
  }
  return `${kept}${ending}`;
}
