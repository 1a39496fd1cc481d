import type { Protection } from '../../core/vault/protection.ts';
import type { VaultStatus } from '../../core/vault/vault.ts';
import type { AppState, LockChoice, Preferences, RequestTimeouts } from '../../shared/app-state.ts';
import type { ClientCertificateState } from '../../shared/client-certificate.ts';
import type { Failure } from '../../shared/failure.ts';
import type { HistoryLimits } from '../../shared/history.ts';
import type { ProxyState } from '../../shared/proxy.ts';
import { keyringState } from './keyring-state.ts';

/** What of a run never changes. */
export interface RunFacts {
  readonly version: string;
  readonly versions: { readonly electron?: string; readonly chrome?: string; readonly node: string };
  readonly platform: NodeJS.Platform;
  readonly scheme: string;
}

/** The state of the whole window. */
export function appState(
  facts: RunFacts,
  changing: {
    readonly vault: VaultStatus;
    readonly protection: Pick<Protection, 'by' | 'keyringReady' | 'givenUp'>;
    readonly lock: LockChoice;
    readonly notices: readonly Failure[];
    readonly preferences: Preferences;
    readonly requestTimeouts: RequestTimeouts;
    readonly historyLimits: HistoryLimits;
    readonly proxy: ProxyState;
    readonly clientCertificates: ClientCertificateState;
    readonly demo: AppState['demo'];
    readonly deleted: AppState['deleted'];
  },
): AppState {
  const { platform, versions } = facts;
  return {
    version: facts.version,
    runtime: {
      electron: versions.electron ?? 'none',
      chromium: versions.chrome ?? 'none',
      node: versions.node,
    },
    platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
    scheme: facts.scheme,
    keyring: keyringState(changing.vault),
    protection: {
      by: changing.protection.by,
      keyringReady: changing.protection.keyringReady,
      givenUp: changing.protection.givenUp,
      lock: changing.lock,
    },
    notices: changing.notices,
    preferences: changing.preferences,
    requestTimeouts: changing.requestTimeouts,
    historyLimits: changing.historyLimits,
    proxy: changing.proxy,
    clientCertificates: changing.clientCertificates,
    demo: changing.demo,
    deleted: changing.deleted,
  };
}
