import type { Connection, RedirectWay } from '../../../shared/connection.ts';
import { succeed, type Result } from '../../../shared/result.ts';
import { beginAuthorization } from '../../oauth/authorization.ts';
import { exchangeOnce, header, type ExchangeDeps } from '../../oauth/exchange.ts';
import { callbackTag, redirectUri } from '../../oauth/redirect-uri.ts';
import { resourcesOf } from '../../oauth/session/sign-in-work.ts';
import type { ServerMetadata } from '../../oauth/types.ts';
import type { ProviderPreset } from '../../providers/presets/preset.ts';
import { exchangeLimits } from './contact.ts';
import type { AuthorizationAnswer } from './judge-redirect.ts';

/** Where any port is taken, this one stands for all: nobody listens there, and nothing comes back. */
const anyPort = 49_152;

export interface AuthorizationQuestion {
  readonly connection: Connection;
  readonly metadata: ServerMetadata;
  readonly preset: ProviderPreset;
  readonly way: RedirectWay;
  /** The scheme that this run answers to. */
  readonly scheme: string;
}

/** The redirect address of a way, as the sign-in would send it. */
export function redirectAddress({
  connection,
  way,
  scheme,
}: Omit<AuthorizationQuestion, 'metadata' | 'preset'>): string {
  const { host, ports = [] } = connection.loopback ?? {};
  const options = { scheme, spelling: connection.redirectSpelling, tag: callbackTag(connection) };
  return redirectUri(
    way,
    way === 'scheme'
      ? options
      : { ...options, port: ports[0] ?? anyPort, ...(host === undefined ? {} : { host }) },
  );
}

/**
 * Makes the very request that a sign-in would begin with, and looks at what the provider answers to somebody without a session.
 * It is a request, not a page: nothing of the answer is drawn or run (R1), no cookie goes along or is kept, and the code that a
 * server might give at once is worth nothing, because its verifier is forgotten here.
 */
export async function askToAuthorize(
  question: AuthorizationQuestion,
  deps: ExchangeDeps,
): Promise<Result<AuthorizationAnswer>> {
  const { connection, metadata, preset, way, scheme } = question;
  const begun = await beginAuthorization({
    attempt: 'check',
    connectionId: connection.id,
    metadata,
    client: { clientId: connection.clientId, scheme, redirectSpelling: connection.redirectSpelling },
    redirectUri: redirectAddress(question),
    way,
    scopes: connection.scopes,
    resources: resourcesOf(connection, preset),
    dialect: preset.authorization.value,
    prompt: null,
    loginHint: null,
    maxAge: null,
    acrValues: null,
    now: deps.clock.now(),
  });
  if (!begun.ok) return begun;
  const request = { method: 'GET', url: begun.value.url, headers: [['accept', 'text/html']] as const };
  const answer = await exchangeOnce(request, exchangeLimits, deps);
  if (!answer.ok) return answer;
  const { status, headers, bytes } = answer.value;
  return succeed({ status, location: header(headers, 'location'), page: new TextDecoder().decode(bytes) });
}
