import { readFile } from 'node:fs/promises';
import { pageOrigin } from '../../shared/channels.ts';
import {
  contentSecurityPolicy,
  createNonce,
  noncePlaceholder,
  scriptSecurityPolicy,
} from './content-security-policy.ts';
import { permissionsPolicy } from './permissions-policy.ts';
import { pageFile } from './page-files.ts';

/** The scheme of the page, as Electron wants it declared before `ready`. */
export const pageScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true },
} as const;

const alwaysHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
} as const;

/** What index.html holds where it is said whether its static shell is that of the first run. */
export const firstRunPlaceholder = '__FIRST_RUN__';

/** Answers `app://latchkey/…`, or another page’s origin, from the folder of the built page and from nowhere else. */
export function createPageHandler(
  folder: string,
  firstRun: () => boolean,
  origin: string = pageOrigin,
): (request: { readonly url: string }) => Promise<Response> {
  return async ({ url }) => {
    const file = pageFile(url, folder, origin);
    if (file === null) {
      return notFound();
    }
    const content = await readFile(file.path).catch(() => null);
    if (content === null) {
      return notFound();
    }
    if (!file.document) {
      return new Response(new Uint8Array(content), {
        headers: {
          ...alwaysHeaders,
          'content-type': file.mediaType,
          ...(file.mediaType.startsWith('text/javascript')
            ? { 'content-security-policy': scriptSecurityPolicy }
            : {}),
        },
      });
    }
    const nonce = createNonce();
    const html = content
      .toString('utf8')
      .replaceAll(noncePlaceholder, nonce)
      .replace(firstRunPlaceholder, String(firstRun()));
    return new Response(html, {
      headers: {
        ...alwaysHeaders,
        'content-type': file.mediaType,
        'content-security-policy': contentSecurityPolicy(nonce),
        'permissions-policy': permissionsPolicy,
        'cache-control': 'no-store',
      },
    });
  };
}

function notFound(): Response {
  return new Response('Not found', {
    status: 404,
    headers: {
      ...alwaysHeaders,
      'content-type': 'text/plain',
      'content-security-policy': "default-src 'none'",
    },
  });
}
