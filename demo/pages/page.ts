import { randomBytes } from 'node:crypto';
import { html, trusted } from './html.ts';
import type { Markup } from './html.ts';
import { style } from './style.ts';

export interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const mark = trusted(
  '<svg viewBox="0 0 28 28" fill="none" aria-hidden="true"><rect x="1" y="1" width="26" height="26" rx="7" fill="var(--accent)"/>' +
    '<path d="M8 9.5h12M8 14h12M8 18.5h7" stroke="var(--on-accent)" stroke-width="2" stroke-linecap="round"/></svg>',
);

/**
 * A whole page with its headers. The policy names no `form-action`: Chromium applies it to the redirects that follow a
 * form, and would stop the last one, to the app's own scheme.
 */
export function page(options: { title: string; content: Markup; after?: Markup; script?: string }): Page {
  const nonce = randomBytes(16).toString('base64');
  const script =
    options.script === undefined ? null : trusted(`<script nonce="${nonce}">${options.script}</script>`);
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${options.title} - Fieldnotes</title>
        <style nonce="${nonce}">
          ${trusted(style)}
        </style>
      </head>
      <body>
        <main>
          <div class="brand">${mark} Fieldnotes <span>Latchkey demo, on this computer</span></div>
          <div class="panel">${options.content}</div>
          ${options.after ?? null}
        </main>
        ${script}
      </body>
    </html>`;
  return {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    },
    body: document.markup,
  };
}
