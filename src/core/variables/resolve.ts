import type { Failure } from '../../shared/failure.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { failure } from '../failures/failure.ts';
import { escapeTemplate, parseTemplate } from '../../shared/variable-template.ts';

/** What a name stands for. A secret is taken as it is; what stands in a plain value in double braces is a variable again. */
export type Variable =
  | { readonly kind: 'plain'; readonly value: string }
  | { readonly kind: 'secret'; readonly value: string }
  /** A secret that was forgotten, because it was only kept in memory. */
  | { readonly kind: 'missing-secret' };

/** Null: there is no variable of that name. */
export type VariableLookup = (name: string) => Variable | null;

/** A resolved text in pieces, so that what is secret stays known. */
export type ResolvedPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'secret'; readonly name: string; readonly value: string };

/** Characters that one text may grow to: a few values that repeat each other would fill any memory. */
const longestResolved = 32_000_000;

/**
 * Puts the values of its variables into a text. `place` says in words where the text stands (“the URL”) and `field` names
 * the field on screen. Fails with `variable-unusable`: one does not exist, has no value any more, leads back to itself, or
 * makes the text longer than 32 million characters.
 */
export function resolveText(
  text: string,
  lookup: VariableLookup,
  where: { readonly place: string; readonly field: string },
): Result<readonly ResolvedPart[]> {
  const resolver = new Resolver(lookup, where);
  return resolver.resolve(text, []);
}

/** The text that the pieces make. */
export function joinParts(parts: readonly ResolvedPart[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : part.value)).join('');
}

/** The same as a person would write it again: each secret by its name, and braces that mean nothing else. */
export function nameSecrets(parts: readonly ResolvedPart[]): string {
  return parts
    .map((part, index) => {
      if (part.kind === 'secret') return `{{${part.name}}}`;
      const text = escapeTemplate(part.text);
      // Backslashes before a variable count twice.
      return parts[index + 1]?.kind === 'secret' ? text.replace(/\\+$/, (run) => run + run) : text;
    })
    .join('');
}

class Resolver {
  readonly #lookup: VariableLookup;
  readonly #where: { readonly place: string; readonly field: string };
  /** Each variable is resolved once, however often it is mentioned. */
  readonly #known = new Map<string, readonly ResolvedPart[]>();

  constructor(lookup: VariableLookup, where: { readonly place: string; readonly field: string }) {
    this.#lookup = lookup;
    this.#where = where;
  }

  /** `path`: the variables whose values led here. */
  resolve(text: string, path: readonly string[]): Result<readonly ResolvedPart[]> {
    const parts: ResolvedPart[] = [];
    let length = 0;
    for (const part of parseTemplate(text)) {
      const resolved = part.kind === 'text' ? succeed([part]) : this.#variable(part.name, path);
      if (!resolved.ok) return resolved;
      for (const each of resolved.value) {
        length += each.kind === 'text' ? each.text.length : each.value.length;
        if (length > longestResolved) return fail(this.#tooLong(path[0]));
        parts.push(each);
      }
    }
    return succeed(merged(parts));
  }

  #variable(name: string, path: readonly string[]): Result<readonly ResolvedPart[]> {
    const known = this.#known.get(name);
    if (known !== undefined) return succeed(known);
    if (path.includes(name)) return fail(this.#loop([...path.slice(path.indexOf(name)), name]));
    const variable = this.#lookup(name);
    if (variable === null) return fail(this.#unknown(name, path));
    if (variable.kind === 'missing-secret') return fail(this.#forgotten(name));
    const resolved: Result<readonly ResolvedPart[]> =
      variable.kind === 'secret'
        ? succeed([{ kind: 'secret', name, value: variable.value }])
        : this.resolve(variable.value, [...path, name]);
    if (resolved.ok) this.#known.set(name, resolved.value);
    return resolved;
  }

  #unknown(name: string, path: readonly string[]): Failure {
    const place =
      path.length === 0
        ? this.#where.place
        : `the variable ${path.at(-1) ?? ''}, which ${this.#where.place} uses`;
    return this.#unusable(
      `There is no variable called ${name}.`,
      `It stands in ${place} as {{${name}}}.`,
      name.startsWith('$')
        ? 'Write a value in its place: Latchkey has no variables that begin with $.'
        : `Add it under “Variables”, or write \\{{${name}}} if you mean the braces themselves.`,
    );
  }

  #forgotten(name: string): Failure {
    return this.#unusable(
      `The secret variable ${name} has no value any more.`,
      'Its value was kept in memory only, or could not be opened.',
      'Enter its value again under “Variables”.',
    );
  }

  #loop(circle: readonly string[]): Failure {
    return this.#unusable(
      `The variable ${circle[0] ?? ''} leads back to itself.`,
      `It is used in ${this.#where.place}: ${circle.join(' → ')}.`,
      'Give one of them a value without the others.',
    );
  }

  #tooLong(name: string | undefined): Failure {
    const what = name === undefined ? 'The text with its variables' : `The value of the variable ${name}`;
    return this.#unusable(
      `${what} is far too long.`,
      `With everything put in, ${this.#where.place} would have more than 32 million characters.`,
      'Shorten the values of the variables.',
    );
  }

  #unusable(what: string, why: string, next: string): Failure {
    return failure('variable-unusable', what, why, next, { field: this.#where.field });
  }
}

/** Neighbouring texts as one. */
function merged(parts: readonly ResolvedPart[]): readonly ResolvedPart[] {
  const result: ResolvedPart[] = [];
  let texts: string[] = [];
  const close = (): void => {
    if (texts.length > 0) result.push({ kind: 'text', text: texts.join('') });
    texts = [];
  };
  for (const part of parts) {
    if (part.kind === 'text') {
      texts.push(part.text);
    } else {
      close();
      result.push(part);
    }
  }
  close();
  return result;
}
