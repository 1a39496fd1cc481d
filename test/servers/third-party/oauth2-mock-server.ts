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
  /** Every answer is what it would say by itself. */
  reset(): Promise<void>;
}

export async function startMockServer(): Promise<MockServer> {
  const server = await launch('oauth2-mock-server');
  return {
    ...server,
    issuer: server.told['issuer'] ?? '',
    next: async (hook, ...changes) => server.tell({ hook, changes }),
    async reset() {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one command at a time
      for (const hook of hooks) await server.tell({ hook, changes: [] });
    },
  };
}
