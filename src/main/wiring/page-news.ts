import type { ClientCertificateChoices } from '../../core/client-certificates/client-certificates.ts';
import type { ConnectionStore } from '../../core/connections/connection-store.ts';
import type { Deletions } from '../../core/connections/deletions.ts';
import type { ClientSecrets } from '../../core/oauth/client-secrets.ts';
import type { Sessions } from '../../core/oauth/session/sessions.ts';
import type { ProxySignIns } from '../../core/proxy/proxy-sign-ins.ts';
import type { Protection } from '../../core/vault/protection.ts';
import type { VaultStatus } from '../../core/vault/vault.ts';
import type { AppState } from '../../shared/app-state.ts';
import type { Connection, ConnectionView } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { DemoConnection } from '../demo/demo-connection.ts';
import type { DemoService } from '../demo/demo-service.ts';
import type { SendEvent } from '../ipc/send.ts';
import type { Settings } from '../settings/settings.ts';
import { coalesce } from '../system/once.ts';
import { appState, type RunFacts } from '../views/app-state.ts';
import { connectionView } from '../views/connection-view.ts';

export interface PageNewsDeps {
  readonly facts: RunFacts;
  readonly connections: Pick<ConnectionStore, 'list'>;
  readonly sessions: Pick<Sessions, 'view'>;
  readonly secrets: Pick<ClientSecrets, 'state'>;
  readonly vault: {
    readonly status: VaultStatus;
    readonly protection: Pick<Protection, 'by' | 'keyringReady' | 'givenUp'>;
  };
  readonly settings: Pick<Settings, 'preferences' | 'lockChoice' | 'requestTimeouts' | 'historyLimits'>;
  readonly proxySignIns: Pick<ProxySignIns, 'state'>;
  readonly clientCertificates: Pick<ClientCertificateChoices, 'state'>;
  readonly demo: Pick<DemoService, 'state'>;
  readonly demoConnection: Pick<DemoConnection, 'explain'>;
  /** Made after this: it tells of itself through here. */
  readonly deletions: () => Pick<Deletions, 'offered'>;
  /** Problems with files of ours; more may be added. */
  readonly notices: readonly Failure[];
  readonly send: SendEvent;
}

/** What the page shows, put together from those who know it. */
export interface PageNews {
  readonly view: (connection: Connection) => ConnectionView;
  readonly views: () => readonly ConnectionView[];
  readonly state: () => AppState;
  /** Tells the page what it should show now, once for all calls of one turn of the event loop. */
  readonly tellConnections: () => void;
  readonly tellState: () => void;
  /** Tells at once what waits to be told. */
  readonly tellNow: () => void;
}

export function createPageNews(deps: PageNewsDeps): PageNews {
  const view = (connection: Connection): ConnectionView => {
    const { id } = connection;
    const session = deps.demoConnection.explain(id, deps.sessions.view(id));
    return connectionView(connection, session, deps.facts.scheme, deps.secrets.state(connection));
  };
  const views = (): readonly ConnectionView[] => deps.connections.list().map(view);
  const state = (): AppState =>
    appState(deps.facts, {
      vault: deps.vault.status,
      protection: deps.vault.protection,
      lock: deps.settings.lockChoice(),
      notices: deps.notices,
      preferences: deps.settings.preferences(),
      requestTimeouts: deps.settings.requestTimeouts(),
      historyLimits: deps.settings.historyLimits(),
      proxy: deps.proxySignIns.state(),
      clientCertificates: deps.clientCertificates.state(),
      demo: deps.demo.state,
      deleted: deps.deletions().offered(),
    });
  const tellConnections = coalesce(() => {
    deps.send('connectionsChanged', views());
  });
  const tellState = coalesce(() => {
    deps.send('appStateChanged', state());
  });
  return {
    view,
    views,
    state,
    tellConnections,
    tellState,
    tellNow() {
      tellConnections.now();
      tellState.now();
    },
  };
}
