import { decodeJwt } from 'jose';
import { expect, it } from 'vitest';
import { startLoopbackServer } from '../support/loopback-server.ts';
import { emails, inWorld } from './harness/world.ts';

const mail = 'urn:example:mail';

it('R88+ R24+: after one sign-in two APIs are called, each with the token that was issued for it, also after a restart', async () => {
  const server = await startLoopbackServer((_request, response) => response.end('hello'));
  const audiences = (): readonly unknown[] =>
    server.seen.map(({ headers }) => decodeJwt((headers.authorization ?? '').replace('Bearer ', '')).aud);
  try {
    await inWorld('resources', { provider: { otherResources: [mail] } }, async (world) => {
      const { provider } = world;
      const window = await world.start();
      const origins = `${provider.apiOrigin} resource=${provider.apiOrigin} ${server.origin} resource=${mail}`;
      await world.addConnection('Fieldnotes', provider, origins);
      await window.beginSignIn();
      await world.signInInBrowser();
      await window.signedInAs(emails.ada);

      // The API of the provider refuses a token for another audience.
      await window.send(`${provider.apiOrigin}/v1/notes`);
      await window.response.getByText('Analytical engine').waitFor();
      await window.send(`${server.origin}/mail`);
      await window.response.getByText('hello').waitFor();
      expect(audiences()).toEqual([mail]);
      await window.openTab('Session');
      await window.shows(mail);
      await window.shows(provider.apiOrigin);

      const again = await world.restart();
      await again.signedInAs(emails.ada);
      await again.openTab('Requests');
      await again.send(`${server.origin}/mail`);
      await again.response.getByText('hello').waitFor();
      expect(audiences()).toEqual([mail, mail]);
      expect(provider.grants()).toHaveLength(1);
    });
  } finally {
    await server.close();
  }
});
