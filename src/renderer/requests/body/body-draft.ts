import {
  bodyFiles,
  type BodyKind,
  type ChosenFile,
  type FileToSend,
  type FormField,
  type FormPart,
  type RequestBody,
} from '../../../shared/request-body.ts';
import { assertNever } from '../../../shared/result.ts';

/** A body while it is composed: what was written for one kind is there again when a person comes back to it. */
export interface BodyDraft {
  readonly kind: BodyKind | 'none';
  /** Of JSON and of text. */
  readonly text: string;
  readonly fields: readonly FormField<string>[];
  readonly parts: readonly FormPart<string>[];
  readonly file: FileToSend | null;
  readonly query: string;
  readonly variables: string;
}

export const emptyBody: BodyDraft = {
  kind: 'none',
  text: '',
  fields: [],
  parts: [],
  file: null,
  query: '',
  variables: '',
};

/** The body as it is sent and saved; null where nothing was written. Rows without a name and a value are none. */
export function bodyOf(draft: BodyDraft): RequestBody | null {
  switch (draft.kind) {
    case 'none':
      return null;
    case 'json':
    case 'text':
      return draft.text === '' ? null : { kind: draft.kind, text: draft.text };
    case 'form': {
      const fields = draft.fields.filter(({ name, value }) => name !== '' || value !== '');
      return fields.length === 0 ? null : { kind: 'form', fields };
    }
    case 'multipart': {
      const parts = draft.parts.filter(
        (part) => part.kind === 'file' || part.name !== '' || part.value !== '',
      );
      return parts.length === 0 ? null : { kind: 'multipart', parts };
    }
    case 'file':
      return draft.file === null ? null : { kind: 'file', file: draft.file };
    case 'graphql': {
      const { query, variables } = draft;
      return query === '' && variables === '' ? null : { kind: 'graphql', query, variables };
    }
    default:
      return assertNever(draft.kind);
  }
}

/** A body to go on with. */
export function draftOfBody(body: RequestBody | null): BodyDraft {
  return body === null ? emptyBody : { ...emptyBody, ...body };
}

/** Whether a file that is sent has still to be chosen. */
export function namesFiles(draft: BodyDraft): boolean {
  return bodyFiles(bodyOf(draft)).some(({ ticket }) => ticket === null);
}

/** The body with the files that were taken from beside the saved request, each where it is named and nobody chose another. */
export function withFiles(draft: BodyDraft, files: readonly ChosenFile[]): BodyDraft {
  const taken = (file: FileToSend): FileToSend =>
    file.ticket === null
      ? (files.find(({ path }) => path === (file.path ?? `./${file.name}`)) ?? file)
      : file;
  return {
    ...draft,
    file: draft.file === null ? null : taken(draft.file),
    parts: draft.parts.map((part) => (part.kind === 'file' ? { ...part, file: taken(part.file) } : part)),
  };
}

const kinds: Readonly<Record<BodyDraft['kind'], true>> = {
  none: true,
  json: true,
  text: true,
  form: true,
  multipart: true,
  file: true,
  graphql: true,
};

/** What was kept of a body, if it is one at all. */
export function readBodyDraft(value: unknown): BodyDraft | null {
  if (!isRecord(value)) return null;
  const { kind, text, fields, parts, file, query, variables } = value;
  if (typeof kind !== 'string' || !isKind(kind)) return null;
  if (typeof text !== 'string' || typeof query !== 'string' || typeof variables !== 'string') return null;
  if (!Array.isArray(fields) || !fields.every(isField)) return null;
  if (!Array.isArray(parts) || !parts.every(isPart)) return null;
  if (file !== null && !isFile(file)) return null;
  return { kind, text, fields, parts, file, query, variables };
}

function isKind(text: string): text is BodyDraft['kind'] {
  return Object.hasOwn(kinds, text);
}

function isField(value: unknown): value is FormField<string> {
  return isRecord(value) && typeof value['name'] === 'string' && typeof value['value'] === 'string';
}

function isPart(value: unknown): value is FormPart<string> {
  if (!isRecord(value) || typeof value['name'] !== 'string') return false;
  return value['kind'] === 'file' ? isFile(value['file']) : value['kind'] === 'text' && isField(value);
}

function isFile(value: unknown): value is FileToSend {
  if (!isRecord(value) || typeof value['name'] !== 'string') return false;
  return (
    value['ticket'] === null || (typeof value['ticket'] === 'string' && typeof value['size'] === 'number')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
