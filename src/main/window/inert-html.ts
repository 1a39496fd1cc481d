/**
 * A page that a server answered, as it is drawn in a frame without rights.
 *
 * `<link>` becomes `<meta>`, which is void as well and fetches nothing: a link can have a name looked up before anybody asks a
 * policy (`dns-prefetch`). A link to somewhere else opens a new window, which the sandbox forbids, so a press on it does
 * nothing; without that the frame would show an error in the place of the page.
 */
export function inertHtml(html: string): string {
  const harmless = html.replaceAll(/<link(?=[\s/>])/gi, '<meta');
  // A document type has to come first, or the page is laid out as one of 1998.
  const begin = endOfDoctype(harmless);
  return `${harmless.slice(0, begin)}<base target="_blank">${harmless.slice(begin)}`;
}

/** Where the document type ends that a page begins with, behind comments; 0 where it begins with none. */
function endOfDoctype(html: string): number {
  const space = /\s*/y;
  const doctype = /<!doctype[^>]*>/iy;
  for (let at = 0; ;) {
    space.lastIndex = at;
    space.test(html);
    at = space.lastIndex;
    if (!html.startsWith('<!--', at)) {
      doctype.lastIndex = at;
      return doctype.test(html) ? doctype.lastIndex : 0;
    }
    const end = html.indexOf('-->', at + 2);
    if (end === -1) return 0;
    at = end + 3;
  }
}
