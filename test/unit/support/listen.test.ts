import { createServer } from 'node:net';
import { expect, it, vi } from 'vitest';
import { atFreePort, listen } from '../../support/listen.ts';

it('takes another port where somebody was quicker', async () => {
  const others = createServer();
  const taken = await listen(others);
  const ports: number[] = [];
  const server = await atFreePort(async (port) => {
    ports.push(port);
    const tried = createServer();
    await new Promise<void>((resolve, reject) => {
      tried.once('error', reject);
      tried.listen(ports.length === 1 ? taken : port, '127.0.0.1', resolve);
    });
    return tried;
  });
  expect(ports).toHaveLength(2);
  expect(server.address()).toMatchObject({ port: ports[1] });
  for (const one of [server, others]) one.close();
});

it.each([
  ['EADDRINUSE: somebody is always quicker', 3],
  ['it is broken', 1],
])('gives up at “%s” after %i tries', async (words, tries) => {
  const start = vi.fn<(port: number) => Promise<never>>(async () => Promise.reject(new Error(words)));
  await expect(atFreePort(start)).rejects.toThrow(words);
  expect(start).toHaveBeenCalledTimes(tries);
});
