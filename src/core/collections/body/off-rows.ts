import type { FileToSend, FormField, FormPart } from '../../../shared/request-body.ts';
import { readFormText, writeFormText } from './form-text.ts';

/** A row that is switched off, and where it stands among all rows. */
interface Placed<Row> {
  readonly at: number;
  readonly row: Row;
}

/** The lines that keep what is switched off in a form. */
export function offFieldLines(fields: readonly FormField<string>[]): readonly string[] {
  return fields.flatMap((field, at) =>
    field.off === true ? [`# @off-field ${String(at)} ${writeFormText([field])}`] : [],
  );
}

/** The lines that keep what is switched off in a multipart form. */
export function offPartLines(parts: readonly FormPart<string>[]): readonly string[] {
  return parts.flatMap((part, at) => {
    if (part.off !== true) return [];
    const { off: _, ...rest } = part;
    const kept = rest.kind === 'file' ? { ...rest, file: namedOnly(rest.file) } : rest;
    return [`# @off-part ${String(at)} ${JSON.stringify(kept)}`];
  });
}

/** A ticket means nothing in a file. */
function namedOnly({ name, path }: FileToSend) {
  return { ticket: null, name, ...(path === undefined ? {} : { path }) };
}

export function readOffField(line: string): Placed<FormField<string>> | null {
  const [, at, text] = /^# @off-field (\d{1,4}) (.*)$/s.exec(line) ?? [];
  const field = text === undefined ? undefined : readFormText(text)?.[0];
  return field === undefined ? null : { at: Number(at), row: { ...field, off: true } };
}

export function readOffPart(line: string): Placed<FormPart<string>> | null {
  const [, at, text] = /^# @off-part (\d{1,4}) (.*)$/s.exec(line) ?? [];
  const part = text === undefined ? null : partOf(parsed(text));
  return part === null ? null : { at: Number(at), row: part };
}

/** Puts rows back among the others, each in its place; `off` is in order. */
export function withOffRows<Row>(rows: readonly Row[], off: readonly Placed<Row>[]): readonly Row[] {
  const all = [...rows];
  for (const { at, row } of off) all.splice(at, 0, row);
  return all;
}

function partOf(value: unknown): FormPart<string> | null {
  if (!isRecord(value)) return null;
  const { kind, name, type, file } = value;
  if (typeof name !== 'string' || (type !== undefined && typeof type !== 'string')) return null;
  const common = { name, off: true, ...(type === undefined ? {} : { type }) } as const;
  if (kind === 'text') {
    return typeof value['value'] === 'string' ? { kind, value: value['value'], ...common } : null;
  }
  if (kind !== 'file' || !isRecord(file) || typeof file['name'] !== 'string') return null;
  const path = typeof file['path'] === 'string' ? { path: file['path'] } : {};
  return { kind, file: { ticket: null, name: file['name'], ...path }, ...common };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
