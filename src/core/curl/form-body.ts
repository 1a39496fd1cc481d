export interface FormBody {
  readonly text: string;
  readonly contentType: string;
  readonly notes: readonly string[];
}

interface FormField {
  readonly name: string;
  readonly content: string;
  readonly type: string | null;
  readonly fileName: string | null;
}

/**
 * The multipart body of `-F name=content` and `--form-string` (RFC 7578). A field whose content is a file is left out and
 * noted. The boundary occurs in no content.
 */
export function formBody(values: readonly { readonly value: string; readonly literal: boolean }[]): FormBody {
  const notes: string[] = [];
  const fields = values
    .map(({ value, literal }) => fieldOf(value, literal, notes))
    .filter((field) => field !== null);
  const boundary = boundaryFor(fields);
  const text = fields
    .map((field) => `--${boundary}\r\n${headOf(field)}\r\n\r\n${field.content}\r\n`)
    .join('');
  return {
    text: `${text}--${boundary}--\r\n`,
    contentType: `multipart/form-data; boundary=${boundary}`,
    notes,
  };
}

function fieldOf(value: string, literal: boolean, notes: string[]): FormField | null {
  const equals = value.indexOf('=');
  if (equals < 0) {
    notes.push(`The form field ${value} has no value, and was left out.`);
    return null;
  }
  const name = value.slice(0, equals);
  const rest = value.slice(equals + 1);
  if (literal) return { name, content: rest, type: null, fileName: null };
  if (/^[@<]/.test(rest)) {
    const file = rest.slice(1).split(';')[0] ?? '';
    notes.push(
      `The form field ${name} would come from the file ${file}. Latchkey does not read files by itself: it was left out.`,
    );
    return null;
  }
  const { word: content, rest: settings } = wordOf(rest);
  return { name, content, ...settingsOf(settings, name, notes) };
}

/** Up to the semicolon; in double quotes semicolons are text, and `\"` and `\\` are one character. */
function wordOf(text: string): { readonly word: string; readonly rest: string } {
  const inQuotes = /^\s*"((?:[^"\\]|\\[\s\S])*)"\s*(?=;|$)/.exec(text);
  if (inQuotes !== null) {
    return { word: (inQuotes[1] ?? '').replace(/\\(["\\])/g, '$1'), rest: text.slice(inQuotes[0].length) };
  }
  const end = text.indexOf(';');
  return end < 0 ? { word: text, rest: '' } : { word: text.slice(0, end), rest: text.slice(end) };
}

function settingsOf(
  text: string,
  field: string,
  notes: string[],
): { readonly type: string | null; readonly fileName: string | null } {
  let type: string | null = null;
  let fileName: string | null = null;
  let rest = text;
  while (rest.startsWith(';')) {
    const setting = /^;\s*(type|filename|encoder|headers)=/.exec(rest);
    const next = wordOf(rest.slice(setting?.[0].length ?? 1));
    if (setting?.[1] === 'type') type = next.word.trim();
    else if (setting?.[1] === 'filename') fileName = next.word;
    else if (next.word.trim() !== '') {
      notes.push(`“${next.word.trim()}” of the form field ${field} was left out.`);
    }
    rest = next.rest;
  }
  return { type, fileName };
}

function headOf({ name, type, fileName }: FormField): string {
  const file = fileName === null ? '' : `; filename="${quoted(fileName)}"`;
  const known = type ?? typeOf(fileName);
  const contentType = known === null ? '' : `\r\nContent-Type: ${known.replace(/[\r\n]/g, ' ')}`;
  return `Content-Disposition: form-data; name="${quoted(name)}"${file}${contentType}`;
}

/** What curl takes a file for by its name. */
const typesByEnding: ReadonlyMap<string, string> = new Map([
  ['.gif', 'image/gif'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml'],
  ['.txt', 'text/plain'],
  ['.htm', 'text/html'],
  ['.html', 'text/html'],
  ['.pdf', 'application/pdf'],
  ['.xml', 'application/xml'],
]);

function typeOf(fileName: string | null): string | null {
  if (fileName === null) return null;
  return typesByEnding.get(/\.[^.]*$/.exec(fileName.toLowerCase())?.[0] ?? '') ?? null;
}

/** As browsers and curl write it (WHATWG HTML, multipart form data). */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function boundaryFor(fields: readonly FormField[]): string {
  let number = 1;
  while (fields.some(({ content }) => content.includes(boundaryOf(number)))) number += 1;
  return boundaryOf(number);
}

function boundaryOf(number: number): string {
  return `----LatchkeyFormBoundary${String(number).padStart(4, '0')}`;
}
