import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import {
  buildExample,
  loadOnceSignedIn,
  loadPath,
  startExample,
  startExampleAgain,
} from './harness/example-app.ts';
import { violations } from './harness/accessibility.ts';
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

      // One that another takes the place of is given up, and what it comes to is not shown.
      const replaced = wasSentWhole('/v1/events');
      await loadPath(page, `${api}/v1/events?count=100&interval=200`);
      await page.getByText(/^receiving, \d+ bytes$/).waitFor();
      await loadPath(page, `${api}/v1/echo`);
      await page.locator('#answer').getByText('[access token]').waitFor();
      expect(await replaced).toBe(false);
      await page.evaluate(`latchkey.request({ requestId: 'afterwards', url: '${api}/v1/notes' })`);
      expect(await page.getByRole('status').innerText()).toMatch(/^200, \d+ bytes$/);
      expect(await page.locator('#answer').innerText()).toContain('[access token]');

      await loadPath(page, `${provider.issuer}/somewhere-else`);
      await page.getByText('does not send your sign-in').waitFor();

      const reached: unknown = await page.evaluate(`(async () => {
        const outcome = (work) => Promise.resolve().then(work).then(() => 'went through', () => 'refused');
        const inline = document.createElement('button');
        return {
          api: Object.keys(window.latchkey),
          node: [typeof require, typeof process],
          network: await outcome(() => fetch('${api}/v1/notes')),
          inlineCode: await outcome(() => inline.setAttribute('onclick', 'void 0')),
        };
      })()`);
      expect(reached).toEqual({
        api: ['request', 'cancel', 'onProgress'],
        node: ['undefined', 'undefined'],
        network: 'refused',
        inlineCode: 'refused',
      });

      const tokens = tap
        .secrets()
        .filter(({ kind }) => kind === 'access token' || kind === 'refresh token' || kind === 'ID token');
      expect(new Set(tokens.map(({ kind }) => kind)).size).toBe(3);
      // The end of a token is its own; the head of a JSON Web Token is the same for all.
      const needles = new Needles(tokens.map(({ value }) => Buffer.from(value.slice(-40))));
      // What the page holds is found in its heap: an answer that repeats what was sent.
      await page.evaluate(`latchkey
        .request({ requestId: 'kept', url: '${api}/v1/echo' })
        .then(({ value }) => void (window.kept = JSON.parse(value.body.text).headers))`);
      const heap = await pageHeap(page);
      expect(heap.includes('Bearer [access token]')).toBe(true);
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
      await startExampleAgain(world, command);
      expect(tap.calls.length).toBe(calls);
      await again.electron.close();
    } finally {
      tap.stop();
    }
  });
});

/** Of the next answer to this path that ends: whether the server could send all of it. */
function wasSentWhole(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const started = 'http.server.request.start';
    const listen = (message: unknown): void => {
      const request: unknown = Reflect.get(Object(message), 'request');
      const response: unknown = Reflect.get(Object(message), 'response');
      if (!(request instanceof IncomingMessage) || !(response instanceof ServerResponse)) return;
      if (request.url?.startsWith(path) !== true) return;
      unsubscribe(started, listen);
      response.once('close', () => {
        resolve(response.writableFinished);
      });
    };
    subscribe(started, listen);
  });
}
