import { FetchError, type Fetch } from '../../core/ports/fetch.ts';
import type { DemoService } from './demo-service.ts';

/** The network of a demo connection: the demo is running before anything is asked of it, also at the next start of the app. */
export function createDemoFetch(demo: Pick<DemoService, 'start'>, fetch: Fetch): Fetch {
  return {
    async send(request, signal) {
      const started = await demo.start();
      if (!started.ok) {
        throw new FetchError('connection-failed', 'The demo does not run.');
      }
      return fetch.send(request, signal);
    },
  };
}
