import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Failure } from '../../../src/shared/failure.ts';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { answersJson, answersText, parameters } from '../../servers/misbehaving/lies.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { valueOf } from '../../support/results.ts';
import type { Lie } from '../../servers/misbehaving/behaviour.ts';
import { connection, start } from '../../unit/core/oauth/session/stage.ts';
import type { Stage } from '../../unit/core/oauth/session/stage.ts';
import { standards } from '../../unit/core/providers/errors/standards.ts';

let server: AuthorizationServer;
let stage: Stage;

beforeEach(async () => {
  server = await startAuthorizationServer();
  const { issuer, clientId } = server;
  stage = await start({ connections: [connection({ issuer, clientId })], fetch: nodeFetch() });
});
afterEach(async () => server.stop());

/** A sign-in over real sockets at a server that lies, and what it comes to. */
async function signInAt(lie: Lie): Promise<Failure> {
  await lie(server, {
    clock: new FakeClock(Date.now()),
    elsewhere: '',
    silence: () => undefined,
    ahead: () => undefined,
    network: () => undefined,
  });
  valueOf(await stage.sessions.signIn('one', {}));
  const { headers } = await fetch(stage.lastOpened, { redirect: 'manual' });
  const { kind } = await stage.sessions.handleCallback(headers.get('location') ?? '');
  expect(kind).toBe('failed');
  const view = stage.view();
  const reason = 'reason' in view ? view.reason : null;
  if (reason === null || reason === undefined) throw new Error(`Nothing is told: ${JSON.stringify(view)}`);
  return reason;
}

const [oauth] = standards;
const codes = (at: 'authorization' | 'token') =>
  (oauth?.errors ?? []).filter(([where]) => where === at).map(([, error]) => error);

test.each(codes('authorization'))(
  'RFC 6749 §4.1.2.1: “%s” in the browser’s answer is explained',
  async (error) => {
    const failure = await signInAt(
      parameters({ code: null, error, error_description: 'Words of the server.' }),
    );
    expect(failure).toMatchObject({
      code: 'authorization-refused',
      details: { providerError: error, providerDescription: 'Words of the server.' },
    });
    expect(failure.details?.help?.entry).toBeDefined();
    expect(failure.why + failure.next).not.toContain('Words of the server');
  },
);

test.each(codes('token'))('RFC 6749 §5.2: “%s” of the token endpoint is explained', async (error) => {
  const failure = await signInAt(answersJson('/token', 400, { error }));
  expect(failure).toMatchObject({ code: 'token-request-refused', details: { providerError: error } });
  expect(failure.details?.help?.entry).toBeDefined();
});

test('R6+: invalid_client where no secret was sent says what is registered, and how long it takes', async () => {
  const failure = await signInAt(answersJson('/token', 401, { error: 'invalid_client' }));
  expect(failure.why).toBe('This is registered as a web application.');
  expect(failure.next).toMatch(/^Make a native one \(2 minutes\), or enter its secret\./u);
});

test('R75+: a status without any words is explained by what it can mean', async () => {
  const failure = await signInAt(answersText('/token', 403, ''));
  expect(failure.details?.help?.entry).toBe('turned-away');
});

test('R6-: an error that nobody knows shows what was sent, without the code and its verifier', async () => {
  const failure = await signInAt(answersJson('/token', 400, { error: 'moon_phase' }));
  expect(failure.details).toMatchObject({ providerError: 'moon_phase' });
  const sent = failure.details?.sent ?? [];
  expect(sent).toContain('grant_type: authorization_code');
  expect(sent).toContain('code: (not shown)');
  expect(sent).toContain('code_verifier: (not shown)');
  const form = server.requests.findLast(({ path }) => path === '/token')?.form;
  for (const name of ['code', 'code_verifier']) {
    const value = form?.get(name) ?? '';
    expect(value.length).toBeGreaterThan(10);
    expect(JSON.stringify(failure)).not.toContain(value);
  }
});
