import { parseJsonObject } from '../../../src/core/oauth/json.ts';
import { judgeMetadata } from '../../../src/core/oauth/metadata.ts';
import type { ServerMetadata } from '../../../src/core/oauth/types.ts';
import type { Random } from '../support/random.ts';
import { altered, hostileBytes, textOf } from './hostile-json.ts';
import type { TryCase } from './parser-share.ts';

const issuers = [
  'https://id.example.test',
  'https://id.example.test/realms/a',
  'https://id.example.test:8443/',
  'http://127.0.0.1:8080',
  'http://localhost:9000/x',
];
const secureEndpoints = ['/authorize', '/oauth2//token', '/x?y=z', ':444/y', '/%41'];
const badEndpoints = [
  'http://id.example.test/x',
  'http://127.0.0.1.evil.test/x',
  'https://user@id.example.test/',
  'https://id.example.test/#x',
  'ftp://id.example.test/',
  'javascript:alert(1)',
  'data:,x',
  'file:///etc/passwd',
  '//id.example.test/x',
  '/x',
  'https:id.example.test',
  'https:///x',
  'https://id.example.test/ x',
  'https://id.example.test/\n',
  'https://{tenant}.example.test/',
  `https://id.example.test/${'x'.repeat(2001)}`,
  'https://ïd.example.test/',
  'HTTP://evil.test/',
];
const names = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'revocation_endpoint',
  'end_session_endpoint',
  'userinfo_endpoint',
] as const;

/** Metadata (RFC 8414 §2) right, subtly wrong, and of any other shape. What is accepted is checked again by an own reading of R23 and R44. */
export const tryMetadata: TryCase = (random, count) => {
  const issuer = random.pick(issuers);
  const good = goodDocument(issuer, random);
  const kind = random.fraction();
  if (kind < 0.2) {
    count('right');
    const judged = judge(Buffer.from(textOf(good)), issuer);
    return judged !== null && judged.ok
      ? problemOf(judged.value, good, issuer)
      : `Right metadata were refused: ${textOf(good)}`;
  }
  if (kind < 0.5) {
    count('wrong');
    const [wrong, document] = wrongDocument(good, issuer, random);
    const judged = judge(Buffer.from(textOf(document)), issuer);
    return judged === null || !judged.ok ? null : `It was accepted with ${wrong}.`;
  }
  count('hostile');
  const bytes = hostileBytes(random.chance(0.3) ? altered(good, random) : good, random);
  const judged = judge(bytes, issuer);
  if (judged === null) return null;
  if (!judged.ok) return JSON.stringify(judged.failure).length > 10_000 ? 'The failure is endless.' : null;
  const document: unknown = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  return typeof document === 'object'
    ? problemOf(judged.value, { ...document }, issuer)
    : 'It was no object.';
};

function judge(bytes: Uint8Array, issuer: string) {
  const document = parseJsonObject(bytes);
  return document === null ? null : judgeMetadata(document, issuer, {}, 'issuer');
}

function goodDocument(issuer: string, random: Random): Readonly<Record<string, unknown>> {
  const base = issuer.replace(/\/$/, '').replace(/:\d+/, '');
  const endpoints = names.map((name): [string, string] => [name, `${base}${random.pick(secureEndpoints)}`]);
  return {
    issuer,
    ...Object.fromEntries<string>(endpoints),
    scopes_supported: ['openid'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: random.pick<boolean | string>([true, false, 'true']),
    registration_endpoint: 'https://{connectionName}',
  };
}

function wrongDocument(
  good: Readonly<Record<string, unknown>>,
  issuer: string,
  random: Random,
): readonly [string, object] {
  const name = random.pick(names);
  const bad = random.pick(badEndpoints);
  // On a development server plain http on this computer is right.
  const endpoint = issuer.startsWith('https:') && random.chance(0.2) ? 'http://127.0.0.1:8080/x' : bad;
  return random.pick<() => readonly [string, object]>([
    () => [`${name} ${endpoint}`, { ...good, [name]: endpoint }],
    () => [
      `${name} of another type`,
      {
        ...good,
        [name]: random.pick<object | number | boolean>([1, true, {}, ['https://id.example.test/x']]),
      },
    ],
    () => ['no token endpoint', { ...good, token_endpoint: random.pick<string | null>(['', null]) }],
    () => [
      'another issuer',
      {
        ...good,
        issuer: random.pick([
          `${issuer}/`,
          issuer.slice(0, -1),
          issuer.toUpperCase(),
          'https://evil.test',
          '',
          ` ${issuer}`,
        ]),
      },
    ],
    () => [
      'an issuer of another type',
      { ...good, issuer: random.pick<object | number | null>([[issuer], { issuer }, 1, null]) },
    ],
  ])();
}

/** What was accepted is what the document says, and safe. */
function problemOf(
  metadata: ServerMetadata,
  document: Readonly<Record<string, unknown>>,
  issuer: string,
): string | null {
  if (metadata.issuer !== issuer || document['issuer'] !== issuer) return 'The issuer is another.';
  const plainAllowed = issuer.startsWith('http:');
  const taken = [
    metadata.authorizationEndpoint,
    metadata.tokenEndpoint,
    metadata.jwksUri,
    metadata.revocationEndpoint,
    metadata.endSessionEndpoint,
    metadata.userinfoEndpoint,
  ];
  for (const [at, url] of taken.entries()) {
    const given = document[names[at] ?? ''];
    if (url === null ? at < 2 || !(given === undefined || given === null || given === '') : url !== given)
      return `${String(names[at])} is ${String(url)}.`;
    const secure = /^https:\/\/[^/@#\\]+(\/[^#@]*|\?[^#@]*)?$/i.test(url ?? 'https://x');
    const local =
      plainAllowed && /^http:\/\/(127\.[\d.]+|localhost|\[::1\])(:\d*)?([/?][^#]*)?$/i.test(url ?? '');
    if (!secure && !local) return `${String(names[at])} ${String(url)} is not safe.`;
  }
  const lists = [
    metadata.scopesSupported,
    metadata.codeChallengeMethodsSupported,
    metadata.idTokenSigningAlgValuesSupported,
    metadata.grantTypesSupported,
  ];
  return lists.every((list) => list === null || list.every((item) => typeof item === 'string'))
    ? null
    : 'A list holds more than texts.';
}
