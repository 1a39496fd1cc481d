import http from 'node:http';
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { nodeFetch } from '../../support/node-fetch.ts';
import { isLoopbackAddress } from '../../support/loopback-address.ts';
import { takeForbiddenAttempts } from '../../support/forbid-network.ts';

describe('the network in tests', () => {
  it('a socket beyond loopback is refused before a packet is sent', async () => {
    for (const target of ['192.0.2.1', 'example.test']) {
      const error = await new Promise<Error>((resolve) => {
        net.connect({ host: target, port: 80 }).on('error', resolve);
      });
      expect(error.message).toContain('Tests never leave loopback');
    }
    const viaHttp = await new Promise<Error>((resolve) => {
      http.get('http://192.0.2.7/').on('error', resolve);
    });
    expect(viaHttp.message).toContain('Tests never leave loopback');
    expect(takeForbiddenAttempts()).toEqual(['192.0.2.1', 'example.test', '192.0.2.7']);
  });

  it('global fetch beyond loopback is refused as well', async () => {
    await expect(fetch('http://192.0.2.9/')).rejects.toThrow('fetch failed');
    expect(takeForbiddenAttempts()).toEqual(['192.0.2.9']);
  });

  it('loopback addresses are told from others', () => {
    const loopback = ['localhost', '127.0.0.1', '127.9.8.7', '::1', '[::1]', 'a.localhost'];
    const beyond = ['127.0.0.1.example.test', 'localhost.example.test', '10.0.0.1', '[::2]', '128.0.0.1'];
    expect([...loopback, ...beyond].filter(isLoopbackAddress)).toEqual(loopback);
  });

  it('the Fetch for tests reaches loopback and nothing else', async () => {
    const server = http.createServer((request, response) => {
      response.writeHead(302, { location: '/elsewhere', 'x-origin': request.headers.origin ?? 'none' });
      response.end('moved');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const answer = await nodeFetch().send(
      { method: 'GET', url: `http://127.0.0.1:${port}/`, headers: [] },
      new AbortController().signal,
    );
    expect(answer.status).toBe(302);
    expect(answer.headers).toContainEqual(['location', '/elsewhere']);
    expect(answer.headers).toContainEqual(['x-origin', 'none']);
    await expect(
      nodeFetch().send(
        { method: 'GET', url: 'http://192.0.2.1/', headers: [] },
        new AbortController().signal,
      ),
    ).rejects.toMatchObject({ code: 'name-not-resolved' });
    server.closeAllConnections();
    server.close();
  });
});
