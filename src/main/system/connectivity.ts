import { networkInterfaces } from 'node:os';

/** How often the network is looked at, in milliseconds. */
const interval = 5000;

export interface ConnectivityDeps {
  /** Whether the system believes to be online. */
  online(): boolean;
  /** Addresses of this computer: another network has others. */
  addresses(): readonly string[];
  after(milliseconds: number, callback: () => void): () => void;
}

export interface Connectivity {
  /** Looks at once: whoever met a network that is away knows of it before the next look, and it may be back by then. */
  readonly look: () => void;
  readonly stop: () => void;
}

/**
 * Calls back when the network came back, or when the computer is on another one: Electron's main process has no event for
 * either. Every five seconds it is looked at; what is over between two looks is seen only by `look`.
 */
export function watchConnectivity(deps: ConnectivityDeps, changed: () => void): Connectivity {
  const seen = (): string => (deps.online() ? [...deps.addresses()].toSorted().join(' ') : '');
  let last = seen();
  let cancel = deps.after(interval, again);

  function look(): void {
    const now = seen();
    const came = now !== '' && now !== last;
    last = now;
    if (came) changed();
  }
  function again(): void {
    cancel = deps.after(interval, again);
    look();
  }
  return {
    look,
    stop() {
      cancel();
    },
  };
}

/** Addresses of this computer beyond itself. */
export function addressesBeyond(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => !entry.internal)
    .map((entry) => entry.address);
}
