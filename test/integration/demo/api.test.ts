import { request as httpRequest } from 'node:http';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '../../../demo/start-demo.ts';
import type { Demo } from '../../../demo/start-demo.ts';
import { members } from './json.ts';
import { passwords, TestClient } from './test-client.ts';

let demo: Demo;
let token: string;
let readOnlyToken: string;
beforeAll(async () => {
  demo = await startDemo({ issuerPort: 0, apiPort: 0, passwords });
  token = (await new TestClient(demo).signIn()).accessToken;
  readOnlyToken = (await new TestClient(demo).signIn({ scope: 'openid notes:read' })).accessToken;
});
afterAll(async () => {
  await demo.stop();
});

function call(path: string, init: RequestInit = {}, accessToken = token): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${accessToken}`);
  return fetch(`${demo.apiOrigin}${path}`, { ...init, headers });
}

async function bodyOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  return members(await response.json());
}

describe('who may call', () => {
  it('challenges a request without a token, and gives no error code (RFC 6750 §3.1)', async () => {
    const response = await fetch(`${demo.apiOrigin}/v1/notes`);
    expect(response.status).toBe(401);
    const challenge = response.headers.get('www-authenticate') ?? '';
    expect(challenge).toMatch(/^Bearer realm="fieldnotes", DPoP algs="/);
    expect(challenge).not.toContain('error=');
  });

  it('names the missing scope in a 403', async () => {
    const body = JSON.stringify({ title: 'x' });
    const response = await call('/v1/notes', { method: 'POST', body }, readOnlyToken);
    expect(response.status).toBe(403);
    const challenge = response.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain('scope="notes:write"');
    expect((await call('/v1/notes', {}, readOnlyToken)).status).toBe(200);
  });

  it('refuses a token that is forged, of another audience or issuer, expired, or not a token', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const forge = (changes: { aud?: string; iss?: string; exp?: string }): Promise<string> =>
      new SignJWT({ client_id: 'x', scope: 'notes:read' })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
        .setIssuer(changes.iss ?? demo.issuer)
        .setAudience(changes.aud ?? demo.apiOrigin)
        .setSubject('ada')
        .setExpirationTime(changes.exp ?? '1m')
        .sign(privateKey);
    for (const bad of [await forge({}), `${token.slice(0, -4)}AAAA`, 'nonsense']) {
      // eslint-disable-next-line no-await-in-loop -- one after the other.
      const response = await call('/v1/notes', {}, bad);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
    }
  });

  it('refuses an expired token and says that it expired', async () => {
    const brief = await startDemo({ issuerPort: 0, apiPort: 0, passwords, accessTokenSeconds: 1 });
    try {
      const { accessToken } = await new TestClient(brief).signIn();
      await expect
        .poll(
          async () => {
            const response = await fetch(`${brief.apiOrigin}/v1/me`, {
              headers: { authorization: `Bearer ${accessToken}` },
            });
            return response.headers.get('www-authenticate');
          },
          { timeout: 5000, interval: 200 },
        )
        .toContain('error_description="The access token has expired."');
    } finally {
      await brief.stop();
    }
  });

  it('refuses a malformed header with 400 invalid_request', async () => {
    const response = await fetch(`${demo.apiOrigin}/v1/me`, { headers: { authorization: 'Basic abc' } });
    expect(response.status).toBe(400);
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_request"');
  });
});

describe('notes', () => {
  it('creates, reads, changes and deletes a note of the person, and of nobody else', async () => {
    const created = await call('/v1/notes', {
      method: 'POST',
      body: JSON.stringify({ title: 'New', text: 'One' }),
    });
    expect(created.status).toBe(201);
    const path = created.headers.get('location') ?? '';
    expect(await bodyOf(await call(path))).toMatchObject({ title: 'New', text: 'One' });
    const patched = await call(path, { method: 'PATCH', body: JSON.stringify({ text: 'Two' }) });
    expect(await bodyOf(patched)).toMatchObject({ title: 'New', text: 'Two' });
    const grace = (await new TestClient(demo).signIn({}, 'grace')).accessToken;
    expect((await call(path, {}, grace)).status).toBe(404);
    expect((await call(path, { method: 'DELETE' }, grace)).status).toBe(404);
    const replaced = await call(path, { method: 'PUT', body: JSON.stringify({ title: 'Other' }) });
    expect(await bodyOf(replaced)).toMatchObject({ title: 'Other', text: '' });
    expect((await call(path, { method: 'DELETE' })).status).toBe(204);
    expect((await call(path)).status).toBe(404);
  });

  it.each([
    ['not JSON', '{'],
    ['a list', '[]'],
    ['no title', '{}'],
    ['a title of 201 characters', JSON.stringify({ title: 'x'.repeat(201) })],
  ])('refuses %s as a note', async (_what, body) => {
    const response = await call('/v1/notes', { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await bodyOf(response)).toHaveProperty('message');
  });
});

describe('tools', () => {
  it('echoes method, headers, Authorization included, and body', async () => {
    const response = await call('/v1/echo?a=1', {
      method: 'PUT',
      body: 'hello',
      headers: { 'x-test': 'yes' },
    });
    const body = await bodyOf(response);
    expect(body).toMatchObject({
      method: 'PUT',
      path: '/v1/echo',
      query: [['a', '1']],
      body: 'hello',
      bytes: 5,
    });
    expect(JSON.stringify(body['headers'])).toContain(`Bearer ${token}`);
  });

  it('says who is signed in', async () => {
    expect(await bodyOf(await call('/v1/me'))).toMatchObject({ sub: 'ada', email: 'ada@example.test' });
  });

  it('answers slowly, and refuses to wait for nonsense', async () => {
    expect(await bodyOf(await call('/v1/slow?seconds=0.05'))).toEqual({ waitedSeconds: 0.05 });
    expect((await call('/v1/slow?seconds=-1')).status).toBe(400);
  });

  it('sends exactly as many bytes as asked', async () => {
    const response = await call('/v1/bytes/200001');
    expect(response.headers.get('content-length')).toBe('200001');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes.length).toBe(200_001);
    expect(bytes[257]).toBe(1);
    expect((await call('/v1/bytes/0')).status).toBe(200);
    expect((await call('/v1/bytes/999999999999')).status).toBe(400);
  });

  it('survives a client that goes away in the middle', async () => {
    await new Promise<void>((resolve, reject) => {
      const request = httpRequest(
        `${demo.apiOrigin}/v1/bytes/50000000`,
        { headers: { authorization: `Bearer ${token}` } },
        (response) => {
          response.once('data', () => {
            request.destroy();
            resolve();
          });
        },
      );
      request.on('error', reject).end();
    });
    expect((await call('/v1/me')).status).toBe(200);
  });

  it('sends a PNG', async () => {
    const response = await call('/v1/image');
    expect(response.headers.get('content-type')).toBe('image/png');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(Array.from(bytes.slice(0, 4))).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  it('sends events, and goes on after the last one that was seen', async () => {
    const text = await (
      await call('/v1/events?count=2&interval=1', { headers: { 'last-event-id': '7' } })
    ).text();
    expect(text).toMatch(/id: 8\nevent: tick\ndata: [^\n]+\n\nid: 9\n/);
    expect(text.endsWith('event: end\ndata: {}\n\n')).toBe(true);
  });

  it('describes all its paths in OpenAPI 3.1, to anybody', async () => {
    const description = await bodyOf(await fetch(`${demo.apiOrigin}/openapi.json`));
    expect(description['openapi']).toBe('3.1.0');
    expect(Object.keys(members(description['paths']))).toEqual([
      '/v1/me',
      '/v1/notes',
      '/v1/notes/{id}',
      '/v1/echo',
      '/v1/slow',
      '/v1/bytes/{n}',
      '/v1/image',
      '/v1/events',
    ]);
    expect(JSON.stringify(description)).toContain(`${demo.issuer}/.well-known/openid-configuration`);
  });

  it('answers 404 and 405 in words', async () => {
    expect((await call('/v1/nothing')).status).toBe(404);
    const response = await call('/v1/me', { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET');
  });
});

describe('DPoP', () => {
  it('binds tokens to a key and takes them only with a fresh proof for the request', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = await exportJWK(publicKey);
    const { createHash, randomUUID } = await import('node:crypto');
    const proof = (htm: string, htu: string, accessToken?: string): Promise<string> =>
      new SignJWT({
        htm,
        htu,
        jti: randomUUID(),
        ...(accessToken === undefined
          ? {}
          : { ath: createHash('sha256').update(accessToken).digest('base64url') }),
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .setIssuedAt()
        .sign(privateKey);
    const client = new TestClient(demo);
    const callback = await client.authorize();
    const tokens = await client.redeem(callback, {}, { dpop: await proof('POST', `${demo.issuer}/token`) });
    expect(tokens.body['token_type']).toBe('DPoP');
    const url = `${demo.apiOrigin}/v1/me`;
    const used = await proof('GET', url, tokens.accessToken);
    const send = (scheme: string, dpop?: string): Promise<Response> =>
      fetch(url, {
        headers: {
          authorization: `${scheme} ${tokens.accessToken}`,
          ...(dpop === undefined ? {} : { dpop }),
        },
      });
    expect((await send('DPoP', used)).status).toBe(200);
    expect((await send('DPoP', used)).headers.get('www-authenticate')).toContain('used already');
    expect((await send('DPoP')).status).toBe(401);
    expect((await send('Bearer')).status).toBe(401);
    const other = await send('DPoP', await proof('POST', url, tokens.accessToken));
    expect(other.headers.get('www-authenticate')).toContain('another request');
  });
});
