import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serverProbe } from '../../../../src/main/network/server-probe.ts';
import { freePort, listen } from '../../../support/listen.ts';

const probe = serverProbe({ resolveHost: () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED')) });
const going = new AbortController().signal;

let server: Server;
let port: number;
beforeEach(async () => {
  server = createServer((socket) => socket.on('error', () => undefined));
  port = await listen(server);
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('how far a connection comes', () => {
  it('is told of a server that is there, and of one that says no', async () => {
    expect(await probe.connect('127.0.0.1', port, going)).toBe('open');
    expect(await probe.connect('127.0.0.1', await freePort(), going)).toBe('refused');
  });

  it('nobody is waited for once it is too late, also where it was from the beginning', async () => {
    expect(await probe.connect('127.0.0.1', port, AbortSignal.abort())).toBe('unreachable');
    const stop = new AbortController();
    const connecting = probe.connect('127.0.0.1', port, stop.signal);
    stop.abort();
    expect(await connecting).toBe('unreachable');
  });

  it('a name that does not resolve leads nowhere', async () => {
    expect(await probe.addressesOf('nowhere.example.test')).toBeNull();
  });
});
