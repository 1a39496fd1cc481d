import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

import {
  contentSecurityPolicy,
  createNonce,
  noncePlaceholder,
  scriptSecurityPolicy,
} from '../../src/main/window/content-security-policy.ts';
import { firstRunPlaceholder } from '../../src/main/window/page-protocol.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** An empty page beside the built one. */
export const blankPath = 'blank';

/** Serves a built page on loopback with the policy that the app sets. */
export async function servePage(folder: string): Promise<{ url: string; close(): Promise<void> }> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const path = normalize(pathname);
    if (path === `/${blankPath}`) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html>');
      return;
    }
    const file = join(folder, path === '/' ? 'index.html' : path);
    const nonce = createNonce();
    const html = extname(file) === '.html';
    try {
      const bytes = await readFile(file);
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        ...(html ? { 'content-security-policy': contentSecurityPolicy(nonce) } : {}),
        ...(extname(file) === '.js' ? { 'content-security-policy': scriptSecurityPolicy } : {}),
        // Their names change with what is in them.
        ...(path.startsWith('/assets/') ? { 'cache-control': 'max-age=31536000, immutable' } : {}),
      });
      const firstRun = String(searchParams.has('first-run'));
      response.end(
        html
          ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce).replace(firstRunPlaceholder, firstRun)
          : bytes,
      );
    } catch {
      // Browsers ask for an icon that nobody named.
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    }
  };
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
