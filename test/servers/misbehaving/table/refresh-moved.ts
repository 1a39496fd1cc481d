import { ended, gone, needsFix, renewed } from '../expectations.ts';
import { all, answersJson, answersText, moves } from '../lies.ts';
import type { Lie } from '../behaviour.ts';
import { rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const fault = 'fault F19';
const moved = moves('/token', 'token_endpoint');
const asksAgain = { calls: ['refresh', 'discovery', 'refresh'] } as const;

function says(members: (origin: string, elsewhere: string) => Readonly<Record<string, unknown>>): Lie {
  return (server, { elsewhere }) => {
    server.metadata = { ...server.metadata, ...members(server.origin, elsewhere) };
  };
}

/** A token address that is gone when a session is renewed: the metadata is read again, once. */
const rows: readonly Row[] = [
  ['', 'moves its token address between two renewals', fault, moved, renewed(asksAgain)],
  [
    '-redirects',
    'moves it, and redirects from the old one to somebody else',
    `${fault}, RFC 9700 §4.12`,
    all(moved, (server, { elsewhere }) => {
      server.script('/token', (_request, response) => {
        response.writeHead(308, { location: `${elsewhere}/token` });
        response.end();
      });
    }),
    renewed(asksAgain),
  ],
  [
    '-issuer',
    'moves it, and calls itself something else',
    `${fault}, OpenID Connect Discovery §4.3`,
    all(
      moved,
      says(() => ({ issuer: 'https://evil.example' })),
    ),
    gone(),
  ],
  [
    '-insecure',
    'moves it to an address in the clear',
    fault,
    all(
      moved,
      says(() => ({ token_endpoint: 'http://id.example/token' })),
    ),
    gone(),
  ],
  [
    '-ended',
    'moves it, and ends the session there',
    fault,
    all(moved, answersJson('/moved/token', 400, { error: 'invalid_grant' })),
    { ...ended(), ...asksAgain },
  ],
  [
    '-twice',
    'moves it to where nothing is either',
    fault,
    all(moved, answersText('/moved/token', 404, '')),
    { ...needsFix(), ...asksAgain },
  ],
  [
    '-not-found',
    'takes it away, with its metadata, which is asked for at each place',
    fault,
    all(answersText('/token', 404, ''), answersText('/.well-known/openid-configuration', 404, '')),
    gone({ calls: ['refresh', 'discovery', 'discovery', 'discovery'] }),
  ],
  [
    '-keys',
    'moves its keys, a day after they were read',
    fault,
    all(moves('/jwks', 'jwks_uri'), (_server, { clock }) => clock.advance(25 * 3_600_000)),
    renewed({ calls: ['refresh', 'keys', 'discovery', 'keys'] }),
  ],
];

export const refreshMoved = rowsOf('refresh', 'refresh-moved', rows);
