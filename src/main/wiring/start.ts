import type { Broker } from '../../core/broker/broker.ts';
import type { ConnectionStore } from '../../core/connections/connection-store.ts';
import type { Deletions } from '../../core/connections/deletions.ts';
import type { ProxySignIns } from '../../core/proxy/proxy-sign-ins.ts';
import type { ClientSecrets } from '../../core/oauth/client-secrets.ts';
import type { History } from '../../core/history/history.ts';
import type { Sessions } from '../../core/oauth/session/sessions.ts';
import { allWithEnding } from '../../core/oauth/session/with-ending.ts';
import type { Vault } from '../../core/vault/vault.ts';
import type { Failure } from '../../shared/failure.ts';
import type { DeepLinks } from '../deep-link/deep-links.ts';
import type { Network } from '../network/create-network.ts';
import type { StartUpDeps } from '../start-up.ts';
import type { Log } from '../system/log.ts';
import type { OpenedFiles } from '../system/opened-files.ts';
import type { PageNews } from './page-news.ts';

export interface StartDeps {
  readonly vault: Vault;
  readonly loaded: Promise<Failure | null>;
  readonly variablesLoaded: Promise<Failure | null>;
  readonly secrets: Pick<ClientSecrets, 'restore'>;
  readonly proxySignIns: Pick<ProxySignIns, 'restore'>;
  readonly sessions: Pick<Sessions, 'restore' | 'view'>;
  readonly broker: Pick<Broker, 'sweep'>;
  readonly openedFiles: Pick<OpenedFiles, 'sweep'>;
  readonly history: Pick<History, 'start'>;
  readonly deletions: Pick<Deletions, 'resume'>;
  readonly connections: Pick<ConnectionStore, 'list' | 'ending' | 'complete'>;
  readonly network: Pick<Network, 'warmUp'>;
  readonly deepLinks: Pick<DeepLinks, 'deliverTo'>;
  readonly judge: (url: string) => Promise<void>;
  readonly news: Pick<PageNews, 'tellConnections' | 'tellState'>;
  readonly notices: Failure[];
  readonly log: Pick<Log, 'write'>;
}

/** What happens once what is sealed was read. */
export function startingUp(deps: Omit<StartDeps, 'variablesLoaded' | 'notices'>): StartUpDeps {
  return {
    vault: deps.vault,
    loaded: deps.loaded,
    async restore() {
      // First: sessions that come back may meet a proxy at once.
      await deps.proxySignIns.restore();
      await deps.secrets.restore();
      await deps.sessions.restore();
    },
    ready() {
      void deps.broker.sweep();
      void deps.openedFiles.sweep();
      void deps.history.start(
        deps.connections.complete() ? allWithEnding(deps.connections).map(({ id }) => id) : null,
      );
      deps.deepLinks.deliverTo(deps.judge);
      deps.news.tellConnections();
      void deps.deletions.resume();
      for (const { id } of deps.connections.list()) {
        if (deps.sessions.view(id).kind === 'signed-in') {
          deps.network.warmUp(id);
        }
      }
    },
    failed(error) {
      deps.log.write('error', 'What is saved could not be opened.', error);
    },
  };
}

/** The page is told of the connections once they were read, and what was wrong with their file or that of the variables. */
export async function tellOnceLoaded({
  loaded,
  variablesLoaded,
  notices,
  news,
}: Pick<StartDeps, 'loaded' | 'variablesLoaded' | 'notices' | 'news'>): Promise<void> {
  const unreadable = (await Promise.all([loaded, variablesLoaded])).filter((failure) => failure !== null);
  if (unreadable.length > 0) {
    notices.push(...unreadable);
    news.tellState();
  }
  news.tellConnections();
}
