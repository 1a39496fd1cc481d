import type { Broker } from '../../core/broker/broker.ts';
import type { Collections } from '../../core/collections/collections.ts';
import { createDeletions, type Deletions, type DeletionsDeps } from '../../core/connections/deletions.ts';
import type { Cookies } from '../../core/cookies/cookies.ts';
import type { History } from '../../core/history/history.ts';
import type { ClientSecrets } from '../../core/oauth/client-secrets.ts';
import type { Variables } from '../../core/variables/variables.ts';
import { sealedAway } from '../../core/vault/sealed-away.ts';
import type { Vault } from '../../core/vault/vault.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Network } from '../network/create-network.ts';
import type { Settings } from '../settings/settings.ts';
import type { PageNews } from './page-news.ts';

export interface DeletionsParts extends Pick<DeletionsDeps, 'connections' | 'sessions' | 'clock'> {
  readonly vault: Pick<Vault, 'status' | 'read'>;
  readonly broker: Pick<Broker, 'cancelAll'>;
  readonly saved: { readonly collections: Pick<Collections, 'close'> };
  readonly variables: Pick<Variables, 'erase'>;
  readonly history: Pick<History, 'erase'>;
  readonly cookies: Pick<Cookies, 'erase'>;
  readonly secrets: Pick<ClientSecrets, 'erase'>;
  readonly network: Pick<Network, 'close'>;
  readonly settings: Pick<Settings, 'forgetConnection'>;
  readonly news: Pick<PageNews, 'tellConnections' | 'tellState'>;
  /** Problems that the page shows. */
  readonly notices: Failure[];
}

/** Deleting connections, over everything that keeps something of one. The files of saved requests are the person's own: they stay. */
export function wireDeletions(parts: DeletionsParts): Deletions {
  const { vault, news, notices, saved } = parts;
  return createDeletions({
    ...parts,
    locked: (id) => sealedAway(vault, id),
    stop(id) {
      parts.broker.cancelAll(id);
      saved.collections.close(id);
    },
    async erase(id) {
      // Whoever still had its page open may have asked for something meanwhile.
      saved.collections.close(id);
      const variables = await parts.variables.erase(id);
      if (!variables.ok) return variables;
      const history = await parts.history.erase(id);
      if (!history.ok) return history;
      const cookies = await parts.cookies.erase(id);
      if (!cookies.ok) return cookies;
      await parts.network.close(id);
      parts.settings.forgetConnection(id);
      return parts.secrets.erase(id);
    },
    changed() {
      news.tellConnections();
      news.tellState();
    },
    failed(failure) {
      const what = `A connection was deleted, but not all of it. ${failure.what}`;
      // It is tried again at each start and unlock: told once it is known.
      if (notices.some((notice) => notice.what === what && notice.why === failure.why)) return;
      notices.push({ ...failure, what });
      news.tellState();
    },
  });
}
