import { afterEach, describe, expect, it } from 'vitest';
import type { RequestDraft } from '../../../src/shared/request.ts';
import { startLoopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';
import { valueOf } from '../../support/results.ts';
import { setUp } from './set-up.ts';
import { textBody } from '../../support/bodies.ts';

const servers: LoopbackServer[] = [];
const secret = 'pässword/1"2';

async function start(...parameters: Parameters<typeof startLoopbackServer>): Promise<LoopbackServer> {
  const server = await startLoopbackServer(...parameters);
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function draft(url: string, changes: Partial<RequestDraft> = {}): RequestDraft {
  return { method: 'POST', url, headers: [], body: null, authorization: 'off', ...changes };
}

describe('the values of secret variables', () => {
  it('are sent, and what the answer repeats of them is replaced like the token', async () => {
    const server = await start((request, response) => {
      response.end(`${request.body} and ${encodeURIComponent(secret)} and ${JSON.stringify(secret)}`);
    });
    const { broker, activity } = setUp([{ origin: server.origin }]);
    const request = draft(`${server.origin}/${encodeURIComponent(secret)}`, { body: textBody(secret) });
    const sent = valueOf(
      await broker.send({ connectionId: 'connection1', requestId: 'r', request, secrets: [secret] }),
    );
    expect(server.seen[0]?.body).toBe(secret);
    expect(sent.credentialReplaced).toBe(true);
    expect(sent.body).toMatchObject({
      text: '[access token] and [access token] and "[access token]"',
    });
    expect(JSON.stringify(activity)).not.toContain('ssword');
  });

  it('are shown in no hop of a redirect', async () => {
    const server = await start((request, response) => {
      if (request.path.startsWith('/one')) response.writeHead(307, { location: '/two' }).end();
      else response.end('ok');
    });
    const { broker, activity } = setUp([{ origin: server.origin }]);
    const request = draft(`${server.origin}/one?key=top-secret-value`);
    const sent = valueOf(
      await broker.send({
        connectionId: 'connection1',
        requestId: 'r',
        request,
        secrets: ['top-secret-value'],
      }),
    );
    expect(sent.hops?.[0]?.from.url).toBe(`${server.origin}/one?key=[access token]`);
    expect(JSON.stringify([sent, activity])).not.toContain('top-secret-value');
  });

  it.each([307, 308])('do not go on to another origin in a body with %i', async (status) => {
    const other = await start((_request, response) => response.end('never'));
    const server = await start((_request, response) => {
      response.writeHead(status, { location: `${other.origin}/` }).end();
    });
    const { broker } = setUp([{ origin: server.origin }]);
    const request = draft(server.origin, { body: textBody('{"k":"top-secret-value"}') });
    const sent = valueOf(
      await broker.send({
        connectionId: 'connection1',
        requestId: 'r',
        request,
        secrets: ['top-secret-value'],
      }),
    );
    expect(sent.status).toBe(status);
    expect(sent.redirectRefused?.code).toBe('redirect-refused');
    expect(sent.redirectRefused?.why).toContain('secret variable');
    expect(other.seen).toEqual([]);
  });

  it('a value of three characters is no secret that could be told from other text', async () => {
    const server = await start((_request, response) => response.end('abc abc'));
    const { broker } = setUp([{ origin: server.origin }]);
    const request = draft(server.origin, { body: textBody('abc') });
    const sent = valueOf(
      await broker.send({ connectionId: 'connection1', requestId: 'r', request, secrets: ['abc'] }),
    );
    expect(sent.body).toMatchObject({ text: 'abc abc' });
  });
});
