import { extname, join, resolve, sep } from 'node:path';
import { pageOrigin } from '../../shared/channels.ts';

export const pageUrl = documentAt(pageOrigin);

/** The document of a page that is served at this origin. */
export function documentAt(origin: string): string {
  return `${origin}/index.html`;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  /** Absolute path below the page's folder. */
  readonly path: string;
  readonly mediaType: string;
  /** Whether it is a document, which carries the policy and the nonce. */
  readonly document: boolean;
}

/**
 * The file that a URL of the page names, or null: another host, a path that leaves the folder by whatever spelling,
 * or a kind of file that the page has no use for. Pure; never throws.
 */
export function pageFile(url: string, folder: string, origin: string = pageOrigin): PageFile | null {
  if (!URL.canParse(url)) {
    return null;
  }
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== origin) {
    return null;
  }
  const relative = decode(pathname);
  if (relative === null || /[\0\\:]/.test(relative) || relative.split('/').includes('..')) {
    return null;
  }
  const root = resolve(folder);
  const path = join(root, relative);
  const mediaType = mediaTypes[extname(path)];
  if (!path.startsWith(root + sep) || mediaType === undefined) {
    return null;
  }
  return { path, mediaType, document: extname(path) === '.html' };
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** Whether a URL belongs to the page's own origin. Custom schemes have the origin `null` in Node, so it is built here. */
export function isPageUrl(url: string, origin: string = pageOrigin): boolean {
  if (!URL.canParse(url)) {
    return false;
  }
  const { protocol, host, username, password } = new URL(url);
  return `${protocol}//${host}` === origin && username === '' && password === '';
}
