import { app, session, type Session } from 'electron';
import type { Fetch } from '../../core/ports/fetch.ts';
import type { ProxyCredentials } from '../../core/ports/proxy-credentials.ts';
import type { ConnectionId } from '../../shared/connection.ts';
import { watchCertificates } from './certificate-watch.ts';
import { electronFetch, type ClosableFetch } from './electron-fetch.ts';

/** The network of every connection, each with a session of its own that lives in memory only. */
export interface Network {
  /** Call after `app.whenReady()`. */
  fetchFor(id: ConnectionId): Fetch;
  /**
   * Sets a connection's network up ahead of its first request, which would wait for that (measured: 10 ms, and 200 ms for the
   * first connection of a run). Nothing is sent to anybody.
   */
  warmUp(id: ConnectionId): void;
  /** Forgets how to sign in to proxies, and what Chromium kept of that. */
  forgetProxies(): Promise<void>;
  /** Ends what is running for a connection and forgets what its session learnt. */
  close(id: ConnectionId): Promise<void>;
}

interface OpenNetwork {
  readonly session: Session;
  readonly fetch: ClosableFetch;
}

/** The network over Electron: nothing of it is made before the first `fetchFor`. */
export function createNetwork(proxies: ProxyCredentials): Network {
  const open = new Map<ConnectionId, OpenNetwork>();

  const opened = (id: ConnectionId): OpenNetwork => {
    const known = open.get(id);
    if (known !== undefined) return known;
    // SECURITY: without `persist:` and without a cache nothing of an answer reaches the disk (test/integration/network, "the disk").
    const own = session.fromPartition(`connection-${id}`, { cache: false });
    harden(own);
    const made = { session: own, fetch: electronFetch(own, watchCertificates(own), proxies) };
    open.set(id, made);
    return made;
  };

  return {
    fetchFor: (id) => opened(id).fetch,
    warmUp(id) {
      // The first call of any kind makes Chromium's network context; this one has no other effect on a new session.
      void opened(id).session.clearHostResolverCache();
    },
    async forgetProxies() {
      await Promise.all([...open.values()].map((each) => each.session.clearAuthCache()));
    },
    async close(id) {
      const known = open.get(id);
      if (known === undefined) return;
      open.delete(id);
      // `closeAllConnections` alone leaves requests that still wait for their answer running.
      known.fetch.cancelAll();
      await known.session.closeAllConnections();
      await known.session.clearAuthCache();
      await known.session.clearStorageData();
      await known.session.clearHostResolverCache();
    },
  };
}

/** No page ever runs in these sessions; should one, it may do nothing. */
function harden(own: Session): void {
  // The app's own name: Chromium's would call it a browser, with its exact build.
  own.setUserAgent(`${app.getName()}/${app.getVersion()}`);
  own.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.on('will-download', (event) => {
    event.preventDefault();
  });
}
