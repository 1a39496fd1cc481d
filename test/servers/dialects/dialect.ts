import type { ServerResponse } from 'node:http';
import { startAuthorizationServer } from '../authorization-server.ts';
import type { AuthorizationServer, AuthorizationServerOptions } from '../authorization-server.ts';
import { json, text } from '../http-server.ts';
import type { SeenRequest } from '../http-server.ts';
import { escapeHtml, person } from './pages.ts';

/** What is registered of the app, by whoever runs the provider. */
export interface Registration {
  readonly redirectUris: readonly string[];
  readonly afterSignOut: readonly string[];
}

/** A loopback server of ours that speaks as a provider does. It is not that provider. */
export interface Dialect {
  readonly issuer: string;
  readonly server: AuthorizationServer;
  /** Changed by whoever runs it, while it runs. */
  registration: Registration;
  stop(): Promise<void>;
}

/** Where the base server has what a dialect has at addresses of its own. */
export type Addresses = Readonly<
  Record<'authorize' | 'token' | 'jwks' | 'userinfo' | 'revoke' | 'logout', string>
>;

/** A rule-keeping server at other addresses. `iss` comes back from none of these providers (RFC 9207). */
export async function startAt(
  addresses: Addresses,
  options: AuthorizationServerOptions = {},
): Promise<AuthorizationServer> {
  const server = await startAuthorizationServer(options);
  server.moved = Object.fromEntries(Object.entries(addresses).map(([name, path]) => [`/${name}`, path]));
  server.metadata = {
    authorization_endpoint: server.origin + addresses.authorize,
    token_endpoint: server.origin + addresses.token,
    jwks_uri: server.origin + addresses.jwks,
    userinfo_endpoint: server.origin + addresses.userinfo,
    revocation_endpoint: server.origin + addresses.revoke,
    end_session_endpoint: server.origin + addresses.logout,
    authorization_response_iss_parameter_supported: undefined,
  };
  return server;
}

/** The answer to an authorization request (its query), as the browser is sent back with it. */
export function granted(server: AuthorizationServer, request: string): string {
  return server.authorize(`${server.origin}/authorize?${request}`).replace(/&iss=[^&]*/, '');
}

/** The same for a refusal (RFC 6749 §4.1.2.1). */
export function refused(request: string, error: string, description?: string): string {
  const asked = new URLSearchParams(request);
  const answer = new URLSearchParams({ error, state: asked.get('state') ?? '' });
  if (description !== undefined) answer.set('error_description', description);
  return `${asked.get('redirect_uri') ?? ''}?${answer.toString()}`;
}

type Members = Readonly<Record<string, unknown>>;

/** Says what a token answer is in this dialect: `asked` is the request, `answer` what the rules have it be. */
export function answerTokens(
  server: AuthorizationServer,
  path: string,
  change: (answer: Members, asked: SeenRequest) => { readonly status?: number; readonly value: Members },
): void {
  server.rewrite(path, (body, response) => {
    const answer: unknown = JSON.parse(body);
    const asked = server.requestsTo(path).at(-1);
    if (typeof answer !== 'object' || answer === null || asked === undefined) throw new TypeError(body);
    const { status, value } = change({ ...answer }, asked);
    json(response, status ?? ('error' in value ? 400 : 200), value);
  });
}

/** Sends the browser on. */
export function redirect(response: ServerResponse, location: string): void {
  text(response, 302, '', { location });
}

/** A page with a form for the name and the password; `request` is what the person is asked for. */
export function loginForm(action: string, request: string, names: { user: string; button: string }): string {
  return `<form method="post" action="${action}"><input type="hidden" name="request" value="${escapeHtml(request)}">
<label>${names.user} <input type="text" name="${names.user}"></label>
<label>Password <input type="password" name="Password"></label>
<button name="button" value="login">${names.button}</button></form>`;
}

/** Whether the person is the one who may sign in. */
export function knows({ form }: SeenRequest, userField: string): boolean {
  return form.get(userField) === person.name && form.get('Password') === person.password;
}
