import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { root } from '../../../../scripts/lib/paths.mjs';
import type { ServerMetadata } from '../../../../src/core/oauth/types.ts';
import { parseIssuer } from '../../../../src/core/oauth/issuer.ts';
import { presets } from '../../../../src/core/providers/presets/all.ts';
import { completeMetadata } from '../../../../src/core/providers/presets/complete-metadata.ts';
import { presetOf, providerHint } from '../../../../src/core/providers/presets/preset-of.ts';
import { recognize } from '../../../../src/core/providers/presets/recognize.ts';
import { unknown } from '../../../../src/core/providers/presets/unknown.ts';
import { metadata } from '../oauth/fixtures.ts';

const every = [...presets, unknown];

const evidence = z.enum(['documented', 'published', 'reported', 'tried', 'unchecked']);
const fact = <T extends z.ZodType>(value: T) => z.strictObject({ value, evidence });
const words = z.string().regex(/^\S.*\S$/u);
const sentence = words.regex(/^[A-Z“].*\.$/u);
/** RFC 6749 §3.3. */
const scope = z.string().regex(/^[\u0021\u0023-\u005b\u005d-\u007e]+$/u);
const parameter = z.string().regex(/^[a-zA-Z_]+$/u);
const path = z.string().regex(/^\/[A-Za-z0-9/]+$/u);
const ownLogout = z.strictObject({
  path,
  clientParameter: parameter,
  returnParameter: parameter,
});

const schema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]+$/u),
  name: words,
  family: words.exactOptional(),
  unmaintained: fact(sentence).nullable(),
  issuer: fact(z.strictObject({ template: words, endsInSlash: z.enum(['always', 'never', 'as published']) })),
  inputs: z.array(z.strictObject({ name: z.string().regex(/^[a-z]+$/u), label: words, example: words })),
  scopes: fact(z.array(scope).min(1)),
  refusedScopes: fact(z.array(scope)),
  refresh: fact(sentence),
  resource: fact(sentence),
  resources: fact(z.enum(['every', 'one'])),
  authorization: fact(
    z.strictObject({ resourceParameter: parameter, parameters: z.record(parameter, z.string().min(1)) }),
  ),
  moreAccess: fact(
    z.strictObject({
      parameters: z.record(parameter, z.string().min(1)),
      prompt: z.literal('consent').nullable(),
    }),
  ),
  prompts: z.strictObject({
    anotherAccount: fact(z.enum(['select_account', 'login'])),
    consent: fact(z.enum(['for offline_access', 'always', 'never'])),
  }),
  clientSecret: fact(z.enum(['not used', 'required'])),
  redirects: z.strictObject({
    scheme: fact(z.enum(['taken', 'refused', 'taken with two slashes for certain'])),
    loopback: fact(
      z.strictObject({
        hosts: z.array(z.enum(['127.0.0.1', 'localhost'])).min(1),
        ports: z.enum(['any', 'as registered']),
      }),
    ),
  }),
  logout: fact(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('openid'), otherwise: ownLogout.nullable() }),
      z.strictObject({ kind: z.literal('own'), own: ownLogout }),
    ]),
  ),
  revocation: fact(z.array(z.enum(['refresh token', 'access token']))),
  unnamedEndpoints: fact(z.strictObject({ revocation: path.nullable(), userInfo: path.nullable() })),
  refusals: fact(sentence),
  facts: z.array(fact(sentence)),
  guide: z.custom((value) => typeof value === 'object'),
  owns: z.custom((value) => typeof value === 'function'),
  recognize: z.custom((value) => typeof value === 'function'),
});

describe.each(every.map((preset) => [preset.name, preset] as const))('%s', (_, preset) => {
  test('is what the schema says, each fact with its evidence', () => {
    expect(schema.safeParse(preset).error?.issues ?? []).toEqual([]);
  });

  test('has an issuer that is made of its inputs, and of nothing else', () => {
    const { template, endsInSlash } = preset.issuer.value;
    const names = Array.from(template.matchAll(/\{(\w+)\}/gu), ([, name]) => name);
    expect(new Set(names)).toEqual(new Set(preset.inputs.map(({ name }) => name)));
    const issuer = preset.inputs.reduce(
      (so, { name, example }) => so.replace(`{${name}}`, example),
      template,
    );
    expect(parseIssuer(issuer)).toEqual({ ok: true, value: issuer });
    expect(['as published', issuer.endsWith('/') ? 'always' : 'never']).toContain(endsInSlash);
  });

  test('does not suggest what it refuses', () => {
    expect(preset.scopes.value.filter((name) => preset.refusedScopes.value.includes(name))).toEqual([]);
  });

  test('claims no live tenant, and gives each fact to the page', () => {
    const told = providerHint(preset).facts;
    expect(told.length).toBe(preset.facts.length + (preset.unmaintained === null ? 0 : 1));
    expect(JSON.stringify(preset)).not.toMatch(/verified|live tenant/iu);
  });
});

/** Metadata as each product publishes it, on a host that says nothing. */
const published: readonly (readonly [id: string, metadata: Partial<ServerMetadata>])[] = [
  [
    'auth0',
    {
      ...at('https://login.acme.test/', 'authorize', 'oauth/token'),
      jwksUri: 'https://login.acme.test/.well-known/jwks.json',
    },
  ],
  ['unknown', at('https://login.acme.test/', 'authorize', 'oauth/token')],
  ['okta', at('https://login.acme.test/oauth2/aus1', '/v1/authorize', '/v1/token')],
  ['okta', at('https://login.acme.test', '/oauth2/v1/authorize', '/oauth2/v1/token')],
  [
    'cognito',
    {
      ...at('https://login.acme.test', '/oauth2/authorize', '/oauth2/token'),
      issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbC',
    },
  ],
  ['cognito', at('http://localhost:9229/local_Abc123', '/oauth2/authorize', '/oauth2/token')],
  ['cognito', at('http://127.0.0.1:4566/us-east-1_AbC', '/oauth2/authorize', '/oauth2/token')],
  ['unknown', at('https://login.acme.test/us-east-1_AbC', '/oauth2/authorize', '/oauth2/token')],
  ['unknown', at('http://localhost:9229/local_Abc123/more', '/oauth2/authorize', '/oauth2/token')],
  [
    'entra',
    {
      issuer: 'https://acme.ciamlogin.com/6a5bfbd1-0f5f-4b6c-9f6e-5a7a1f0a2b3c/v2.0',
      ...pathsOf('https://acme.ciamlogin.com/6a5bfbd1-0f5f-4b6c-9f6e-5a7a1f0a2b3c/oauth2/v2.0'),
    },
  ],
  ['unknown', { issuer: 'https://acme.test/acme/v2.0', ...pathsOf('https://acme.test/acme/oauth2/v2.0') }],
  [
    'unknown',
    {
      issuer: 'https://login.acme.test/6a5bfbd1-0f5f-4b6c-9f6e-5a7a1f0a2b3c/v2.0',
      ...pathsOf('https://login.acme.test/oauth'),
    },
  ],
  [
    'keycloak',
    at(
      'https://login.acme.test/realms/acme',
      '/protocol/openid-connect/auth',
      '/protocol/openid-connect/token',
    ),
  ],
  [
    'duende',
    {
      ...at('https://login.acme.test', '/connect/authorize', '/connect/token'),
      jwksUri: 'https://login.acme.test/.well-known/openid-configuration/jwks',
      issParameterSupported: true,
    },
  ],
  [
    'identityserver4',
    {
      ...at('https://login.acme.test', '/connect/authorize', '/connect/token'),
      jwksUri: 'https://login.acme.test/.well-known/openid-configuration/jwks',
    },
  ],
  [
    'entra',
    at('https://login.microsoftonline.com/6a5bfbd1-0f5f-4b6c-9f6e-5a7a1f0a2b3c/v2.0', '/authorize', '/token'),
  ],
  ['google', at('https://accounts.google.com', '/o/oauth2/v2/auth', '/token')],
  ['better-auth', at('https://login.acme.test/api/auth', '/oauth2/authorize', '/oauth2/token')],
  ['zitadel', at('https://login.acme.test', '/oauth/v2/authorize', '/oauth/v2/token')],
  ['hydra', at('https://login.acme.test', '/oauth2/auth', '/oauth2/token')],
  ['hydra', at('https://login.acme.test/', 'oauth2/auth', 'oauth2/token')],
  [
    'dex',
    { ...at('https://login.acme.test/dex', '/auth', '/token'), jwksUri: 'https://login.acme.test/dex/keys' },
  ],
  [
    'unknown',
    { ...at('https://login.acme.test', '/auth', '/token'), jwksUri: 'https://login.acme.test/jwks' },
  ],
  ['unknown', at('https://login.acme.test', '/authorize', '/token')],
  ['unknown', at('https://login.acme.test', '/connect/authorize', '/connect/token')],
];

function pathsOf(base: string): Partial<ServerMetadata> {
  return { authorizationEndpoint: `${base}/authorize`, tokenEndpoint: `${base}/token` };
}

function at(issuer: string, authorize: string, token: string): Partial<ServerMetadata> {
  return { issuer, authorizationEndpoint: `${issuer}${authorize}`, tokenEndpoint: `${issuer}${token}` };
}

function made(scopesSupported: readonly string[] | null) {
  return providerHint(presetOf(metadata({ scopesSupported })));
}

/** What a server is asked for that lists these values. */
function asked(promptValuesSupported: readonly string[] | null) {
  const { prompts, moreAccess } = presetOf(metadata({ promptValuesSupported }));
  return [prompts.anotherAccount.value, prompts.consent.value, moreAccess.value.prompt];
}

/** The preset of the product whose metadata stands above. */
function presetAt(id: string) {
  const [, changes = {}] = published.find(([of]) => of === id) ?? [];
  return presetOf(metadata(changes));
}

describe('what a server that nobody knows lists for prompt', () => {
  test('R79+: it is asked for what it takes, and where it lists nothing for what is usual', () => {
    expect(asked(null)).toEqual(['select_account', 'for offline_access', 'consent']);
    expect(asked(['none', 'login', 'consent', 'select_account'])).toEqual(asked(null));
  });

  test('R79-: it is not asked for what it does not list, which some refuse a sign-in for', () => {
    expect(asked(['none', 'login'])).toEqual(['login', 'never', null]);
    expect(asked(['login', 'consent'])).toEqual(['login', 'for offline_access', 'consent']);
  });
});

describe('staying signed in', () => {
  test.each(['google', 'cognito'])('%s refuses offline_access, and the form is told', (id) => {
    const hint = providerHint(presetAt(id));
    expect(hint.refusedScopes).toContain('offline_access');
    expect(hint.scopes).not.toContain('offline_access');
  });

  test.each([
    'auth0',
    'okta',
    'entra',
    'duende',
    'identityserver4',
    'better-auth',
    'zitadel',
    'hydra',
    'dex',
    'unknown',
  ])('%s is asked for it', (id) => {
    const hint = providerHint(presetAt(id));
    expect(hint.scopes).toContain('offline_access');
    expect(hint.refusedScopes).toEqual([]);
  });

  test('only Google is sent a parameter of its own for it', () => {
    const sent = every.map(({ id, authorization }) => [id, authorization.value.parameters] as const);
    expect(sent.filter(([, parameters]) => Object.keys(parameters).length > 0)).toEqual([
      ['google', { access_type: 'offline' }],
    ]);
  });
});

describe('the preset of metadata', () => {
  test.each(published)('%s', (id, changes) => {
    expect(presetOf(metadata(changes)).id).toBe(id);
  });

  test('of a server that nobody knows is made of what it says of itself', () => {
    expect(made(null).scopes).toEqual(['openid', 'profile', 'email', 'offline_access']);
    expect(made(['openid', 'email', 'offline_access']).scopes).toEqual(['openid', 'email', 'offline_access']);
    expect(made(['profile']).scopes).toEqual(['openid', 'profile']);
    expect(made(['profile']).refreshWords).toContain('does not list offline_access');
  });

  test('IdentityServer4 is said to be maintained no more, with its successor', () => {
    expect(providerHint(presetAt('identityserver4')).facts[0]?.words).toContain('Duende IdentityServer');
    expect(recognize('https://login.acme.test/connect/authorize', '').provider?.name).toBe(
      'Duende IdentityServer or IdentityServer4',
    );
  });
});

describe('metadata that leaves out what its provider is known to have', () => {
  const [, sparse = {}] = published.find(([of]) => of === 'cognito') ?? [];
  const without = metadata({ ...sparse, revocationEndpoint: null, userinfoEndpoint: null });

  test('R50+: is given it, on the host that tokens come from', () => {
    expect(completeMetadata(without)).toEqual({
      ...without,
      revocationEndpoint: `${new URL(without.tokenEndpoint).origin}/oauth2/revoke`,
      userinfoEndpoint: `${new URL(without.tokenEndpoint).origin}/oauth2/userInfo`,
    });
  });

  test('R87-: keeps what it names, and is given nothing where a person gave endpoints by hand', () => {
    const named = { ...without, revocationEndpoint: 'https://login.acme.test/revoke' };
    expect(completeMetadata(named).revocationEndpoint).toBe('https://login.acme.test/revoke');
    const byHand = { ...without, source: 'manual' } as const;
    expect(completeMetadata(byHand)).toEqual(byHand);
  });

  test('R50-: of a server that nobody knows is left as it is', () => {
    const other = metadata({ revocationEndpoint: null, userinfoEndpoint: null });
    expect(completeMetadata(other)).toEqual(other);
  });
});

test('nothing outside of the presets asks which provider it is', () => {
  const ids = presets.map(({ id }) => id).join('|');
  const compared = String.raw`(?:[!=]==?\s*|\bcase\s+|\bincludes\(\s*)`;
  // “unknown” is a word of other things, too: there it has to be the id that is looked at.
  const asks = new RegExp(`${compared}['"\`](?:${ids})['"\`]|\\bid\\s*[!=]==?\\s*['"\`]unknown['"\`]`, 'u');
  expect(asks.test("if (provider.id === 'auth0')")).toBe(true);
  expect(asks.test("provider.id === 'unknown' ? host : name")).toBe(true);
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('src', name))
    .filter((name) => /\.tsx?$/u.test(name));
  const guilty = sources.filter(
    (name) =>
      !relative('src/core/providers/presets', name).match(/^[^.]/u) &&
      asks.test(readFileSync(join(root, name), 'utf8')),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(guilty).toEqual([]);
});
