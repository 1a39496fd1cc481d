/** Text that is safe to send as HTML, because `html` made it. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[] | null;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (character) => entities[character] ?? '');
  if ('markup' in part) return part.markup;
  return part.map((item) => item.markup).join('');
}

/** Builds HTML; every interpolated text is escaped, only `Markup` goes through as it stands. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.map((text, index) => text + render(parts[index] ?? null)).join('') };
}

/** Marks HTML that a trusted part of the server wrote, for example the hidden form of `oidc-provider`. */
export function trusted(markup: string): Markup {
  return { markup };
}
