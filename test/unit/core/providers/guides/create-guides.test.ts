import { expect, test } from 'vitest';
import { createGuides } from '../../../../../src/core/providers/guides/create-guides.ts';
import { issuerTag } from '../../../../../src/core/oauth/redirect-uri.ts';
import type { GuideInput } from '../../../../../src/shared/guide.ts';
import { metadata } from '../../oauth/fixtures.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';

const issuer = 'https://sso.acme.test/realms/acme';
const read = metadata({
  issuer,
  authorizationEndpoint: `${issuer}/protocol/openid-connect/auth`,
  tokenEndpoint: `${issuer}/protocol/openid-connect/token`,
});

function input(changes: Partial<GuideInput> = {}): GuideInput {
  return {
    issuer,
    scopes: 'openid email',
    redirectWays: ['scheme', 'loopback'],
    redirectSpelling: 'path',
    loopbackHost: '127.0.0.1',
    loopbackPorts: '',
    ...changes,
  };
}

function addresses(guides: ReturnType<typeof createGuides>, changes: Partial<GuideInput>) {
  return valueOf(guides.make(input(changes)))
    .steps.flatMap(({ entries }) => entries.flatMap(({ values }) => values))
    .filter(({ kind }) => kind === 'app-link' || kind === 'loopback-address')
    .map(({ text }) => text);
}

test('R44+: a guide is provisional until the metadata of exactly this issuer was read', () => {
  const guides = createGuides('app.acme');
  expect(valueOf(guides.make(input()))).toMatchObject({
    provider: 'keycloak',
    provisional: true,
    text: null,
  });
  guides.read(read);
  expect(valueOf(guides.make(input()))).toMatchObject({ provider: 'keycloak', provisional: false });
  expect(valueOf(guides.make(input({ issuer: ` ${issuer} ` }))).provisional).toBe(false);
  expect(valueOf(guides.make(input({ issuer: `${issuer}/` }))).provisional).toBe(true);
});

test('whom the person picked counts until the metadata says who it is', () => {
  const guides = createGuides('app.acme');
  const picked = input({ issuer: 'https://login.acme.test', provider: 'identityserver4' });
  expect(valueOf(guides.make(picked)).provider).toBe('identityserver4');
  expect(valueOf(guides.make(input({ issuer: 'https://login.acme.test' }))).provider).toBe('unknown');
  guides.read(read);
  expect(valueOf(guides.make(input({ provider: 'auth0' }))).provider).toBe('keycloak');
});

test('both addresses carry the tag of the issuer, in the spelling and at the ports of the form', () => {
  const guides = createGuides('app.acme');
  const tag = issuerTag(issuer);
  expect(addresses(guides, {})).toEqual([`app.acme:/callback/${tag}`, `http://127.0.0.1/callback/${tag}`]);
  expect(
    addresses(guides, {
      redirectSpelling: 'authority',
      loopbackHost: 'localhost',
      loopbackPorts: '8400 8401',
    }),
  ).toEqual([
    `app.acme://callback/${tag}`,
    `http://localhost:8400/callback/${tag}`,
    `http://localhost:8401/callback/${tag}`,
  ]);
  expect(addresses(guides, { redirectWays: ['loopback'], loopbackPorts: '84' })).toEqual([
    `http://127.0.0.1/callback/${tag}`,
  ]);
});

test('R87+: a connection with endpoints by hand has the tag of its own', () => {
  const guide = valueOf(createGuides('app.acme').make(input(), { tag: 'b'.repeat(26) }));
  expect(JSON.stringify(guide.steps)).toContain(`app.acme:/callback/${'b'.repeat(26)}`);
  expect(JSON.stringify(guide.steps)).not.toContain(issuerTag(issuer));
});

test('a scope that cannot be one is left out while it is typed', () => {
  const guide = valueOf(
    createGuides('app.acme').make(input({ issuer: 'https://x.test', scopes: 'openid a"b é a a' })),
  );
  const scopes = guide.steps.flatMap(({ entries }) =>
    entries.flatMap(({ values }) => values.filter(({ kind }) => kind === 'scope').map(({ text }) => text)),
  );
  expect(scopes).toEqual(['openid', 'a']);
});

test('what is no issuer gets no guide', () => {
  const guides = createGuides('app.acme');
  expect(failureOf(guides.make(input({ issuer: 'acme' }))).code).toBe('issuer-invalid');
  expect(failureOf(guides.make(input({ issuer: 'http://acme.test' }))).code).toBe('issuer-insecure');
});

test('what was read long ago is forgotten, and what was read again is not', () => {
  const guides = createGuides('app.acme');
  guides.read(read);
  for (let index = 0; index < 49; index += 1)
    guides.read(metadata({ issuer: `https://${String(index)}.test` }));
  guides.read(read);
  guides.read(metadata({ issuer: 'https://one-more.test' }));
  expect(valueOf(guides.make(input())).provisional).toBe(false);
  expect(valueOf(guides.make(input({ issuer: 'https://0.test' }))).provisional).toBe(true);
  expect(valueOf(guides.make(input({ issuer: 'https://1.test' }))).provisional).toBe(false);
});
