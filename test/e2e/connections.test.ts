import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violations } from './harness/accessibility.ts';
import { eventually } from './harness/processes.ts';
import { filesBelow } from './harness/profile.ts';
import type { Window } from './harness/window.ts';
import { emails, inWorld, type World } from './harness/world.ts';

it('two connections hold two accounts, each sends its own token, and signing out of one leaves the other', async () => {
  await inWorld('two-connections', { providers: 2 }, async (world) => {
    const { otherProvider, provider } = world;
    const window = await world.start();
    await world.addConnection('First', provider);
    await window.beginSignIn();
    await world.signInInBrowser('ada', provider);
    await window.signedInAs(emails.ada);
    await world.addConnection('Second', otherProvider);
    await window.beginSignIn();
    await world.signInInBrowser('grace', otherProvider);
    await window.signedInAs(emails.grace);

    await window.send(`${otherProvider.apiOrigin}/v1/me`);
    await window.response.getByRole('treeitem', { name: 'sub: "grace"' }).waitFor();
    await window.chooseConnection('First');
    await window.send(`${provider.apiOrigin}/v1/me`);
    await window.response.getByRole('treeitem', { name: 'sub: "ada"' }).waitFor();

    const again = await world.restart();
    await again.chooseConnection('First');
    await again.signedInAs(emails.ada);
    await again.button('Sign out').click();
    await again.button('Sign in').waitFor();
    await eventually('the first provider to be told', () => (provider.grants().length === 0 ? true : null));
    await again.chooseConnection('Second');
    await again.signedInAs(emails.grace);
    expect(otherProvider.grants()).toHaveLength(1);
  });
});

it('R79+: a second connection at the same provider asks which account, and both stay signed in', async () => {
  await inWorld('same-provider', {}, async (world) => {
    const window = await world.signInFresh('ada');
    await world.addConnection('Other account');
    await window.beginSignIn();
    const tab = await world.browser.tab(`${world.provider.issuer}/interaction`);
    await tab.getByLabel('Username').waitFor();
    await world.signInInBrowser('grace');
    await window.signedInAs(emails.grace);
    await window.chooseConnection('Fieldnotes');
    await window.signedInAs(emails.ada);
    expect(
      world.provider
        .grants()
        .map(({ username }) => username)
        .toSorted(),
    ).toEqual(['ada', 'grace']);
  });
});

/** Deletes the connection that is open, up to where that can still be undone. */
async function deleteConnection(window: Window): Promise<void> {
  await window.openTab('Settings');
  await window.button('Delete connection').click();
  await window.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await window.shows('“Fieldnotes” was deleted.');
  await window.connection('Fieldnotes').waitFor({ state: 'detached' });
}

const kept = (world: World): readonly string[] =>
  filesBelow(world.desktop.profile).filter((name) =>
    /^(?:vault\/.*(?:session|sign-out)\.|history\/)/.test(name),
  );

const idsOnDisk = (world: World): string =>
  readFileSync(join(world.desktop.profile, 'connections.json'), 'utf8');

it('a deleted connection is brought back whole: signed in, with its requests and its history', async () => {
  await inWorld('delete-undo', {}, async (world) => {
    const window = await world.signInFresh();
    await window.send(`${world.provider.apiOrigin}/v1/me`);
    await window.response.getByRole('treeitem', { name: 'sub: "ada"' }).waitFor();
    await deleteConnection(window);
    expect(await violations(window.page)).toEqual([]);
    expect(world.provider.grants()).toHaveLength(1);
    await window.button('Undo').click();
    await window.signedInAs(emails.ada);
    await window.send(`${world.provider.apiOrigin}/v1/me?again=1`);
    await window.response.getByRole('treeitem', { name: 'sub: "ada"' }).waitFor();
    await window.page.getByText('History', { exact: true }).click();
    const rows = window.page.getByRole('listbox', { name: 'History' }).getByRole('option');
    await rows.nth(1).waitFor();
    await (await world.restart()).signedInAs(emails.ada);
    expect(world.provider.grants()).toHaveLength(1);
  });
});

it('R49+: deleting a connection asks once; where it is not undone it signs out, tells the provider and erases', async () => {
  await inWorld('delete', {}, async (world) => {
    const window = await world.signInFresh();
    await window.send(`${world.provider.apiOrigin}/v1/me`);
    await window.response.getByRole('treeitem', { name: 'sub: "ada"' }).waitFor();
    expect(kept(world)).not.toEqual([]);
    await deleteConnection(window);
    await window.button('Erase now').click();
    await eventually('the provider to be told', () => (world.provider.grants().length === 0 ? true : null));
    await world.quit();
    expect(kept(world)).toEqual([]);
    expect(idsOnDisk(world)).not.toContain('Fieldnotes');
  });
});

it.each(['quits', 'is killed, and starts again'] as const)(
  'R49+: a connection whose deletion could still be undone is signed out and erased when the app %s',
  async (how) => {
    await inWorld('delete-end', {}, async (world) => {
      const window = await world.signInFresh();
      expect(kept(world)).not.toEqual([]);
      await deleteConnection(window);
      if (how === 'quits') {
        await world.quit();
      } else {
        await world.kill();
        await (await world.start()).button('Try the demo').waitFor();
      }
      await eventually('the provider to be told', () => (world.provider.grants().length === 0 ? true : null));
      await eventually('all of it to be gone', () => (kept(world).length === 0 ? true : null));
      await eventually('the list to forget it', () =>
        idsOnDisk(world).includes('Fieldnotes') ? null : true,
      );
      expect([world.provider.grants(), kept(world)]).toEqual([[], []]);
    });
  },
);
