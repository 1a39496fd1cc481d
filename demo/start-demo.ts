import type { JWK } from 'jose';
import { createUsers } from './accounts.ts';
import type { DemoUser } from './accounts.ts';
import { createNotes } from './api/notes.ts';
import { createApiHandler } from './api/server.ts';
import { createTokenChecker } from './api/token-check.ts';
import { demoClientId, supportedScopes } from './authorization-server/client.ts';
import { createProvider } from './authorization-server/provider.ts';
import { createAuthorizationHandler } from './authorization-server/server.ts';
import { listenOnLoopback } from './net/listen.ts';
import type { LoopbackServer } from './net/listen.ts';
import { supplyUrlParse } from './runtime-gaps.ts';
import { createRecordStorage } from './state/record-adapter.ts';
import type { GrantSummary } from './state/record-adapter.ts';
import { openStateStore } from './state/state-store.ts';

export const defaultIssuerPort = 4480;
export const defaultApiPort = 4481;

export interface DemoOptions {
  /** 0: any free port. Default: the port of the last run, else 4480. */
  readonly issuerPort?: number;
  /** 0: any free port. Default: the port of the last run, else 4481. */
  readonly apiPort?: number;
  /** Lifetime of access tokens; default 60. */
  readonly accessTokenSeconds?: number;
  /** Passwords by user name; random where absent. */
  readonly passwords?: Readonly<Record<string, string>>;
  /** A private folder in which the demo server keeps its keys, passwords, consents and notes; default: memory only. */
  readonly stateFolder?: string | null;
  /** Show the accounts and their passwords on the sign-in page. */
  readonly showAccounts?: boolean;
  /** Names of further APIs that access tokens are issued for, one token for each (RFC 8707); default: none. */
  readonly otherResources?: readonly string[];
  readonly log?: (line: string) => void;
}

export interface DemoInfo {
  readonly issuer: string;
  readonly clientId: string;
  readonly apiOrigin: string;
  readonly scopes: readonly string[];
  readonly users: readonly DemoUser[];
}

export interface Demo extends DemoInfo {
  /** What is allowed at the server right now. */
  grants(): readonly GrantSummary[];
  /** How many requests the token endpoint answered. */
  tokenRequests(): number;
  stop(): Promise<void>;
}

/**
 * Starts the demo's authorization server and its protected API, on 127.0.0.1 only. A port that is taken is replaced by a
 * free one, with a line in the log. With `stateFolder`, a later start goes on where this one stopped.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  supplyUrlParse();
  const log = options.log ?? (() => undefined);
  const store = await openStateStore(options.stateFolder ?? null, log);
  const { state } = store;
  const servers: LoopbackServer[] = [];
  const listen = async (purpose: string, port: number): Promise<LoopbackServer> => {
    const server = await listenOnLoopback(purpose, port, log);
    servers.push(server);
    return server;
  };
  try {
    const front = await listen(
      'authorization server',
      options.issuerPort ?? state.issuerPort ?? defaultIssuerPort,
    );
    const back = await listen('API', options.apiPort ?? state.apiPort ?? defaultApiPort);
    Object.assign(state, { issuerPort: front.port, apiPort: back.port });

    const users = createUsers({ ...state.passwords, ...options.passwords });
    const issuer = front.origin;
    const apiOrigin = back.origin;
    const otherResources = options.otherResources ?? [];
    const storage = createRecordStorage(store);
    const checkToken = createTokenChecker({
      issuer,
      audience: apiOrigin,
      keys: { keys: state.keys.map(publicPart) },
    });
    const provider = createProvider({
      issuer,
      apiOrigin,
      otherResources,
      accessTokenSeconds: options.accessTokenSeconds ?? 60,
      users,
      keys: state.keys,
      cookieKey: state.cookieKey,
      adapter: storage.adapter,
    });
    let tokenRequests = 0;
    const onTokenRequest = (): void => {
      tokenRequests += 1;
    };
    const notes = createNotes(store);
    await store.save();
    front.server.on(
      'request',
      createAuthorizationHandler({
        provider,
        apiOrigin,
        otherResources,
        users,
        checkToken,
        log,
        onTokenRequest,
        showAccounts: options.showAccounts ?? false,
      }),
    );
    back.server.on('request', createApiHandler({ origin: apiOrigin, issuer, users, notes, checkToken, log }));
    return {
      issuer,
      clientId: demoClientId,
      apiOrigin,
      scopes: supportedScopes,
      users,
      grants: () => storage.grants(),
      tokenRequests: () => tokenRequests,
      stop: () => stopAll(servers),
    };
  } catch (error) {
    await stopAll(servers);
    throw error;
  }
}

async function stopAll(servers: readonly LoopbackServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}

/** The public half of a signing key. */
function publicPart(key: JWK): JWK {
  const { kty, kid, alg, use, crv, x, y, n, e } = key;
  const part = { kty, kid, alg, use, crv, x, y, n, e };
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
}
