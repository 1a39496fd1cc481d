import { FetchError, type Fetch } from '../../core/ports/fetch.ts';
import type { DemoService } from './demo-service.ts';

export interface DemoFetchDeps {
  readonly demo: Pick<DemoService, 'start'>;
  /** Where the connection believes the demo to be. */
  readonly issuer: string;
  /** It is elsewhere: the connection has to follow. */
  readonly moved: () => void;
}

/**
 * The network of a demo connection: the demo is running before anything is asked of it, also at the next start of the app.
 *
 * SECURITY: where the demo had to move, another program listens in its old place, and is sent no token
 * (test/unit/main/demo/demo-fetch.test.ts).
 */
export function createDemoFetch({ demo, issuer, moved }: DemoFetchDeps, fetch: Fetch): Fetch {
  return {
    async send(request, signal) {
      const started = await demo.start();
      if (!started.ok) {
        throw new FetchError('connection-failed', 'The demo does not run.');
      }
      if (started.value.issuer !== issuer && originOf(request.url) === originOf(issuer)) {
        moved();
        throw new FetchError('connection-failed', 'The demo runs elsewhere now.');
      }
      return fetch.send(request, signal);
    },
  };
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}
