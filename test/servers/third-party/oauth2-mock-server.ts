import { launch } from './launch.ts';
import type { ThirdPartyServer } from './launch.ts';

/** What one of its hooks changes of the next answer. */
export interface AnswerChange {
  readonly status?: number;
  /** In the place of the whole answer. */
  readonly body?: unknown;
  /** Of a token that is about to be signed; null takes one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Of the address that the browser is sent to; null takes one out. */
  readonly parameters?: Readonly<Record<string, string | null>>;
}

/** What its next list of keys is instead. Nothing: what it is by itself. */
export interface KeysChange {
  readonly status?: number;
  /** In the place of the list: text as it is, everything else as JSON. */
  readonly body?: unknown;
  /** In each of the keys. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** It begins, and does not end. */
  readonly endless?: true;
}

const hooks = [
  'beforeWellKnownOpenIdConfiguration',
  'beforeAuthorizeRedirect',
  'beforeTokenSigning',
  'beforeResponse',
  'beforeUserinfo',
  'beforeRevoke',
  'beforePostLogoutRedirect',
] as const;

type Hook = (typeof hooks)[number];

/** `oauth2-mock-server`, whose answers a test changes one at a time. */
export interface MockServer extends ThirdPartyServer {
  readonly issuer: string;
  /** The next answers of one kind are other ones, one after the other; none: what it would say by itself. */
  next(hook: Hook, ...changes: readonly AnswerChange[]): Promise<void>;
  /** The same for its lists of keys, for which it has no hook. */
  nextKeys(...changes: readonly KeysChange[]): Promise<void>;
  /** One key more, with which the next ID token is signed. */
  newKey(): Promise<void>;
  /** Every answer is what it would say by itself. */
  reset(): Promise<void>;
}

/** Starts it. It sends browsers back at once; where it `asks`, only after a press on a page, which it has not by itself. */
export async function startMockServer({ asks = false } = {}): Promise<MockServer> {
  const server = await launch('oauth2-mock-server', { asks });
  return {
    ...server,
    issuer: server.told['issuer'] ?? '',
    next: async (hook, ...changes) => server.tell({ hook, changes }),
    nextKeys: async (...changes) => server.tell({ hook: 'keys', changes }),
    newKey: async () => server.tell({ newKey: true }),
    async reset() {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one command at a time
      for (const hook of [...hooks, 'keys']) await server.tell({ hook, changes: [] });
    },
  };
}
