import { connect } from 'node:net';
import type { Session } from 'electron';
import type { Reached, ServerProbe } from '../../core/ports/probes.ts';

/** Servers as the network of a session sees them. A connection is plain TCP, and nothing is sent: whom to believe is Chromium's to say. */
export function serverProbe(own: Pick<Session, 'resolveHost'>): ServerProbe {
  return {
    async addressesOf(hostname) {
      try {
        const { endpoints } = await own.resolveHost(hostname);
        return endpoints.map(({ address }) => address);
      } catch {
        return null;
      }
    },
    connect: (hostname, port, signal) =>
      new Promise((resolve) => {
        const socket = connect({ host: hostname, port, autoSelectFamily: true });
        const end = (reached: Reached): void => {
          signal.removeEventListener('abort', stop);
          socket.destroy();
          resolve(reached);
        };
        const stop = (): void => end('unreachable');
        signal.addEventListener('abort', stop, { once: true });
        socket.once('connect', () => end('open'));
        socket.on('error', (error) => end(meaningOf(error)));
        if (signal.aborted) stop();
      }),
  };
}

function meaningOf(error: Error): Reached {
  switch ('code' in error ? error.code : null) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'no-such-name';
    default:
      return 'unreachable';
  }
}
