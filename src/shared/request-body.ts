import { mediaTypeOfName } from './media-type-of-name.ts';
import { assertNever } from './result.ts';

/** A file that a person chose to send. The page knows its name and size, and neither its place nor what is in it. */
export interface ChosenFile {
  readonly ticket: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** As the saved request writes where it is, where the file was taken from its folder. */
  readonly path?: string;
}

/** A file that a request names, as a saved one or a `curl` command does: it is not sent before the person chose it. */
export interface NamedFile {
  readonly ticket: null;
  readonly name: string;
  /** As a saved request writes where it is, where that is not `./` and its name. */
  readonly path?: string;
}

export type FileToSend = ChosenFile | NamedFile;

/** A row of a form. `off`: kept, and not sent. */
export interface FormField<Text> {
  readonly name: Text;
  readonly value: Text;
  readonly off?: true;
}

/** A part of a multipart body (RFC 7578). Without a `type` a text has none, and a file that of its name. */
export type FormPart<Text> =
  | {
      readonly kind: 'text';
      readonly name: Text;
      readonly value: Text;
      readonly type?: string;
      readonly off?: true;
    }
  | {
      readonly kind: 'file';
      readonly name: Text;
      readonly file: FileToSend;
      readonly type?: string;
      readonly off?: true;
    };

/** A body in which what a person wrote is of the type `Text`: as it was typed, or with its variables put in. */
export type BodyOf<Text> =
  | { readonly kind: 'json'; readonly text: Text }
  | { readonly kind: 'text'; readonly text: Text }
  /** Names and values as they mean, encoded only when they are sent. */
  | { readonly kind: 'form'; readonly fields: readonly FormField<Text>[] }
  | { readonly kind: 'multipart'; readonly parts: readonly FormPart<Text>[] }
  | { readonly kind: 'file'; readonly file: FileToSend }
  /** `variables` is JSON, or empty. */
  | { readonly kind: 'graphql'; readonly query: Text; readonly variables: Text };

/** The body of a request as a person composed it. */
export type RequestBody = BodyOf<string>;

export type BodyKind = RequestBody['kind'];

/** The same body with every text changed. */
export function mapBody<From, To>(body: BodyOf<From>, change: (text: From) => To): BodyOf<To> {
  switch (body.kind) {
    case 'json':
    case 'text':
      return { ...body, text: change(body.text) };
    case 'form':
      return { ...body, fields: body.fields.map((field) => mapField(field, change)) };
    case 'multipart':
      return {
        ...body,
        parts: body.parts.map((part) =>
          part.kind === 'text' ? mapField(part, change) : { ...part, name: change(part.name) },
        ),
      };
    case 'file':
      return body;
    case 'graphql':
      return { ...body, query: change(body.query), variables: change(body.variables) };
    default:
      return assertNever(body);
  }
}

/** The texts of a body that are sent, in their order. */
export function bodyTexts<Text>(body: BodyOf<Text>): readonly Text[] {
  const texts: Text[] = [];
  mapBody(withoutOff(body), (text) => texts.push(text));
  return texts;
}

/** The body without the rows that are switched off. */
export function withoutOff<Text>(body: BodyOf<Text>): BodyOf<Text> {
  if (body.kind === 'form') return { ...body, fields: body.fields.filter(({ off }) => off !== true) };
  if (body.kind === 'multipart') return { ...body, parts: body.parts.filter(({ off }) => off !== true) };
  return body;
}

/** The files of a body that are sent. */
export function bodyFiles(body: BodyOf<unknown> | null): readonly FileToSend[] {
  if (body?.kind === 'file') return [body.file];
  if (body?.kind !== 'multipart') return [];
  return body.parts.flatMap((part) => (part.kind === 'file' && part.off !== true ? [part.file] : []));
}

/**
 * What `Content-Type` a body has where no header says another. That of a multipart body gets its boundary when it is sent
 * (RFC 7578 §4.1).
 */
export function ownContentType(body: BodyOf<unknown>): string {
  switch (body.kind) {
    case 'json':
    case 'graphql':
      return 'application/json';
    case 'text':
      return 'text/plain; charset=utf-8';
    case 'form':
      return 'application/x-www-form-urlencoded';
    case 'multipart':
      return 'multipart/form-data';
    case 'file':
      return mediaTypeOfName(body.file.name);
    default:
      return assertNever(body);
  }
}

function mapField<From, To, Field extends FormField<From>>(
  field: Field,
  change: (text: From) => To,
): Omit<Field, 'name' | 'value'> & { readonly name: To; readonly value: To } {
  return { ...field, name: change(field.name), value: change(field.value) };
}
