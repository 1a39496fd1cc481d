import { parseJsonObject } from '../../../../src/core/oauth/json.ts';
import type { AuthorizationServer } from '../../authorization-server.ts';
import type { SigningKey } from '../../signing-keys.ts';
import type { Behaviour, Lie } from '../behaviour.ts';
import { accepted } from '../expectations.ts';
import { part } from '../forgeries.ts';
import { answersJson, answersText, honest, metadata } from '../lies.ts';
import { sharedKey } from '../shared-keys.ts';
import { deviation, oidf } from './rows.ts';

const step = 'userinfo';
const core = 'OpenID Connect Core §5.3.2';

/** Whether what it says is kept. A sign-in that was accepted stays so either way. */
type Row = readonly [id: string, does: string, source: string, lie: Lie, kept: boolean];

function says(members: Readonly<Record<string, unknown>>): Lie {
  return (server) => {
    server.userInfo = { ...members };
  };
}

type Claims = Readonly<Record<string, unknown>>;

/** Answers with a token instead of an object. */
function signs(make: (claims: Claims, server: AuthorizationServer) => Promise<string> | string): Lie {
  return (server) => {
    server.rewrite('/userinfo', async (body, response) => {
      const claims = parseJsonObject(Buffer.from(body)) ?? {};
      const stated = { iss: server.issuer, aud: server.clientId, ...claims };
      response.writeHead(200, { 'content-type': 'application/jwt' });
      response.end(await make(stated, server));
    });
  };
}

async function byOwn(claims: Claims, server: AuthorizationServer): Promise<string> {
  return ownKey(server).sign(claims);
}

function ownKey(server: AuthorizationServer): SigningKey {
  const [key] = server.keys;
  if (key === undefined) throw new TypeError('The server has no key.');
  return key;
}

const objects: readonly Row[] = [
  ['honest', 'describes who signed in', oidf('scope-userinfo-claims'), honest, true],
  ['sub-other', 'describes somebody else', oidf('userinfo-invalid-sub'), says({ sub: 'eve' }), false],
  ['sub-missing', 'does not say whom it describes', core, says({ sub: undefined }), false],
  ['sub-case', 'describes the account in capitals', core, says({ sub: 'ADA' }), false],
  ['sub-list', 'describes a list', core, says({ sub: ['ada'] }), false],
  [
    'sub-prototype',
    'says whom it describes in __proto__',
    'hostile',
    (server) =>
      server.rewrite('/userinfo', (_body, response) => {
        response.end('{"__proto__":{"sub":"ada"}}');
      }),
    false,
  ],
  [
    'nested',
    'wraps what it says in one object more',
    deviation,
    answersJson('/userinfo', 200, { data: { sub: 'ada' } }),
    true,
  ],
  [
    'nested-two',
    'wraps two people in one object',
    'hostile',
    answersJson('/userinfo', 200, { a: { sub: 'eve' }, b: { sub: 'ada' } }),
    false,
  ],
  ['more', 'says what nobody asked for', core, says({ roles: ['a'], address: { country: 'GB' } }), true],
];

const tokens: readonly Row[] = [
  ['signed', 'signs what it says', oidf('userinfo-signed'), signs(byOwn), true],
  [
    'signed-sub-other',
    'signs what it says of somebody else',
    core,
    signs(async (claims, server) => byOwn({ ...claims, sub: 'eve' }, server)),
    false,
  ],
  [
    'signed-iss',
    'signs in the name of another issuer',
    core,
    signs(async (claims, server) => byOwn({ ...claims, iss: 'https://evil.example' }, server)),
    false,
  ],
  [
    'signed-aud',
    'signs for another client',
    core,
    signs(async (claims, server) => byOwn({ ...claims, aud: 'another-client' }, server)),
    false,
  ],
  [
    'signed-bare',
    'signs without saying who it is and for whom',
    core,
    signs(async (claims, server) => byOwn({ ...claims, iss: undefined, aud: undefined }, server)),
    true,
  ],
  [
    'signed-old',
    'signs what ran out in 2001',
    core,
    signs(async (claims, server) => byOwn({ ...claims, exp: 1_000_000_000 }, server)),
    false,
  ],
  [
    'signed-none',
    'says that it is not signed',
    core,
    signs((claims) => `${part({ alg: 'none' })}.${part(claims)}.`),
    false,
  ],
  ['signed-garbled', 'says that it is signed, and it is no token', core, signs(() => 'hello'), false],
];

const absent: readonly Row[] = [204, 400, 401, 403, 404, 429, 500, 503].map((status): Row => [
  `status-${String(status)}`,
  `answers ${String(status)}`,
  'RFC 6750 §3.1',
  answersText('/userinfo', status, ''),
  false,
]);

const errorWithClaims: Behaviour = {
  id: 'userinfo-error-with-claims',
  step,
  does: 'answers 403 and describes who signed in',
  source: 'RFC 6750 §3.1',
  lie: answersJson('/userinfo', 403, { sub: 'ada' }),
  expected: accepted(),
  described: false,
};

/** The known keys do not fit, so the published ones are looked at once more. */
const byAttacker: Behaviour = {
  id: 'userinfo-signed-attacker',
  step,
  does: 'has somebody else sign',
  source: core,
  lie: signs(async (claims) => (await sharedKey('RS256', 'attacker')).sign(claims, { kid: 'key-1' })),
  expected: accepted({ calls: [...accepted().calls, 'keys'] }),
  described: false,
};

const unnamed: Behaviour = {
  id: 'userinfo-unnamed',
  step,
  does: 'does not name it',
  source: deviation,
  lie: metadata({ userinfo_endpoint: undefined }),
  expected: accepted({ calls: accepted().calls.filter((call) => call !== 'userinfo') }),
  described: false,
};

/** What UserInfo says, after a sign-in that was accepted (OpenID Connect Core §5.3). */
export const userInfo: readonly Behaviour[] = [
  ...[...objects, ...tokens, ...absent].map(([id, does, source, lie, described]): Behaviour => ({
    id: `userinfo-${id}`,
    step,
    does,
    source,
    lie,
    expected: accepted(),
    described,
  })),
  errorWithClaims,
  byAttacker,
  unnamed,
];
