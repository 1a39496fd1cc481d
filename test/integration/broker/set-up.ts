import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ActivityInput } from '../../../src/core/activity/activity.ts';
import type { AccessToken, AccessTokens, ScopeDemand } from '../../../src/core/broker/access-tokens.ts';
import { nodeSpoolDisk } from '../../../src/core/broker/bodies/node-spool-disk.ts';
import type { Broker, BrokerLimits } from '../../../src/core/broker/broker.ts';
import { createBroker, type BrokerDeps } from '../../../src/core/broker/create-broker.ts';
import type { SpoolDisk } from '../../../src/core/ports/spool-disk.ts';
import type { Uploads } from '../../../src/core/ports/uploads.ts';
import type { ApiOrigin, Connection } from '../../../src/shared/connection.ts';
import type { RequestDraft, RequestProgress, ResponseView } from '../../../src/shared/request.ts';
import { succeed, type Result } from '../../../src/shared/result.ts';
import { savedConnection } from '../../support/connections.ts';
import { nodeFetch, type NodeFetchOptions } from '../../support/node-fetch.ts';
import { systemClock } from '../../support/system-clock.ts';

const connectionId = 'connection1';

/** Hands out numbered tokens; a rejected one is followed by the next. */
export class FakeTokens implements AccessTokens {
  readonly asked: (string | null)[] = [];
  readonly rejectedValues: string[] = [];
  /** What the API was said to want, and what of it the sign-in has. */
  readonly demands: ScopeDemand[] = [];
  granted: readonly string[] = [];
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

  lacking(_id: string, demand: ScopeDemand): readonly string[] {
    this.demands.push(demand);
    return demand.scopes.filter((scope) => !this.granted.includes(scope));
  }
}

export interface SetUp {
  readonly broker: Broker;
  readonly tokens: FakeTokens;
  readonly activity: ActivityInput[];
  /** Where bodies of more than 1 MiB are. */
  readonly spoolFolder: string;
  /** What was told of how far requests are. */
  readonly progress: readonly RequestProgress[];
  /** The body as it would be saved; null when it is not kept. */
  readonly saved: (requestId?: string) => Promise<Buffer | null>;
  readonly send: (
    draft: Partial<RequestDraft> & { url: string },
    requestId?: string,
  ) => Promise<Result<ResponseView>>;
}

export function setUp(
  apiOrigins: readonly ApiOrigin[],
  {
    disk = nodeSpoolDisk,
    uploads = { open: () => null },
    ...limits
  }: Partial<BrokerLimits> & { disk?: SpoolDisk; uploads?: Uploads } = {},
  network: NodeFetchOptions = {},
  others: Partial<Pick<BrokerDeps, 'clock' | 'timeouts' | 'sent' | 'fetchFor' | 'cookies'>> = {},
): SetUp {
  const tokens = new FakeTokens();
  const activity: ActivityInput[] = [];
  const progress: RequestProgress[] = [];
  const connection = connectionWith(apiOrigins);
  const spoolFolder = join(tmpdir(), `latchkey-spool-${randomUUID()}`);
  onTestFinished(async () => {
    await broker.close();
    await rm(spoolFolder, { recursive: true, force: true });
  });
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
    spool: { disk, folder: spoolFolder },
    uploads,
    progress: (told) => {
      progress.push(told);
    },
    limits,
    ...others,
  });
  return {
    broker,
    tokens,
    activity,
    progress,
    spoolFolder,
    saved: (requestId = 'request1') =>
      broker.withBody(requestId, async ({ chunks }) => {
        const parts: Uint8Array[] = [];
        for await (const chunk of chunks()) parts.push(chunk);
        return Buffer.concat(parts);
      }),
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
