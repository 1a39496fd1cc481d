import { describe, expect, it } from 'vitest';
import { createConnectionStore } from '../../../../src/core/connections/create-connection-store.ts';
import { createNewTags } from '../../../../src/core/connections/new-tags.ts';
import { createClientSecrets } from '../../../../src/core/oauth/client-secrets.ts';
import { createGuides } from '../../../../src/core/providers/guides/create-guides.ts';
import { connectionHandlers } from '../../../../src/main/ipc/handlers/connection-handlers.ts';
import { endpointHandlers } from '../../../../src/main/ipc/handlers/endpoints-by-hand.ts';
import { guideHandlers } from '../../../../src/main/ipc/handlers/guide-handlers.ts';
import { schemas } from '../../../../src/main/ipc/schemas.ts';
import { connectionView } from '../../../../src/main/views/connection-view.ts';
import type { EndpointsInput } from '../../../../src/shared/ipc.ts';
import { connectionInput, noDeletions, typedEndpoints } from '../../../support/connections.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { quiet, scheme, start, until } from '../../core/oauth/session/stage.ts';

const issuer = 'https://id.example.test';
const input = connectionInput({ issuer, clientId: 'client-1', scopes: 'notes.read' });
const endpoints = typedEndpoints({
  authorizationEndpoint: `${issuer}/authorize`,
  tokenEndpoint: `${issuer}/token`,
  revocationEndpoint: `${issuer}/revoke`,
});

/** The page's calls, before real sessions and a real list of connections. */
async function setUp() {
  const stage = await start({ connections: [] });
  const files = new MemoryFiles();
  const connections = createConnectionStore({ files, folder: '/profile', clock: stage.clock });
  await connections.load();
  await stage.sessions.restore();
  const tags = createNewTags();
  const follow = () => {
    for (const one of connections.list()) stage.connections.set(one.id, one);
  };
  const handlers = {
    ...endpointHandlers({ connections, tags, scheme }),
    ...guideHandlers({ guides: createGuides(scheme), connections, tags }),
    ...connectionHandlers({
      connections,
      tags,
      secrets: createClientSecrets(stage.vault),
      sessions: stage.sessions,
      loaded: Promise.resolve(),
      view: (one) => connectionView(one, stage.view(one.id), scheme),
      checkIssuer: () => Promise.reject(new TypeError('Nobody is asked here.')),
      changed: follow,
      deletions: noDeletions,
    }),
  };
  const shown = async (given: EndpointsInput, id: string | null = null) =>
    valueOf(await handlers.checkEndpoints({ issuer: ` ${issuer} `, endpoints: given, id }));
  return { stage, files, connections, handlers, shown, follow };
}

describe('addresses by hand', () => {
  it('R87+: what is shown and registered before is what is saved, and another connection gets its own', async () => {
    const { handlers, shown, connections } = await setUp();
    const { found, hosts, problems } = await shown({ ...endpoints, jwksUri: 'https://keys.test/jwks' });
    expect(problems).toEqual([]);
    expect(hosts).toEqual([
      { host: 'id.example.test', uses: ['the issuer', 'sign-in', 'tokens', 'revocation'] },
      { host: 'keys.test', uses: ['keys'] },
    ]);
    const guide = valueOf(await handlers.registrationGuide({ ...guideInput, endpoints }));
    expect(guide.provisional).toBe(false);
    expect(guide.text).toContain(found?.redirectUris.scheme);
    const added = valueOf(await handlers.addConnection({ ...input, endpoints }));
    expect(added.redirectUris).toEqual(found?.redirectUris);
    const { tag, ...addresses } = connections.get(added.id)?.manual ?? { tag: '' };
    expect(tag).toMatch(/^[a-z2-7]{26}$/);
    expect(addresses).toEqual({
      authorizationEndpoint: `${issuer}/authorize`,
      tokenEndpoint: `${issuer}/token`,
      revocationEndpoint: `${issuer}/revoke`,
    });
    expect((await shown(endpoints)).found?.redirectUris.scheme).not.toBe(added.redirectUris.scheme);
    expect((await shown(endpoints, added.id)).found?.redirectUris).toEqual(added.redirectUris);
  });

  it('R87+: what becomes of another connection of the same issuer meanwhile changes nothing', async () => {
    const { handlers, shown } = await setUp();
    const { id } = valueOf(await handlers.addConnection({ ...input, endpoints }));
    const before = (await shown(endpoints)).found?.redirectUris;
    valueOf(await handlers.allowOrigin({ id, origin: 'https://api.test' }));
    expect(valueOf(await handlers.addConnection({ ...input, endpoints })).redirectUris).toEqual(before);
  });

  it('R87+: one that could not be saved keeps the addresses that were registered', async () => {
    const { handlers, shown, files } = await setUp();
    const before = (await shown(endpoints)).found?.redirectUris;
    files.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null);
    expect(failureOf(await handlers.addConnection({ ...input, endpoints })).code).toBe('disk-full');
    files.fault = () => null;
    expect(valueOf(await handlers.addConnection({ ...input, endpoints })).redirectUris).toEqual(before);
  });

  it('R87-: what is wrong or missing makes no provider, and no connection', async () => {
    const { handlers, shown, connections } = await setUp();
    const plain = { ...endpoints, tokenEndpoint: 'http://id.example.test/token' };
    expect(await shown(plain)).toMatchObject({
      found: null,
      hosts: [],
      problems: [{ code: 'endpoint-insecure', details: { field: 'Token endpoint' } }],
    });
    expect(await shown({ ...endpoints, tokenEndpoint: '' })).toEqual({
      found: null,
      hosts: [],
      problems: [],
    });
    expect(failureOf(await handlers.addConnection({ ...input, endpoints: plain })).code).toBe(
      'endpoint-insecure',
    );
    expect(failureOf(await handlers.registrationGuide({ ...guideInput, endpoints: plain })).code).toBe(
      'endpoint-insecure',
    );
    const bad = await handlers.checkEndpoints({ issuer: 'http://acme.test', endpoints, id: null });
    expect(valueOf(bad)).toMatchObject({ found: null, problems: [{ code: 'issuer-insecure' }] });
    expect(connections.list()).toEqual([]);
  });

  it('R78+: without keys nothing that needs an ID token is suggested', async () => {
    const { shown } = await setUp();
    const { found } = await shown(endpoints);
    expect(found?.provider).toMatchObject({ id: 'unknown', name: 'OAuth 2.0 server', scopes: [] });
    expect(found?.provider.refreshWords).toContain('openid is left out');
    expect(found?.provider.refusedScopes).toEqual(['openid']);
    const withKeys = await shown({ ...endpoints, jwksUri: `${issuer}/jwks` });
    expect(withKeys.found?.provider.scopes).toContain('openid');
    expect(withKeys.found?.provider.refusedScopes).toEqual([]);
  });

  it('R16+: other addresses sign out first and take the secret with them; the same ones do not', async () => {
    const { stage, handlers, connections, follow } = await setUp();
    const { id, redirectUris } = valueOf(
      await handlers.addConnection({ ...input, endpoints, clientSecret: 's3cret' }),
    );
    valueOf(await handlers.updateConnection({ id, changes: { ...input, name: 'Acme', endpoints } }));
    expect(connections.get(id)?.confidential).toBe(true);
    valueOf(await connections.acceptUnlistedPkce(id));
    follow();
    await stage.signIn(id);
    expect(stage.provider.refreshTokens.size).toBe(1);
    const elsewhere = { ...endpoints, tokenEndpoint: 'https://evil.test/token' };
    const updated = valueOf(
      await handlers.updateConnection({ id, changes: { ...input, endpoints: elsewhere } }),
    );
    await until(() => stage.provider.refreshTokens.size === 0);
    await quiet();
    expect(stage.view(id).kind).toBe('signed-out');
    expect(updated.redirectUris).toEqual(redirectUris);
    expect(connections.get(id)).not.toHaveProperty('confidential');
    expect(connections.get(id)).not.toHaveProperty('unlistedPkceAccepted');
    expect(stage.provider.requestsTo('/token')).toHaveLength(1);
  });
});

const guideInput = {
  issuer,
  scopes: '',
  redirectWays: ['scheme'],
  redirectSpelling: 'path',
  loopbackHost: '127.0.0.1',
  loopbackPorts: '',
} as const;

it.each([
  ['one field is missing', { ...endpoints, jwksUri: undefined }],
  ['a tag is brought along', { ...endpoints, tag: 'a'.repeat(26) }],
  ['a discovery address is brought along', { ...endpoints, discoveryUrl: `${issuer}/x` }],
  ['a field is not text', { ...endpoints, jwksUri: 1 }],
])('R87-: refused at the door where %s', (_, given) => {
  expect(schemas.addConnection.safeParse({ ...input, endpoints }).success).toBe(true);
  expect(schemas.addConnection.safeParse({ ...input, endpoints: given }).success).toBe(false);
  expect(schemas.checkEndpoints.safeParse({ issuer, endpoints: given, id: null }).success).toBe(false);
});
