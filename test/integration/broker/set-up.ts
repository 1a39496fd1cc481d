import type { ActivityInput } from '../../../src/core/activity/activity.ts';
import type { AccessToken, AccessTokens } from '../../../src/core/broker/access-tokens.ts';
import type { Broker, BrokerLimits } from '../../../src/core/broker/broker.ts';
import { createBroker } from '../../../src/core/broker/create-broker.ts';
import type { ApiOrigin, Connection } from '../../../src/shared/connection.ts';
import type { RequestDraft, ResponseView } from '../../../src/shared/request.ts';
import { succeed, type Result } from '../../../src/shared/result.ts';
import { savedConnection } from '../../support/connections.ts';
import { nodeFetch, type NodeFetchOptions } from '../../support/node-fetch.ts';
import { systemClock } from '../../support/system-clock.ts';

const connectionId = 'connection1';

/** Hands out numbered tokens; a rejected one is followed by the next. */
export class FakeTokens implements AccessTokens {
  readonly asked: (string | null)[] = [];
  readonly rejectedValues: string[] = [];
  /** What the next calls return instead of a token. */
  readonly instead: Result<AccessToken>[] = [];
  tokenType = 'Bearer';
  #number = 1;

  current(resource: string | null = null): string {
    return `secret-token/${resource === null ? 'default' : encodeURIComponent(resource)}+${String(this.#number)}==`;
  }

  accessToken(_id: string, resource: string | null): Promise<Result<AccessToken>> {
    this.asked.push(resource);
    return Promise.resolve(
      this.instead.shift() ?? succeed({ value: this.current(resource), tokenType: this.tokenType }),
    );
  }

  rejected(_id: string, _resource: string | null, token: AccessToken): void {
    this.rejectedValues.push(token.value);
    this.#number += 1;
  }
}

export interface SetUp {
  readonly broker: Broker;
  readonly tokens: FakeTokens;
  readonly activity: ActivityInput[];
  readonly send: (
    draft: Partial<RequestDraft> & { url: string },
    requestId?: string,
  ) => Promise<Result<ResponseView>>;
}

export function setUp(
  apiOrigins: readonly ApiOrigin[],
  limits: Partial<BrokerLimits> = {},
  network: NodeFetchOptions = {},
): SetUp {
  const tokens = new FakeTokens();
  const activity: ActivityInput[] = [];
  const connection = connectionWith(apiOrigins);
  const broker = createBroker({
    fetchFor: () => nodeFetch(network),
    tokens,
    connections: { get: (id) => (id === connectionId ? connection : null) },
    activity: {
      add: (entry) => {
        activity.push(entry);
      },
    },
    clock: systemClock,
    limits,
  });
  return {
    broker,
    tokens,
    activity,
    send: (draft, requestId = 'request1') =>
      broker.send({
        connectionId,
        requestId,
        request: { method: 'GET', headers: [], body: null, authorization: 'on', ...draft },
      }),
  };
}

function connectionWith(apiOrigins: readonly ApiOrigin[]): Connection {
  return savedConnection({ id: connectionId, issuer: 'http://127.0.0.1:1', apiOrigins });
}
