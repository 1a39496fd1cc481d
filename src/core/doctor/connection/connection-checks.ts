import type { Connection } from '../../../shared/connection.ts';
import type { ConnectionCheckId, Finding } from '../../../shared/doctor.ts';
import { isLoopbackHost } from '../../../shared/loopback-host.ts';
import { noAnswer } from '../../failures/no-answer.ts';
import { exchange } from '../../oauth/exchange.ts';
import { hostOf } from '../../oauth/failures.ts';
import { parseKeySet } from '../../oauth/key-set.ts';
import { allowedAlgorithms } from '../../oauth/signed-claims.ts';
import type { ServerMetadata } from '../../oauth/types.ts';
import { usableKeys } from '../../oauth/usable-keys.ts';
import type { Fetch } from '../../ports/fetch.ts';
import { presetOf } from '../../providers/presets/preset-of.ts';
import type { ProviderPreset } from '../../providers/presets/preset.ts';
import type { Check, CheckContext } from '../check.ts';
import { note, ofFailure, untold, wrong } from '../finding.ts';
import { titles } from '../titles.ts';
import { askEndpoint } from './ask-endpoint.ts';
import { askToAuthorize, redirectAddress } from './ask-to-authorize.ts';
import { contactProvider, exchangeLimits, firstAddress, patient, type Contact } from './contact.ts';
import { at, endpointQuestions } from './endpoint-checks.ts';
import { judgeEndpoint, lateEndpoint } from './judge-endpoint.ts';
import { judgeKeys } from './judge-keys.ts';
import { judgeDiscovery, judgePkce, judgeScopes } from './judge-metadata.ts';
import { judgeRedirect } from './judge-redirect.ts';
import { networkChecks, type NetworkCheckDeps } from './network-checks.ts';

export interface ConnectionCheckDeps extends NetworkCheckDeps {
  readonly fetch: Fetch;
  /** The scheme that this run answers to. */
  readonly scheme: string;
}

/** Time for one check, in milliseconds. What runs on this very computer answers at once, or not at all. */
const patience = { here: 2000, elsewhere: 8000 };

/** What is checked of a connection, without any credential: no token, secret, cookie or account is used or sent. */
export function connectionChecks(connection: Connection, deps: ConnectionCheckDeps): readonly Check[] {
  const address = firstAddress(connection);
  const host = address?.host ?? 'The provider';
  const limit = isLoopbackHost(address?.hostname ?? '') ? patience.here : patience.elsewhere;
  const { made, settle } = promised<Contact>();
  const discovery: Check = {
    id: 'discovery',
    title: titles.discovery,
    limit,
    late: ofFailure('wrong', noAnswer('timed-out', host, 'provider')),
    async measure(context) {
      const contact = await contactProvider(connection, { ...context, ...deps });
      settle(contact);
      const { metadata } = contact;
      return judgeDiscovery(metadata, metadata.ok ? presetOf(metadata.value) : null);
    },
  };
  const described = (
    id: ConnectionCheckId,
    measure: (metadata: ServerMetadata, context: CheckContext) => Finding | Promise<Finding>,
    late: Finding = untold(`${host} did not answer in time.`),
  ): Check => ({
    id,
    title: titles[id],
    after: made,
    limit,
    late,
    async measure(context) {
      const { metadata } = await made;
      return metadata.ok
        ? measure(metadata.value, context)
        : untold('the provider’s description of itself was not read.');
    },
  });
  const asking = (context: CheckContext) => ({
    fetch: patient(deps.fetch, context),
    clock: deps.clock,
    signal: context.signal,
  });
  return [
    ...(address === null ? [] : networkChecks(address, made, limit, deps)),
    discovery,
    described('keys', (metadata, context) => checkKeys(metadata, connection, asking(context))),
    described('pkce', (metadata) => judgePkce(metadata, connection.scopes.includes('openid'))),
    described('scopes', (metadata) =>
      judgeScopes(connection.scopes, metadata.scopesSupported, presetOf(metadata)),
    ),
    ...connection.redirectWays.map((way) =>
      described(`redirect-${way}`, async (metadata, context) => {
        if (connection.clientId === '') return untold('this connection has no client ID yet.');
        const preset: ProviderPreset = presetOf(metadata);
        const question = { connection, metadata, preset, way, scheme: deps.scheme };
        const answer = await askToAuthorize(question, asking(context));
        return judgeRedirect(
          { redirectUri: redirectAddress(question), host: hostOf(metadata.authorizationEndpoint), preset },
          answer,
        );
      }),
    ),
    ...endpointQuestions.map((question) =>
      described(
        question.id,
        async (metadata, context) => {
          const url = question.urlOf(metadata, presetOf(metadata));
          if (url === null) return question.absent;
          return judgeEndpoint(at(question, url), await askEndpoint(url, question.method, asking(context)));
        },
        lateEndpoint(question.endpoint),
      ),
    ),
  ];
}

async function checkKeys(
  { jwksUri, idTokenSigningAlgValuesSupported }: ServerMetadata,
  { scopes }: Connection,
  deps: Parameters<typeof exchange>[2],
): Promise<Finding> {
  if (jwksUri === null) {
    const what = 'The provider does not say where its keys are.';
    return scopes.includes('openid')
      ? wrong(
          `${what} So no sign-in can be checked.`,
          'Tell whoever runs the provider, or remove “openid” from the scopes.',
        )
      : note(`${what} Without “openid” none is needed.`, '');
  }
  const answer = await exchange(
    { method: 'GET', url: jwksUri, headers: [['accept', 'application/json']] },
    { ...exchangeLimits, maxBytes: 512_000 },
    deps,
  );
  if (!answer.ok) return ofFailure('wrong', answer.failure);
  const algorithms = allowedAlgorithms(idTokenSigningAlgValuesSupported);
  const keys = answer.value.status === 200 ? parseKeySet(answer.value.bytes) : null;
  return judgeKeys({
    host: hostOf(jwksUri),
    published: keys?.length ?? null,
    usable: keys === null ? 0 : (await usableKeys(keys, algorithms)).length,
    algorithms,
  });
}

function promised<T>(): { readonly made: Promise<T>; readonly settle: (value: T) => void } {
  let settleNow: ((value: T) => void) | null = null;
  const made = new Promise<T>((resolve) => {
    settleNow = resolve;
  });
  return { made, settle: (value) => settleNow?.(value) };
}
