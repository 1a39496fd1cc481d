import type { FormPart } from '../../shared/request-body.ts';
import { namedFile } from './named-file.ts';

/**
 * The parts of `-F name=content`, `-F name=@file` and `--form-string` (RFC 7578). A file is named and has to be chosen; what a
 * part has no room for is left out and noted.
 */
export function formParts(
  values: readonly { readonly value: string; readonly literal: boolean }[],
  notes: string[],
): readonly FormPart<string>[] {
  return values.map(({ value, literal }) => partOf(value, literal, notes)).filter((part) => part !== null);
}

function partOf(value: string, literal: boolean, notes: string[]): FormPart<string> | null {
  const equals = value.indexOf('=');
  if (equals < 0) {
    notes.push(`The form field ${value} has no value, and was left out.`);
    return null;
  }
  const name = value.slice(0, equals);
  const rest = value.slice(equals + 1);
  if (literal) return { kind: 'text', name, value: rest };
  const { word, rest: settings } = wordOf(rest.replace(/^[@<]/, ''));
  const { type, fileName } = settingsOf(settings, name, notes);
  const typed = type === null || type === '' ? {} : { type };
  if (rest.startsWith('@') && word !== '-') {
    notes.push(`The form field ${name} sends the file ${word}: choose it under “Body”.`);
    return { kind: 'file', name, file: namedFile(word, fileName), ...typed };
  }
  if (/^[@<]/.test(rest)) {
    notes.push(
      `The form field ${name} would come from the file ${word}. Latchkey does not read files by itself: it was left out.`,
    );
    return null;
  }
  if (fileName !== null) notes.push(`The file name ${fileName} of the form field ${name} was left out.`);
  return { kind: 'text', name, value: word, ...typed };
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
