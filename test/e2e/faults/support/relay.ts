import net from 'node:net';
import type { ListenOptions, NetConnectOpts, Socket } from 'node:net';

/** Passes every connection on, until it is cut: then it is refused, and what was open is gone. */
export interface Relay {
  cut(): Promise<void>;
}

/** Listens at `from`, and passes what comes on to `to`. */
export async function startRelay(from: ListenOptions, to: NetConnectOpts): Promise<Relay> {
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
    return socket;
  };
  const server = net.createServer((socket) => {
    const other = keep(net.connect(to));
    keep(socket).pipe(other).pipe(socket);
    // A reset of either is the end of both.
    socket.once('close', () => other.destroy());
    other.once('close', () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(from, resolve);
  });
  return {
    async cut() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** A port of this computer’s own. */
export function loopback(port: number): { readonly host: string; readonly port: number } {
  return { host: '127.0.0.1', port };
}
