import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ConnectionInput, LatchkeyApi } from '../../../src/shared/ipc.ts';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import { json } from '../../servers/http-server.ts';
import { eventually } from '../harness/processes.ts';
import { inWorld } from '../harness/world.ts';
import { found, lookEverywhere, memories, startWatched } from './support/places.ts';
import { watchProcesses } from './support/process-watch.ts';

declare const latchkey: LatchkeyApi;

function canary(name: string): string {
  return `${name}-${randomBytes(24).toString('base64url')}`;
}

/** A provider that insists on a secret, for plain OAuth 2.0: what proves the client is kept, and every value is the test's own. */
async function startConfidentialProvider() {
  const provider = await startAuthorizationServer({ link: 'Continue' });
  const values = { secret: canary('cs'), accessToken: canary('at'), refreshToken: canary('rt') };
  const proofs: string[] = [];
  provider.script('/token', (request, response) => {
    const [, basic = ''] = /^Basic (.+)$/.exec(String(request.headers['authorization'])) ?? [];
    proofs.push(Buffer.from(basic, 'base64').toString());
    json(response, 200, {
      access_token: values.accessToken,
      refresh_token: values.refreshToken,
      token_type: 'Bearer',
      // None is renewed but when somebody wants it.
      expires_in: 3600,
    });
  });
  return { provider, values, proofs };
}

describe('a client secret', () => {
  it('R6-: once it was saved it is sealed on disk and in main; the page of the next run never has it', async () => {
    const { provider, values, proofs } = await startConfidentialProvider();
    const { issuer, clientId, origin } = provider;
    try {
      await inWorld('client-secret', { origins: [origin] }, async (world) => {
        const since = Date.now() - 1000;
        const watch = watchProcesses();
        const { page } = await world.start();
        const input: ConnectionInput = {
          name: 'Confidential',
          issuer,
          clientId,
          scopes: 'offline_access',
          apiOrigins: '',
          redirectWays: ['scheme'],
          redirectSpelling: 'path',
          loopbackHost: '127.0.0.1',
          loopbackPorts: '',
          signOutInBrowser: false,
          renewal: 'automatic',
          clientSecret: values.secret,
        };
        await eventually('the keyring', () =>
          page.evaluate(async () => {
            const state = await latchkey.getAppState();
            return state.ok && state.value.keyring.kind === 'ready' ? true : null;
          }),
        );
        const outcome = await page.evaluate(async (given) => {
          const added = await latchkey.addConnection(given);
          return added.ok ? 'added' : `${added.failure.code}: ${added.failure.why}`;
        }, input);
        expect(outcome).toBe('added');
        await world.quit();

        await startWatched(world);
        const { window } = world;
        await window.chooseConnection('Confidential');
        await window.button('Sign in').click();
        const tab = await world.browser.tab(origin);
        await tab.getByRole('link', { name: 'Continue' }).click();
        await window.button('Sign out').waitFor();
        await window.menu('Renew now');
        await eventually('a renewal', () => (proofs.length === 2 ? true : null));
        await window.openTab('Settings');
        await window.page.getByText('Client secret').first().waitFor({ state: 'attached' });
        const places = new Map(await lookEverywhere(world, since));
        const { commands, environments } = watch.stop();
        places.set('arguments', Buffer.from(commands.join('\n')));
        places.set('environments', Buffer.from(environments.join('\n')));

        expect(proofs).toEqual([`${clientId}:${values.secret}`, `${clientId}:${values.secret}`]);
        const wanted = Object.entries(values).map(([kind, value]) => ({ kind, value }));
        expect(found(world, places, wanted)).toEqual([]);
        const inMain = memories(world.desktop, (type) => type === 'main');
        expect(found(world, inMain, wanted)).toContain('memory of main: secret');
      });
    } finally {
      await provider.stop();
    }
    // Hundreds of megabytes of memory are read and searched.
  }, 300_000);
});
