import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { eventually } from '../harness/processes.ts';
import { CagedApp } from './support/caged-app.ts';
import { leave } from './support/navigation-attacks.ts';
import { placeWitness } from './support/witness.ts';
import type { Witness } from './support/witness.ts';

let caged: CagedApp;
let witness: Witness;
let provider: AuthorizationServer;

beforeAll(async () => {
  provider = await startAuthorizationServer();
  caged = await CagedApp.start({
    async prepare(desktop) {
      witness = await placeWitness(desktop);
    },
  });
});
afterAll(async () => {
  await caged.stop();
  await provider.stop();
});

/** Adds a connection to the provider, begins to sign in, and removes it again; tells how that went. */
async function signIn(): Promise<unknown> {
  return await caged.evaluate(`(async () => {
    const added = await latchkey.addConnection({ name: 'Provider', issuer: ${JSON.stringify(provider.issuer)},
      clientId: ${JSON.stringify(provider.clientId)}, scopes: 'openid', apiOrigins: '', redirectWays: ['scheme'],
      redirectSpelling: 'path', loopbackHost: '127.0.0.1', loopbackPorts: '', signOutInBrowser: false, renewal: 'automatic' });
    if (!added.ok) return added.failure.code;
    const begun = await latchkey.signIn({ id: added.value.id });
    await latchkey.removeConnection({ id: added.value.id });
    return begun.ok ? 'begun' : begun.failure.code;
  })()`);
}

/** Addresses that would start another program, or send a person somewhere unprotected. */
const hostile = [
  'file:///etc/passwd',
  'file://attacker.example/share',
  'smb://attacker.example/share',
  'ssh://attacker.example',
  'mailto:somebody@example.com?subject=x',
  'vnd.evil:run',
  'vnd.evil://host/run',
  'javascript:alert(1)',
  'data:text/html,x',
  'http://login.example.com/authorize',
  'https://name:password@login.example.com/authorize',
  '--help',
];

describe('Electron’s checklist, 15: only vetted addresses reach the desktop', () => {
  it('no address that a provider names starts another program; its sign-in page does', async () => {
    const outcomes: unknown[] = [];
    for (const address of hostile) {
      provider.metadata = { authorization_endpoint: address };
      // oxlint-disable-next-line eslint/no-await-in-loop -- one provider with one metadata after the other
      outcomes.push(await signIn());
    }
    expect(
      outcomes.filter((outcome) => outcome !== 'metadata-invalid' && outcome !== 'endpoint-insecure'),
    ).toEqual([]);
    // The same way, with the address it should be: so the witness would have seen the others.
    provider.metadata = {};
    expect(await signIn()).toBe('begun');
    await eventually('the browser', () => (witness.opened().length > 0 ? true : null));
    expect(witness.opened()).toEqual([expect.stringMatching(new RegExp(`^${provider.origin}/authorize\\?`))]);
  });

  it('a link or a script of the page opens no other program', async () => {
    const before = witness.opened();
    for (const address of [
      'mailto:somebody@example.com',
      'vnd.evil:run',
      'https://example.com/',
      'file:///etc/hostname',
    ]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one attempt after the other
      await caged.ask(leave, address);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await caged.evaluate(`window.open(${JSON.stringify(address)})`);
    }
    // Something that is let through arrives behind what would have been.
    expect(await signIn()).toBe('begun');
    await eventually('the browser', () => (witness.opened().length > before.length ? true : null));
    expect(witness.opened()).toHaveLength(before.length + 1);
  });
});
