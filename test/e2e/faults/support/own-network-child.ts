import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loopback, startRelay } from './relay.ts';
import type { Relay } from './relay.ts';

/*
 * Runs in a network of the app's own, for own-network.ts: the ways between it and the network of the tests are sockets in a
 * folder, which both see. A line is a command and a port; each is answered.
 */

const [, , folder = ''] = process.argv;
const ways = new Map<number, Relay>();

async function obey(command: string, port: number): Promise<void> {
  const outside = { path: join(folder, String(port)) };
  // What the app reaches.
  if (command === 'out') ways.set(port, await startRelay(loopback(port), outside));
  // What reaches the app.
  if (command === 'in') ways.set(port, await startRelay(outside, loopback(port)));
  if (command === 'cut') await ways.get(port)?.cut();
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [command = '', port] = line.split(' ');
  void obey(command, Number(port)).then(() => process.stdout.write('done\n'));
});
process.stdout.write('ready\n');
