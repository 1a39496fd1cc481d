import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DemoUser } from '../accounts.ts';
import type { TokenChecker } from '../api/token-check.ts';
import { sendRefusal } from '../api/token-check.ts';
import { claimsOf } from './provider.ts';

/**
 * UserInfo (OpenID Connect Core §5.3). `oidc-provider` answers opaque tokens only; here every access token is a JWT for the
 * API that also holds the OpenID scopes, as many providers do it.
 */
export async function handleUserInfo(
  request: IncomingMessage,
  response: ServerResponse,
  options: {
    readonly users: readonly DemoUser[];
    readonly checkToken: TokenChecker;
    readonly provider: { readonly issuer: string };
  },
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'POST') {
    response.writeHead(405, { Allow: 'GET, POST' }).end();
    return;
  }
  const outcome = await options.checkToken(request, `${options.provider.issuer}/me`, ['openid']);
  if (!outcome.ok) {
    sendRefusal(response, outcome.refusal);
    return;
  }
  const user = options.users.find((candidate) => candidate.username === outcome.token.subject);
  if (user === undefined) {
    response.writeHead(404).end();
    return;
  }
  const { sub, name, preferred_username, email, email_verified } = claimsOf(user);
  const { scopes } = outcome.token;
  const claims = {
    sub,
    ...(scopes.has('profile') ? { name, preferred_username } : {}),
    ...(scopes.has('email') ? { email, email_verified } : {}),
  };
  response
    .writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end(JSON.stringify(claims));
}
