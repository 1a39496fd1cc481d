import { app, session, type Session } from 'electron';
import type { CookieStore } from '../../core/ports/cookie-store.ts';
import type { Fetch } from '../../core/ports/fetch.ts';
import type { ClientCertificates } from '../../core/ports/client-certificates.ts';
import type { ProxyCredentials } from '../../core/ports/proxy-credentials.ts';
import type { ServedCertificates, ServerProbe } from '../../core/ports/probes.ts';
import type { ConnectionId } from '../../shared/connection.ts';
import { serverProbe } from './server-probe.ts';
import { watchCertificates } from './certificate-watch.ts';
import { answerServers, type OthersInApp } from './client-certificates.ts';
import { sessionCookies } from './session-cookies.ts';
import { electronFetch, type ClosableFetch } from './electron-fetch.ts';
import { createWaitingRequests } from './waiting-requests.ts';

/** The network of every connection, each with a session of its own that lives in memory only. */
export interface Network {
  /** Call after `app.whenReady()`. */
  fetchFor(id: ConnectionId): Fetch;
  /** What the network has of a connection's cookies, until `close` or `forgetClientCertificates`. */
  cookiesOf(id: ConnectionId): CookieStore;
  /**
   * Sets a connection's network up ahead of its first request, which would wait for that (measured: 10 ms, and 200 ms for the
   * first connection of a run). Nothing is sent to anybody.
   */
  warmUp(id: ConnectionId): void;
  /** Forgets how to sign in to proxies, and what Chromium kept of that. */
  forgetProxies(): Promise<void>;
  /**
   * Has servers ask again which certificate they get. Chromium remembers for as long as a session lives, and no call of it
   * forgets that: every connection gets a new session, without cookies. What runs ends as it would have.
   */
  forgetClientCertificates(): void;
  /** How the network of `fetchFor` reaches servers, whom it believes, and by which proxies it goes. */
  probeFor(id: ConnectionId): NetworkProbe;
  /** Ends what is running for a connection and forgets what its session learnt. */
  close(id: ConnectionId): Promise<void>;
}

export interface NetworkProbe {
  readonly server: ServerProbe;
  readonly certificates: ServedCertificates;
  /** The ways to an address in order, as a PAC file writes them. */
  readonly waysTo: (url: string) => Promise<string>;
}

export interface NetworkDeps {
  readonly proxies: ProxyCredentials;
  readonly certificates: ClientCertificates;
  readonly others: OthersInApp;
}

interface OpenNetwork {
  readonly id: ConnectionId;
  readonly session: Session;
  readonly fetch: ClosableFetch;
}

/** The network over Electron: no session of it is made before the first `fetchFor`. Make one network a run. */
export function createNetwork({ proxies, certificates, others }: NetworkDeps): Network {
  const open = new Map<ConnectionId, OpenNetwork>();
  /** Those whose last requests still run. */
  const left = new Set<OpenNetwork>();
  let generation = 0;
  const waiting = createWaitingRequests((server) => {
    certificates.withdraw(server);
  });
  answerServers(app, { certificates, waiting, others });

  const opened = (id: ConnectionId): OpenNetwork => {
    const known = open.get(id);
    if (known !== undefined) return known;
    // SECURITY: without `persist:` and without a cache nothing of an answer reaches the disk (test/integration/network, "the disk").
    const own = session.fromPartition(partitionOf(id, generation), { cache: false });
    harden(own);
    const line = { session: own, served: watchCertificates(own), proxies, waiting, asked: certificates };
    const made = { id, session: own, fetch: electronFetch(line) };
    open.set(id, made);
    return made;
  };

  return {
    fetchFor: (id) => opened(id).fetch,
    cookiesOf: (id) => sessionCookies(opened(id).session),
    probeFor(id) {
      const { session: own } = opened(id);
      return {
        server: serverProbe(own),
        certificates: watchCertificates(own),
        waysTo: (url) => own.resolveProxy(url),
      };
    },
    warmUp(id) {
      // The first call of any kind makes Chromium's network context; this one has no other effect on a new session.
      void opened(id).session.clearHostResolverCache();
    },
    async forgetProxies() {
      await Promise.all([...open.values(), ...left].map((each) => each.session.clearAuthCache()));
    },
    forgetClientCertificates() {
      generation += 1;
      for (const each of open.values()) {
        left.add(each);
        void each.fetch.retire().then(() => left.delete(each));
      }
      open.clear();
    },
    async close(id) {
      const all = [...open.values(), ...left].filter((each) => each.id === id);
      open.delete(id);
      await Promise.all(all.map(end));
    },
  };
}

/** New ones have new names: what Chromium keeps for a name lives as long as the app. */
function partitionOf(id: ConnectionId, generation: number): string {
  return generation === 0 ? `connection-${id}` : `connection-${id}-${String(generation)}`;
}

async function end({ session: own, fetch }: OpenNetwork): Promise<void> {
  // `closeAllConnections` alone leaves requests that still wait for their answer running.
  fetch.cancelAll();
  await own.closeAllConnections();
  await own.clearAuthCache();
  await own.clearStorageData();
  await own.clearHostResolverCache();
}

/** Those that were made before: Chromium hands out the one that a name had, as long as the app runs. */
const hardened = new WeakSet<Session>();

/** No page ever runs in these sessions; should one, it may do nothing. */
function harden(own: Session): void {
  if (hardened.has(own)) return;
  hardened.add(own);
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
