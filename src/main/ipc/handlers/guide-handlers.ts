import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import type { Guides } from '../../../core/providers/guides/guides.ts';
import type { Handlers } from '../answer.ts';

export interface GuideHandlerDeps {
  readonly guides: Pick<Guides, 'make'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
}

/** How a connection is registered at its provider. */
export function guideHandlers({
  guides,
  connections,
}: GuideHandlerDeps): Pick<Handlers, 'registrationGuide'> {
  return {
    registrationGuide(input) {
      const saved = input.id === undefined ? null : connections.get(input.id);
      // Endpoints by hand go with their issuer: saved with another one the connection loses them.
      return guides.make(input, saved?.issuer === input.issuer.trim() ? saved.manual : undefined);
    },
  };
}
