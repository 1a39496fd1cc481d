import { readUserInfo } from '../user-info.ts';
import type { Effect } from './effects.ts';
import type { MachineEvent } from './events.ts';
import type { Tools } from './tools.ts';

/** Asks UserInfo, and says in the activity what came of it. One that cannot be had costs nothing (R42). */
export async function describeAccount(
  { record }: Extract<Effect, { readonly kind: 'read-user-info' }>,
  tools: Tools,
): Promise<readonly MachineEvent[]> {
  const { session, metadata } = record;
  const { userinfoEndpoint: endpoint, jwksUri } = metadata;
  if (endpoint === null || jwksUri === null || session.subject === null) return [];
  const accessToken = session.accessTokens['']?.value;
  if (accessToken === undefined) {
    // R88: a token that was obtained for an API is of no use, and no business, of anybody else.
    noteUnasked(Object.keys(session.accessTokens), tools);
    return [];
  }
  const deps = tools.exchange(tools.running.refresh());
  const { issuer, clientId, subject } = session;
  const algorithms = metadata.userinfoSigningAlgValuesSupported ?? metadata.idTokenSigningAlgValuesSupported;
  const keys = tools.keys.forIssuer(issuer, jwksUri, deps);
  const outcome = await readUserInfo(
    { endpoint, accessToken, issuer, clientId, subject, algorithms, keys },
    deps,
  );
  if (deps.signal.aborted) return [];
  const refused = outcome.kind === 'refused';
  const failure = outcome.kind === 'claims' ? null : outcome.failure;
  tools.activity.add({
    connectionId: tools.connectionId,
    step: refused ? 'security' : 'user-info',
    outcome: failure === null ? 'ok' : refused ? 'failed' : 'noted',
    summary: failure === null ? 'UserInfo describes the account.' : failure.what,
    facts: failure === null ? [] : [{ name: 'Why', value: failure.why }],
    ...(failure === null ? {} : { failureCode: failure.code }),
  });
  return outcome.kind === 'claims'
    ? [{ kind: 'user-info-read', signedInAt: session.signedInAt, claims: outcome.claims }]
    : [];
}

function noteUnasked(resources: readonly string[], tools: Tools): void {
  tools.activity.add({
    connectionId: tools.connectionId,
    step: 'user-info',
    outcome: 'noted',
    summary: 'UserInfo was not asked: the access token is for an API alone.',
    facts: resources.map((value) => ({ name: 'Resource', value })),
  });
}
