/** A piece of a text that a person wrote: text as it stands, or the place of a variable. */
export type TemplatePart =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'variable'; readonly name: string };

/** In characters. */
export const longestVariableName = 100;

const namePattern = /^[A-Za-z_][\w.-]*$/;

/**
 * `{{name}}`, with or without spaces inside, and the backslashes directly before it. A `$` begins the names that other
 * programs compute (`{{$guid}}`): they are places of variables too, and no variable here has such a name.
 */
const reference = /(\\*)\{\{[ \t]*(\$?[A-Za-z_][\w.-]{0,99})[ \t]*\}\}/g;

/** Whether a variable may be called so: it begins with a letter or `_`, then letters, digits, `_`, `-` and `.`; at most 100. */
export function isVariableName(name: string): boolean {
  return name.length <= longestVariableName && namePattern.test(name);
}

/**
 * Takes a text apart at its variables. `\{{name}}` is the text `{{name}}`, and `\\{{name}}` a backslash before a variable;
 * braces that hold no name, and backslashes anywhere else, are text as they stand.
 */
export function parseTemplate(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = '';
  let position = 0;
  for (const match of text.matchAll(reference)) {
    const [whole, backslashes = '', name = ''] = match;
    literal += text.slice(position, match.index) + '\\'.repeat(backslashes.length >> 1);
    position = match.index + whole.length;
    if (backslashes.length % 2 === 1) {
      literal += whole.slice(backslashes.length);
    } else {
      if (literal !== '') parts.push({ kind: 'text', text: literal });
      literal = '';
      parts.push({ kind: 'variable', name });
    }
  }
  literal += text.slice(position);
  if (literal !== '') parts.push({ kind: 'text', text: literal });
  return parts;
}

/** Writes a text so that `parseTemplate` reads it as nothing but that text. */
export function escapeTemplate(text: string): string {
  return text.replace(
    reference,
    (whole, backslashes: string) => `${backslashes}${backslashes}\\${whole.slice(backslashes.length)}`,
  );
}

/** The names that a text mentions, each once, in their order. */
export function variablesIn(text: string): readonly string[] {
  const names = parseTemplate(text).flatMap((part) => (part.kind === 'variable' ? [part.name] : []));
  return [...new Set(names)];
}
