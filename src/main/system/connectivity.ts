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

/**
 * Calls back when the network came back, or when the computer is on another one: Electron's main process has no event for
 * either. What is over between two looks goes unnoticed: a renewal that met it is tried again within seconds anyway. Returns what
 * stops the watching.
 */
export function watchConnectivity(deps: ConnectivityDeps, changed: () => void): () => void {
  const look = (): string => (deps.online() ? [...deps.addresses()].toSorted().join(' ') : '');
  let last = look();
  let cancel = deps.after(interval, again);

  function again(): void {
    const now = look();
    const came = now !== '' && now !== last;
    last = now;
    cancel = deps.after(interval, again);
    if (came) {
      changed();
    }
  }
  return () => {
    cancel();
  };
}

/** Addresses of this computer beyond itself. */
export function addressesBeyond(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => !entry.internal)
    .map((entry) => entry.address);
}
