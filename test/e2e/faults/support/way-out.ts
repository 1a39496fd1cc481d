import http from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { Credentials } from '../../../support/authority.ts';

/** What a proxy does with whoever wants through. */
export type ProxyMood = 'lets through' | 'refuses' | 'asks for a sign-in' | 'is silent' | 'is gone';

/**
 * The way from the app to a server with TLS: a proxy, and behind it the server's own side of TLS. Each can fail in its own
 * way, and be well again.
 */
export interface WayOut {
  /** Where the proxy listens, for `--proxy-server`. */
  readonly proxy: string;
  /** Nothing that was open before stays open. */
  proxyThat(mood: ProxyMood): Promise<void>;
  /** What the server proves itself with from now on. */
  serverWith(credentials: Credentials): void;
  stop(): Promise<void>;
}

/** Everything that the proxy is asked for goes to the server at `origin` (plain HTTP), through TLS. */
export async function startWayOut(origin: string, credentials: Credentials): Promise<WayOut> {
  const { hostname: host, port } = new URL(origin);
  const open = new Set<Duplex>();
  const keep = (socket: Duplex): void => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
  };
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  const joined = (one: Duplex, other: Duplex): void => {
    keep(one);
    keep(other);
    one.pipe(other).pipe(one);
  };

  const server = tls.createServer(credentials, (socket) => {
    joined(socket, net.connect({ host, port: Number(port) }));
  });
  server.on('tlsClientError', () => undefined);
  const behind = await listen(server);

  let mood: ProxyMood = 'lets through';
  const proxy = http.createServer();
  proxy.on('connect', (_request, socket: Duplex) => {
    keep(socket);
    if (mood === 'refuses') socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    if (mood === 'asks for a sign-in') {
      const wants = 'Proxy-Authenticate: Basic realm="proxy"';
      socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\n${wants}\r\nContent-Length: 0\r\n\r\n`);
    }
    if (mood !== 'lets through') return;
    const through = net.connect({ host: '127.0.0.1', port: behind }, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      joined(socket, through);
    });
  });
  const proxyPort = await listen(proxy);

  return {
    proxy: `127.0.0.1:${String(proxyPort)}`,
    async proxyThat(next) {
      if (next === 'is gone') await closed(proxy, cut);
      else if (mood === 'is gone') await listen(proxy, proxyPort);
      mood = next;
      cut();
    },
    serverWith(next) {
      server.setSecureContext(next);
      cut();
    },
    async stop() {
      if (mood !== 'is gone') await closed(proxy, cut);
      await closed(server, cut);
    },
  };
}

function listen(server: net.Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function closed(server: net.Server, cut: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    cut();
  });
}
