/** Who may sign in at the servers that speak as a provider does. */
export const person = { name: 'ada', password: 'analytical' } as const;

/** A page as a browser shows it. */
export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}</html>`;
}

/** A text as it stands in a page. */
export function escapeHtml(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
