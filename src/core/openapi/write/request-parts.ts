import { escapeTemplate, parseTemplate, type TemplatePart } from '../../../shared/variable-template.ts';
import type { OffParameter, RequestDraft } from '../../../shared/request.ts';

/** An address as OpenAPI wants it: what stands before the path, and the rest as the person wrote it. */
export interface SplitUrl {
  /** One variable, or scheme and host, in which variables may stand. */
  readonly base: string;
  /** Path and query, without the fragment, which is never sent. */
  readonly rest: string;
}

/** Takes an address apart; a text says why it cannot be. */
export function splitUrl(url: string): SplitUrl | string {
  const [, base, rest = ''] =
    /^(\{\{[ \t]*\$?[A-Za-z_][\w.-]*[ \t]*\}\}|https?:\/\/[^/?#\\]+)([/?#][\s\S]*)?$/i.exec(url.trim()) ?? [];
  if (base === undefined) {
    return 'Its URL does not begin with a server, or with one variable for it and a slash after that.';
  }
  if (base.includes('@')) return 'Its URL has a user name in it.';
  return { base, rest: rest.replace(/#[\s\S]*$/, '') };
}

/** A row of the query, in the person's order. */
export interface QueryRow {
  /** As it stands in the address. */
  readonly pair: string;
  readonly on: boolean;
}

/** The rows of a query, those that are switched off among them. */
export function queryRows(query: string, off: readonly OffParameter[] = []): readonly QueryRow[] {
  const rows: QueryRow[] = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => ({ pair, on: true }));
  for (const { at, pair } of off.toSorted((one, other) => one.at - other.at)) {
    rows.splice(at, 0, { pair, on: false });
  }
  return rows;
}

/** The path and the query of an address without its server. Null where something else stands there. */
export function pathAndQuery({ url }: Pick<RequestDraft, 'url'>): { path: string; query: string } | null {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  if (path !== '' && !path.startsWith('/')) return null;
  return { path: path === '' ? '/' : path, query: end === -1 ? '' : url.slice(end + 1) };
}

/** A part of an address as it means, its variables left in their places. */
export function decodedTemplate(text: string): string {
  return parseTemplate(text)
    .map((part) => (part.kind === 'text' ? escapeTemplate(decoded(part.text)) : placeOf(part)))
    .join('');
}

function placeOf({ name }: Extract<TemplatePart, { kind: 'variable' }>): string {
  return `{{${name}}}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
