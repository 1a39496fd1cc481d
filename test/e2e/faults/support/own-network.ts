import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { debuggingPort } from '../../harness/debugging-port.ts';
import type { Desktop } from '../../harness/desktop.ts';
import { eventually, runToEnd } from '../../harness/processes.ts';
import { loopback, startRelay } from './relay.ts';
import type { Relay } from './relay.ts';
import { makeSurroundings } from './surroundings.ts';

/** A network in which the app is alone, with one way out. */
export interface OwnNetwork {
  /** Lets a test drive the app that starts there; ends when its debugger is in reach. */
  reachDebugger(): Promise<void>;
  /** The computer is on a network with this address of its own, and the server is reached. */
  enter(address: string): Promise<void>;
  /** The server is not reached any more, and the computer is on no network. */
  leave(): Promise<void>;
  /** The server is not reached any more, and the computer still is where it was. */
  goDead(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Makes the network before the app starts, and lets the desktop start the app there. It begins with no way out: `enter` comes
 * first.
 * @param port of a server on this computer, which is reached at the same port from inside
 */
export async function putOwnNetwork(desktop: Desktop, port: number): Promise<OwnNetwork> {
  const folder = join(desktop.folder, 'ways');
  mkdirSync(folder, { mode: 0o700 });
  const program = join(folder, 'relays.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'own-network-child.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  const surroundings = await makeSurroundings(desktop, 'n', makeNetwork, [process.execPath, program, folder]);
  const ip = async (...args: readonly string[]): Promise<void> => {
    const [command, ...before] = surroundings.inside;
    await runToEnd(
      command,
      [...before, 'sh', '-c', `${searchPath} exec ip "$@"`, 'sh', ...args],
      desktop.env,
    );
  };
  const outside: Relay[] = [await startRelay({ path: join(folder, String(port)) }, loopback(port))];
  return {
    async reachDebugger() {
      const found = await eventually('the app’s debugger', () => debuggingPort(desktop.profile), 60_000);
      const debuggerPort = Number(found);
      await surroundings.ask(`in ${String(debuggerPort)}`);
      outside.push(await startRelay(loopback(debuggerPort), { path: join(folder, String(debuggerPort)) }));
    },
    async enter(address) {
      // First, so that whoever sees the network come back finds the server.
      await surroundings.ask(`out ${String(port)}`);
      await ip('address', 'flush', 'dev', 'near');
      await ip('address', 'add', `${address}/24`, 'dev', 'near');
      await ip('link', 'set', 'near', 'up');
    },
    async leave() {
      await surroundings.ask(`cut ${String(port)}`);
      await ip('link', 'set', 'near', 'down');
    },
    async goDead() {
      await surroundings.ask(`cut ${String(port)}`);
    },
    async stop() {
      await Promise.all(outside.map((relay) => relay.cut()));
    },
  };
}

/** Where Debian has what only an administrator usually calls. */
const searchPath = 'PATH="$PATH:/usr/sbin:/sbin";';

/** The app's ports are of another range than those of the tests, where the same ones are opened. */
const makeNetwork = `${searchPath}
echo 20000 29999 > /proc/sys/net/ipv4/ip_local_port_range
ip link set lo up && ip link add near type veth peer name far && ip link set far up && exec "$@"`;
