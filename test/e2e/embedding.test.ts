import { expect, it } from 'vitest';
import { buildExample, loadOnceSignedIn, loadPath, startExample } from './harness/example-app.ts';
import { violations } from './harness/accessibility.ts';
import { eventually } from './harness/processes.ts';
import { tokensInTheClear } from './harness/profile.ts';
import { inWorld } from './harness/world.ts';
import { Needles } from './security/support/needles.ts';
import { pageHeap } from './security/support/places.ts';
import { tapServers } from './security/support/wire-tap.ts';

it('R24+: the page of another app makes authorized requests, sees how far they are, cancels them, and holds no token', async () => {
  await inWorld('embedding', {}, async (world) => {
    const { provider } = world;
    const api = provider.apiOrigin;
    const tap = tapServers(api);
    try {
      const command = await buildExample(world);
      const { electron, page, profile } = await startExample(world, command);
      await world.signInInBrowser();
      await loadOnceSignedIn(page, `${api}/v1/notes`);
      await page.locator('#answer').getByText('notes').waitFor();
      expect(await violations(page)).toEqual([]);

      await loadPath(page, `${api}/v1/echo`);
      await page.locator('#answer').getByText('[access token]').waitFor();

      await loadPath(page, `${api}/v1/events?count=100&interval=200`);
      await page.getByText(/^receiving, \d+ bytes$/).waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('It was cancelled.').waitFor();

      await loadPath(page, `${provider.issuer}/somewhere-else`);
      await page.getByText('does not send your sign-in').waitFor();

      const reached: unknown = await page.evaluate(async (elsewhere) => {
        const refusal = (work: () => unknown): Promise<string> =>
          Promise.resolve()
            .then(work)
            .then(
              () => 'went through',
              () => 'refused',
            );
        return {
          api: Object.keys(Object(Reflect.get(window, 'latchkey'))),
          node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
          network: await refusal(() => fetch(elsewhere)),
          // oxlint-disable-next-line typescript/no-implied-eval -- what the policy has to refuse
          code: await refusal(() => new Function('return 1')()),
        };
      }, `${api}/v1/notes`);
      expect(reached).toEqual({
        api: ['request', 'cancel', 'onProgress'],
        node: ['undefined', 'undefined'],
        network: 'refused',
        code: 'refused',
      });

      const tokens = tap
        .secrets()
        .filter(({ kind }) => kind === 'access token' || kind === 'refresh token' || kind === 'ID token');
      expect(new Set(tokens.map(({ kind }) => kind)).size).toBe(3);
      // The end of a token is its own; the head of a JSON Web Token is the same for all.
      const needles = new Needles(tokens.map(({ value }) => Buffer.from(value.slice(-40))));
      const heap = await pageHeap(page);
      expect(heap.includes('[access token]')).toBe(true);
      expect([...needles.foundIn(heap)]).toEqual([]);
      expect([...needles.foundIn(Buffer.from(await page.content()))]).toEqual([]);
      expect(tokensInTheClear(profile)).toEqual([]);
      await electron.close();

      // The next start finds the sign-in, sealed, and asks no browser.
      const tabs = world.browser.context.pages().length;
      const again = await startExample(world, command);
      await loadOnceSignedIn(again.page, `${api}/v1/notes`);
      expect(world.browser.context.pages().length).toBe(tabs);

      // A second instance, which would renew the same refresh token, ends by itself.
      const calls = tap.calls.length;
      await eventually('its end', async () => {
        const second = await startExample(world, command).catch(() => null);
        return second === null ? true : null;
      });
      expect(tap.calls.length).toBe(calls);
      await again.electron.close();
    } finally {
      tap.stop();
    }
  });
});
