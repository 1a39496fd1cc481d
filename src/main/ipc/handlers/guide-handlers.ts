import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import type { NewTags } from '../../../core/connections/new-tags.ts';
import type { Guides } from '../../../core/providers/guides/guides.ts';
import type { Handlers } from '../answer.ts';
import { manualOf } from './endpoints-by-hand.ts';

export interface GuideHandlerDeps {
  readonly guides: Pick<Guides, 'make'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly tags: Pick<NewTags, 'of'>;
}

/** How a connection is registered at its provider. */
export function guideHandlers({
  guides,
  connections,
  tags,
}: GuideHandlerDeps): Pick<Handlers, 'registrationGuide'> {
  return {
    registrationGuide(input) {
      const saved = input.id === undefined ? null : connections.get(input.id);
      const { endpoints } = input;
      const issuer = input.issuer.trim();
      // Endpoints by hand go with their issuer: saved with another one the connection loses them.
      if (endpoints === undefined)
        return guides.make(input, saved?.issuer === issuer ? saved.manual : undefined);
      const manual = manualOf({ issuer, endpoints }, saved, tags.of);
      return manual.ok ? guides.make(input, manual.value) : manual;
    },
  };
}
