import { afterEach, beforeEach, expect, it } from 'vitest';
import { startFront } from '../../servers/keycloak/front.ts';
import type { Front } from '../../servers/keycloak/front.ts';
import { json, startHttpServer, text } from '../../servers/http-server.ts';
import type { HttpServer } from '../../servers/http-server.ts';

const tokens = '/realms/acme/protocol/openid-connect/token';

let front: Front;
let behind: HttpServer;
beforeEach(async () => {
  front = await startFront();
  behind = await startHttpServer(({ path }, response) => {
    if (path === '/busy/token') return text(response, 502, '<html>Bad gateway</html>');
    return json(response, 200, { refresh_token: path });
  });
  front.leadTo(behind.origin);
});
afterEach(async () => {
  await front.stop();
  await behind.stop();
});

const ask = async (path: string): Promise<string> =>
  (await fetch(`${front.origin}${path}`, { method: 'POST' })).text();

it('sees the refresh tokens that are given out, and those of the administrator not', async () => {
  await ask(tokens);
  await ask('/realms/master/protocol/openid-connect/token');
  expect(front.newestRefreshToken()).toBe(tokens);
  expect(front.requestsTo('/token')).toBe(2);
});

it('passes on what is no answer with tokens, as it came', async () => {
  expect(await ask('/busy/token')).toBe('<html>Bad gateway</html>');
  expect(() => front.newestRefreshToken()).toThrow('No refresh token');
});
