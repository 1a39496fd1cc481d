import { randomBytes } from 'node:crypto';
import { pageOrigin, previewOrigin } from '../../shared/channels.ts';

/** What index.html holds where the nonce of this load belongs. */
export const noncePlaceholder = '__CSP_NONCE__';

/** A nonce for one load of the page: 128 random bits. */
export function createNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * The policy of the page: scripts from our own origin only and never inline, inline style only with the nonce of
 * this load, no connection anywhere, nothing that posts or embeds; what it frames are pages of answers, from main, under the policy below.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    'media-src data:',
    "font-src 'self'",
    `frame-src ${previewOrigin}`,
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/**
 * The policy of a script, which counts where it is started as a worker: that does not inherit the page's. It may load
 * nothing, reach nobody and make no code out of text.
 */
export const scriptSecurityPolicy = "default-src 'none'; require-trusted-types-for 'script'";

/**
 * The policy of a page that a server answered, however it is framed: no script, no plug-in, no form, no connection, nothing
 * fetched. What it brings with it is all that there is of it: its style and the images in its own text.
 */
export const previewPolicy = [
  'sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  `frame-ancestors ${pageOrigin}`,
].join('; ');
