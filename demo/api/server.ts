import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DemoUser } from '../accounts.ts';
import { sendJson, sendProblem } from './answer.ts';
import { noteRoutes } from './note-routes.ts';
import type { Notes } from './notes.ts';
import { openApi } from './open-api.ts';
import type { Route } from './route.ts';
import { sendRefusal } from './token-check.ts';
import type { TokenChecker } from './token-check.ts';
import { toolRoutes } from './tool-routes.ts';

export interface ApiOptions {
  readonly origin: string;
  readonly issuer: string;
  readonly users: readonly DemoUser[];
  readonly notes: Notes;
  readonly checkToken: TokenChecker;
  readonly log: (line: string) => void;
}

/** The protected API "Fieldnotes". Only its own description can be read without a token. */
export function createApiHandler(
  options: ApiOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const host = new URL(options.origin).host;
  const routes = [...noteRoutes(options.notes), ...toolRoutes(options.users)];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', options.origin);
    response.on('finish', () => {
      options.log(`API ${request.method ?? 'GET'} ${url.pathname} ${response.statusCode}`);
    });
    if (request.headers.host !== host) {
      sendProblem(response, 421, 'wrong_host', `This API answers to ${host} only.`);
      return;
    }
    if (url.pathname === '/' || url.pathname === '/openapi.json') {
      if (request.method !== 'GET' && request.method !== 'HEAD') sendWrongMethod(response, ['GET']);
      else if (url.pathname === '/')
        sendJson(response, 200, { name: 'Fieldnotes API', description: '/openapi.json' });
      else sendJson(response, 200, openApi(options.origin, options.issuer));
      return;
    }
    await answerRoute(request, response, url, routes, options);
  };

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      options.log(`The demo's API failed: ${String(error)}`);
      if (response.headersSent) response.destroy();
      else sendProblem(response, 500, 'server_error', 'The demo made a mistake.');
    });
  };
}

async function answerRoute(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  routes: readonly Route[],
  options: ApiOptions,
): Promise<void> {
  const matching = routes.filter(({ path }) => path.test(url.pathname));
  const route = matching.find(({ method }) => method === '*' || method === request.method);
  // Whether a path exists is no secret; who may use it is judged before anything is read.
  if (matching.length === 0) {
    sendProblem(response, 404, 'not_found', 'There is nothing at this address. See /openapi.json.');
    return;
  }
  if (route === undefined) {
    sendWrongMethod(
      response,
      matching.map(({ method }) => method),
    );
    return;
  }
  const outcome = await options.checkToken(request, `${options.origin}${url.pathname}`, route.scopes);
  if (!outcome.ok) {
    sendRefusal(response, outcome.refusal);
    return;
  }
  const parameters = route.path.exec(url.pathname)?.slice(1) ?? [];
  await route.answer({ request, response, url, parameters, token: outcome.token });
}

function sendWrongMethod(response: ServerResponse, allowed: readonly string[]): void {
  sendProblem(response, 405, 'method_not_allowed', `Use ${allowed.join(', ')} here.`, {
    Allow: allowed.join(', '),
  });
}
