import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { TokenChecker } from '../api/token-check.ts';
import { handleInteraction } from './interactions.ts';
import type { InteractionOptions } from './interactions.ts';
import { handleUserInfo } from './user-info.ts';

export interface AuthorizationServerOptions extends InteractionOptions {
  readonly checkToken: TokenChecker;
  readonly log: (line: string) => void;
  /** Called once per answered token request with its grant type. */
  readonly onTokenRequest: () => void;
}

/** Endpoints that apps call themselves. A browser page has no business here, and Okta and Entra refuse it the same way. */
const appEndpoints: ReadonlySet<string> = new Set([
  '/token',
  '/token/revocation',
  '/token/introspection',
  '/request',
  '/device/auth',
  '/reg',
]);

/** Routes a request to the demo's own pages or to `oidc-provider`. */
export function createAuthorizationHandler(
  options: AuthorizationServerOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const host = new URL(options.provider.issuer).host;
  const toProvider = options.provider.callback();
  logProviderErrors(options.provider, options.log);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', options.provider.issuer).pathname;
    response.on('finish', () => {
      options.log(`${request.method ?? 'GET'} ${path.replace(/[\w-]{20,}/g, '…')} ${response.statusCode}`);
      if (path === '/token') options.onTokenRequest();
    });
    // A name that resolves here from a page of the network (DNS rebinding) is not this server.
    if (request.headers.host !== host) {
      sendError(response, 421, 'invalid_request', `This server answers to ${host} only.`);
    } else if (appEndpoints.has(path) && request.headers.origin !== undefined) {
      sendError(response, 400, 'invalid_request', 'Native apps send no Origin header to this endpoint.');
    } else if (path === '/me') {
      await handleUserInfo(request, response, options);
    } else if (!(await handleInteraction(request, response, options))) {
      await toProvider(request, response);
    }
  };

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      options.log(`The demo's authorization server failed: ${String(error)}`);
      if (!response.headersSent) sendError(response, 500, 'server_error', 'The demo made a mistake.');
      else response.destroy();
    });
  };
}

function logProviderErrors(provider: Provider, log: (line: string) => void): void {
  provider.on('server_error', (_context, error) => {
    log(`The demo's authorization server failed: ${error.stack ?? error.message}`);
  });
}

function sendError(response: ServerResponse, status: number, error: string, description: string): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end(JSON.stringify({ error, error_description: description }));
}
