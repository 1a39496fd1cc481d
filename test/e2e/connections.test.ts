import { expect, it } from 'vitest';
import { eventually } from './harness/processes.ts';
import { filesBelow } from './harness/profile.ts';
import { emails, inWorld } from './harness/world.ts';

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

it('deleting a connection asks once, signs out, tells the provider and erases', async () => {
  await inWorld('delete', {}, async (world) => {
    const window = await world.signInFresh();
    await window.openTab('Settings');
    await window.button('Delete connection').click();
    await window.button('Delete').click();
    await window.connection('Fieldnotes').waitFor({ state: 'detached' });
    await eventually('the provider to be told', () => (world.provider.grants().length === 0 ? true : null));
    await world.quit();
    expect(
      filesBelow(world.desktop.profile).filter((name) => /^vault\/.*(session|sign-out)\./.test(name)),
    ).toEqual([]);
  });
});
