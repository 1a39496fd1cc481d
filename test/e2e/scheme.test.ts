import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violations } from './harness/accessibility.ts';
import { applicationsOf, letAnotherAppOwnTheScheme } from './harness/other-app.ts';
import { eventually, runToEnd } from './harness/processes.ts';
import { emails, inWorld } from './harness/world.ts';

it('F30-: another app owns the scheme: it is named before any browser opens; one press repairs it, and the sign-in completes', async () => {
  await inWorld('scheme-taken', {}, async (world) => {
    const { browser, desktop, provider } = world;
    const other = await letAnotherAppOwnTheScheme(desktop);
    const window = await world.start();
    await world.addConnection();
    await window.button('Sign in').click();
    await window.shows('The browser would come back to another app.');
    await window.shows('with “Other App”');
    expect(browser.count(provider.issuer)).toBe(0);
    expect(await violations(window.page)).toEqual([]);
    await world.picture('scheme-taken');

    await window.button('Repair and sign in').click();
    await window.signInPanel.getByText('Continue in your browser').waitFor();
    await world.signInInBrowser();
    await window.signedInAs(emails.ada);
    expect(provider.tokenRequests()).toBe(1);
    expect(other.given()).toEqual([]);
    expect(readFileSync(join(applicationsOf(desktop), 'other.desktop'), 'utf8')).toContain('Name=Other App');
  });
});

it('F30+: another app owns the scheme: another way signs in, and the registration stays as it is', async () => {
  await inWorld('scheme-another-way', {}, async (world) => {
    const { desktop } = world;
    await letAnotherAppOwnTheScheme(desktop);
    const window = await world.start();
    await world.addConnection();
    await window.allowLoopback();
    await window.button('Sign in').click();
    await window.shows('with “Other App”');
    await window.button('Another way').click();
    await window.shows('When the page says that you are signed in, come back to Latchkey.');
    await world.signInInBrowser();
    await window.signedInAs(emails.ada);
    const owner = await runToEnd(
      'xdg-mime',
      ['query', 'default', `x-scheme-handler/${desktop.target.scheme}`],
      desktop.env,
    );
    expect(owner.trim()).toBe('other.desktop');
  });
});

it('F30-: nothing is registered any more: repair writes what is missing, and a callback starts the app anew', async () => {
  await inWorld('scheme-missing', {}, async (world) => {
    const { desktop, provider } = world;
    const { desktopFile, kind, scheme } = desktop.target;
    if (kind === 'installed') {
      // As a person deletes an entry of the system: the specification’s way.
      writeFileSync(
        join(applicationsOf(desktop), desktopFile),
        '[Desktop Entry]\nType=Application\nName=Latchkey\nHidden=true\nExec=/opt/Latchkey/latchkey -- %u\n',
      );
    } else rmSync(join(applicationsOf(desktop), desktopFile));
    await runToEnd('update-desktop-database', [applicationsOf(desktop)], desktop.env);

    const window = await world.start();
    await world.addConnection();
    await window.button('Sign in').click();
    await window.shows(`Nothing on this computer opens Latchkey’s links (“${scheme}:”).`);
    expect(world.browser.count(provider.issuer)).toBe(0);
    await window.button('Repair and sign in').click();
    await window.signInPanel.getByText('Continue in your browser').waitFor();
    expect(existsSync(join(applicationsOf(desktop), `${scheme}.desktop`))).toBe(true);

    // The file that the repair wrote is what the desktop starts when the app does not run.
    await world.quit();
    await world.signInInBrowser();
    await eventually('the sign-in to be redeemed', () => (provider.tokenRequests() === 1 ? true : null));
    const [started] = await eventually('the app', () => {
      const running = desktop.appProcesses();
      return running.length === 1 ? running : null;
    });
    expect(started?.command.join(' ')).toContain(`${scheme}:/callback/`);
  });
});

it('F30-: where the repair is refused, the words say who has it still', async () => {
  await inWorld('scheme-refused', {}, async (world) => {
    const { desktop, provider } = world;
    await letAnotherAppOwnTheScheme(desktop);
    // An administrator’s list for this desktop comes before what a person chooses.
    writeFileSync(
      join(desktop.env['XDG_CONFIG_HOME'] ?? '', 'gnome-mimeapps.list'),
      `[Default Applications]\nx-scheme-handler/${desktop.target.scheme}=other.desktop\n`,
    );
    const window = await world.start();
    await world.addConnection();
    await window.button('Sign in').click();
    await window.button('Repair and sign in').click();
    await window.shows('The repair did not work.');
    await window.shows('It still opens it with “Other App”.');
    expect(world.browser.count(provider.issuer)).toBe(0);
    expect(await violations(window.page)).toEqual([]);
    await world.picture('scheme-refused');
  });
});
