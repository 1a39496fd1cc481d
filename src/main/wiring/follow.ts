import { net, powerMonitor } from 'electron';
import type { ActivityLog } from '../../core/activity/create-activity.ts';
import type { Cookies } from '../../core/cookies/cookies.ts';
import type { History } from '../../core/history/history.ts';
import type { Sessions } from '../../core/oauth/session/sessions.ts';
import { lockedBy } from '../../core/vault/locked-by.ts';
import type { ProxySignIns } from '../../core/proxy/proxy-sign-ins.ts';
import type { Network } from '../network/create-network.ts';
import type { Vault } from '../../core/vault/vault.ts';
import type { DemoConnection } from '../demo/demo-connection.ts';
import type { DemoService } from '../demo/demo-service.ts';
import type { SendEvent } from '../ipc/send.ts';
import type { AutoLock } from '../keyring/auto-lock.ts';
import { watchLockedKeyring } from '../keyring/keyring-watch.ts';
import { addressesBeyond, watchConnectivity } from '../system/connectivity.ts';
import { gather } from '../system/once.ts';
import type { PageNews } from './page-news.ts';

/** New entries of the activity reach the page after at most this many milliseconds. */
const activityRest = 100;

type After = (milliseconds: number, callback: () => void) => () => void;

export interface FollowCoreDeps {
  readonly sessions: Pick<Sessions, 'onChange'>;
  readonly history: Pick<History, 'vaultChanged'>;
  readonly cookies: Pick<Cookies, 'vaultChanged'>;
  readonly activity: Pick<ActivityLog, 'onAdded'>;
  readonly vault: Vault;
  readonly proxySignIns: Pick<ProxySignIns, 'lock'>;
  readonly network: Pick<Network, 'forgetProxies'>;
  readonly autoLock: AutoLock;
  readonly demo: Pick<DemoService, 'onState'>;
  readonly demoConnection: Pick<DemoConnection, 'sessionChanged'>;
  readonly news: PageNews;
  readonly send: SendEvent;
  readonly after: After;
}

/** What changes inside is told to the page. */
export function followCore(deps: FollowCoreDeps): void {
  const { news, vault, after } = deps;
  deps.sessions.onChange((id) => {
    deps.demoConnection.sessionChanged(id);
    news.tellConnections();
  });
  deps.activity.onAdded(
    gather(after, activityRest, (entries) => {
      deps.send('activityAdded', entries);
    }),
  );
  vault.onStatus(news.tellState);
  vault.onStatus(deps.autoLock.changed);
  vault.onStatus(() => void deps.history.vaultChanged());
  vault.onStatus(() => void deps.cookies.vaultChanged());
  vault.onStatus(() => {
    if (lockedBy(vault) === null) return;
    deps.proxySignIns.lock();
    void deps.network.forgetProxies();
  });
  deps.demo.onState(news.tellState);
  watchLockedKeyring(vault, after);
}

export interface FollowComputerDeps {
  readonly sessions: Pick<Sessions, 'onChange' | 'suspended' | 'resumed' | 'networkChanged'>;
  readonly autoLock: AutoLock;
  readonly send: SendEvent;
  readonly after: After;
}

/** What happens to the computer is told to the sessions, and to the page. */
export function followComputer({ sessions, autoLock, send, after }: FollowComputerDeps): void {
  powerMonitor.on('suspend', () => {
    sessions.suspended();
    autoLock.suspended();
  });
  powerMonitor.on('resume', () => {
    sessions.resumed();
    autoLock.resumed();
  });
  powerMonitor.on('lock-screen', autoLock.suspended);
  const here = { online: () => net.isOnline(), addresses: addressesBeyond, after };
  const connectivity = watchConnectivity(here, () => {
    sessions.networkChanged();
    send('networkChanged', null);
  });
  sessions.onChange(connectivity.look);
}
