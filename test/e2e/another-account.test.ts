import { expect, it } from 'vitest';
import { violations } from './harness/accessibility.ts';
import { eventually } from './harness/processes.ts';
import { filesWith } from './harness/profile.ts';
import type { Window } from './harness/window.ts';
import { emails, inWorld } from './harness/world.ts';
import type { World } from './harness/world.ts';

/** Ada is signed in, and in the browser Grace answers. */
async function asked(world: World): Promise<Window> {
  const shown = await world.signInFresh('ada');
  await shown.page.evaluate(async () => {
    const listed = await window.latchkey.listConnections();
    const [one] = listed.ok ? listed.value : [];
    return one === undefined ? null : window.latchkey.signIn({ id: one.id, anotherAccount: true });
  });
  await world.signInInBrowser('grace');
  await shown.signInPanel.getByText(`The browser signed in ${emails.grace}.`).waitFor();
  await shown.signInPanel.getByText(`You are signed in here as ${emails.ada}.`).waitFor();
  return shown;
}

it('F29+ R25+: another account is asked about; kept as a new connection, both stay signed in over a restart', async () => {
  await inWorld('another-account-kept', {}, async (world) => {
    const window = await asked(world);
    expect(await violations(window.page)).toEqual([]);
    await world.picture('another-account');
    await window.button('Keep as a new connection').click();
    await window.page
      .getByRole('heading', { level: 1, name: `Fieldnotes (${emails.grace})`, exact: true })
      .waitFor();
    await window.signedInAs(emails.grace);
    const again = await world.restart();
    const list = again.page.getByRole('navigation', { name: 'Connections' });
    await list.getByText(emails.ada, { exact: true }).waitFor();
    await list.getByText(emails.grace, { exact: true }).waitFor();
    expect(world.provider.grants()).toHaveLength(2);
  });
});

it('F29+ R25+: replaced, the account before is signed out at the provider too, also after a restart', async () => {
  await inWorld('another-account-replaced', {}, async (world) => {
    const window = await asked(world);
    await window.button('Replace').click();
    await window.signedInAs(emails.grace);
    await eventually('the provider to be told', () => (world.provider.grants().length === 1 ? true : null));
    expect(world.provider.grants().map(({ username }) => username)).toEqual(['grace']);
    const again = await world.restart();
    await again.signedInAs(emails.grace);
  });
});

it('F29- R25-: cancelled, or quit without an answer, nothing of the other account stays here or there', async () => {
  await inWorld('another-account-cancelled', {}, async (world) => {
    const window = await asked(world);
    await window.button('Cancel sign-in').click();
    await window.signedInAs(emails.ada);
    await eventually('the provider to be told', () => (world.provider.grants().length === 1 ? true : null));
    const again = await world.restart();
    await again.signedInAs(emails.ada);
    await world.quit();
    expect(filesWith(world.desktop.profile, [emails.grace])).toEqual([]);
  });
});
