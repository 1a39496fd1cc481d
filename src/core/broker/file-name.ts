import type { HeaderList } from '../../shared/request.ts';
import { headerValue } from './media-type.ts';

/** Characters; file systems allow 255 bytes. */
const maximumLength = 100;

const extensions: Readonly<Record<string, string>> = {
  'application/gzip': 'gz',
  'application/javascript': 'js',
  'application/json': 'json',
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'application/yaml': 'yaml',
  'application/zip': 'zip',
  'audio/mpeg': 'mp3',
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

function dispositionName(disposition: string): string | null {
  // RFC 8187: `filename*=UTF-8''…` wins over `filename=`.
  const extended = /;\s*filename\*\s*=\s*(?:utf-8|iso-8859-1)'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) {
    const decoded = percentDecoded(extended);
    if (decoded !== null) return decoded;
  }
  const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
  return plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2] ?? null;
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
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(kept) ? `_${kept}` : kept;
}

function shortened(name: string): string {
  if (name.length <= maximumLength) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  return `${Array.from(name)
    .slice(0, maximumLength - ending.length)
    .join('')}${ending}`;
}
