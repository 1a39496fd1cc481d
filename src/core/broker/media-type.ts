import type { HeaderList } from '../../shared/request.ts';

/** A media type without its parameters, in lower case, and the charset where one is named (RFC 9110 §8.3.1). */
export interface MediaType {
  /** Empty when the answer names none. */
  readonly essence: string;
  readonly charset: string | null;
}

export function headerValue(headers: HeaderList, name: string): string | null {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
}

export function mediaTypeOf(headers: HeaderList): MediaType {
  const text = headerValue(headers, 'content-type') ?? '';
  const essence = (text.split(';', 1)[0] ?? '').trim().toLowerCase();
  const charset = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i.exec(text);
  return {
    essence: /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(essence) ? essence : '',
    charset: charset?.[1] ?? charset?.[2] ?? null,
  };
}

export function isJson(essence: string): boolean {
  return essence === 'application/json' || essence === 'text/json' || essence.endsWith('+json');
}

const textualApplications = new Set([
  'application/ecmascript',
  'application/graphql',
  'application/javascript',
  'application/jsonl',
  'application/jwk-set',
  'application/jwt',
  'application/ndjson',
  'application/sql',
  'application/toml',
  'application/x-javascript',
  'application/x-ndjson',
  'application/x-www-form-urlencoded',
  'application/x-yaml',
  'application/xml',
  'application/yaml',
]);

export function isText(essence: string): boolean {
  return (
    essence.startsWith('text/') ||
    essence.endsWith('+xml') ||
    essence.endsWith('+yaml') ||
    textualApplications.has(essence)
  );
}
