import type { Behaviour } from '../behaviour.ts';
import { accepted, refused } from '../expectations.ts';
import { honest, metadata, moves, tokenAnswer } from '../lies.ts';

const step = 'token';

/** Endpoints that moved between two sign-ins: each sign-in discovers again. */
const moved: readonly Behaviour[] = [
  {
    id: 'token-moved',
    step,
    does: 'moves its token address between two sign-ins',
    source: 'fault F19',
    signedInBefore: true,
    lie: moves('/token', 'token_endpoint'),
    expected: accepted({ calls: ['discovery', 'authorization', 'token', 'userinfo'] }),
  },
  {
    id: 'token-moved-issuer',
    step,
    does: 'moves its token address and calls itself something else',
    source: 'fault F19, OpenID Connect Discovery §4.3',
    signedInBefore: true,
    lie: metadata(({ origin }) => ({ issuer: 'https://evil.example', token_endpoint: `${origin}/token` })),
    expected: refused('issuer-mismatch', { state: 'signed-in', sealed: ['session'], calls: ['discovery'] }),
  },
  {
    id: 'token-swapped-midway',
    step,
    does: 'names another token address once the browser is open: the code goes to the one of before',
    source: 'RFC 9700 §4.4.2',
    lie: (server, { elsewhere }) => {
      server.callback = (url) => {
        server.metadata = { token_endpoint: `${elsewhere}/token` };
        return url;
      };
    },
    expected: accepted(),
  },
];

/** Plain OAuth 2.0: no ID token is asked for, and what comes says nothing. */
const plain: readonly Behaviour[] = [
  {
    id: 'token-plain',
    step,
    does: 'signs in without OpenID Connect',
    source: 'RFC 6749',
    connection: { scopes: ['notes'] },
    lie: honest,
    expected: accepted({ calls: ['discovery', 'authorization', 'token'] }),
  },
  {
    id: 'token-plain-unlisted',
    step,
    does: 'says nothing of PKCE, which is then the only defence',
    source: 'RFC 9700 §2.1.1',
    connection: { scopes: ['notes'] },
    lie: metadata({ code_challenge_methods_supported: undefined }),
    expected: refused('pkce-not-listed', { field: 'code_challenge_methods_supported', calls: ['discovery'] }),
  },
  {
    id: 'token-plain-id-token',
    step,
    does: 'gives a false ID token that nobody asked for',
    source: 'RFC 6749',
    connection: { scopes: ['notes'] },
    lie: tokenAnswer({ id_token: 'a.b.c' }),
    expected: accepted({ calls: ['discovery', 'authorization', 'token'] }),
  },
];

export const tokenMoved: readonly Behaviour[] = [...moved, ...plain];
