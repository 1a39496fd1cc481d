import { afterAll, beforeAll } from 'vitest';
import { whyNoThirdPartyServers } from '../../../scripts/lib/packages.mjs';
import { skipEach } from '../../support/skip-each.ts';

/** For a file whose tests need servers of others: where there are none, each is skipped, with the reason. */
export function whileRunning(start: () => Promise<void>, stop: () => void | Promise<void>): void {
  const missing = whyNoThirdPartyServers();
  beforeAll(async () => {
    if (missing === null) await start();
  });
  skipEach(missing);
  afterAll(async () => {
    if (missing === null) await stop();
  });
}
