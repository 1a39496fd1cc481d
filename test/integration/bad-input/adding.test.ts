import { afterEach, beforeEach, expect, it } from 'vitest';
import { json, startHttpServer, text } from '../../servers/http-server.ts';
import type { HttpServer, Script } from '../../servers/http-server.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { input, newApp } from './app.ts';

let server: HttpServer;
let script: Script;
beforeEach(async () => {
  server = await startHttpServer((request, response) => script(request, response));
});
afterEach(() => server.stop());

const tenantId = '6a5bfbd1-0f5f-4b6c-9f6e-5a7a1f0a2b3c';

/** A server with tenants, each under its domain and its ID, that calls itself by the ID alone, as Microsoft documents it. */
function tenants(origin: string): Script {
  const known = new Set(['contoso.example', tenantId]);
  return (request, response) => {
    const [, tenant = ''] = request.path.split('/');
    return known.has(tenant)
      ? json(response, 200, {
          issuer: `${origin}/${tenantId}/v2.0`,
          authorization_endpoint: `${origin}/${tenantId}/oauth2/v2.0/authorize`,
          token_endpoint: `${origin}/${tenantId}/oauth2/v2.0/token`,
        })
      : json(response, 400, { error: 'invalid_tenant', error_description: 'AADSTS90002: Tenant not found.' });
  };
}

it('R44+: a domain is resolved to the ID of its tenant, by what its description calls itself', async () => {
  script = tenants(server.origin);
  const { app } = await newApp();
  const byDomain = await app.call('checkIssuer', { issuer: `${server.origin}/contoso.example/v2.0` });
  const named = failureOf(byDomain).details?.suggestion ?? '';
  expect(named).toBe(`${server.origin}/${tenantId}/v2.0`);
  const found = valueOf(await app.call('checkIssuer', { issuer: named }));
  expect(found.issuer).toBe(named);
  const view = valueOf(await app.call('addConnection', { ...input, issuer: named }));
  expect(view.redirectUris).toEqual(found.redirectUris);
});

it('R44-: a tenant that does not exist has no description, and what was asked is said', async () => {
  script = tenants(server.origin);
  const { app } = await newApp();
  const failed = failureOf(
    await app.call('checkIssuer', { issuer: `${server.origin}/nowhere.example/v2.0` }),
  );
  expect(failed).toMatchObject({ code: 'metadata-not-found', details: { httpStatus: 400 } });
  expect(failed.next).toContain('Check the issuer, its path included.');
});

it('R44-: a description behind a login page, here or elsewhere, is none', async () => {
  const { app } = await newApp();
  script = (_request, response) => {
    response.writeHead(302, { location: 'https://login.example.test/sso?return=x' });
    response.end();
  };
  const elsewhere = failureOf(await app.call('checkIssuer', { issuer: server.origin }));
  expect(elsewhere.code).toBe('metadata-redirected');
  expect(elsewhere.details?.suggestion).toBeUndefined();
  script = (_request, response) => text(response, 200, '<html><form action="/login"></form></html>');
  expect(failureOf(await app.call('checkIssuer', { issuer: server.origin })).code).toBe('metadata-not-found');
  expect(app.opened).toEqual([]);
});

it('fields are judged without anybody being asked, and the same client is named', async () => {
  const { app } = await newApp();
  const { id, name } = valueOf(await app.call('addConnection', { ...input, clientId: 'one' }));
  const check = (changes: Partial<typeof input>, own: string | null = null) =>
    app.call('checkConnection', { input: { ...input, ...changes }, id: own });
  expect(valueOf(await check({ clientId: 'one' }))).toEqual({ problems: [], duplicates: [{ id, name }] });
  expect(valueOf(await check({ clientId: 'one' }, id)).duplicates).toEqual([]);
  const bad = valueOf(await check({ name: 'Acme\u0007', clientId: 'ä' }));
  expect(bad.problems.map(({ details }) => details?.field)).toEqual(['Name', 'Client ID']);
  expect(valueOf(await check({ name: 'Acme \u202Etset' })).problems).toEqual([]);
  expect(app.sent).toEqual([]);
});

it('what no page of ours would send is refused before it is looked at', async () => {
  const { app } = await newApp();
  const absurd = [
    app.call('makeIssuer', { provider: 'nobody', parts: {} }),
    app.call('makeIssuer', { provider: 'okta', parts: { domain: 7 } }),
    app.call('makeIssuer', { provider: 'okta', parts: { ['x'.repeat(200)]: 'y' } }),
    app.call('checkConnection', { input: { ...input, name: 1 }, id: null }),
    app.call('checkConnection', { input, id: '../x' }),
  ];
  for (const answer of await Promise.all(absurd)) expect(failureOf(answer).code).toBe('input-invalid');
});
