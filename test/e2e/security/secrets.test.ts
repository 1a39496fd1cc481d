import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { allow } from '../harness/browser.ts';
import { eventually, exitOf } from '../harness/processes.ts';
import { filesBelow } from '../harness/profile.ts';
import { emails, inWorld } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { mainIsOpen } from './support/caged-app.ts';
import { readDisk } from './support/disk.ts';
import type { Disk } from './support/disk.ts';
import {
  clipboardText,
  copyText,
  dataKeys,
  found,
  lookEverywhere,
  memories,
  startWatched,
} from './support/places.ts';
import { watchProcesses } from './support/process-watch.ts';
import { tapServers } from './support/wire-tap.ts';
import type { WireTap } from './support/wire-tap.ts';

let tap: WireTap | null = null;

afterEach(() => {
  tap?.stop();
  tap = null;
});

async function send(world: World, path: string): Promise<void> {
  await world.window.send(`${world.provider.apiOrigin}${path}`);
  await world.window.response.getByText('200 OK').waitFor();
}

/** A sign-in that the person refuses at the provider, and the report of it that they copy. */
async function copyReportOfFailure(world: World): Promise<string> {
  const { window } = world;
  await window.beginSignIn();
  const tab = await world.browser.tab(world.provider.issuer);
  await tab.getByRole('button', { name: 'Cancel' }).click();
  world.browser.answered(tab);
  await window.shows('The provider did not sign you in.');
  await window.page.getByText('Details').first().click();
  await window.button('Copy report').click();
  const { electron } = world.app;
  if (electron === null) return '';
  return await eventually('the report', async () => {
    const text = await clipboardText(electron, 'clipboard');
    return text.includes('authorization-refused') ? text : null;
  });
}

/** Both at this computer and in the browser: the only address that carries an ID token. */
async function signOutInBrowserToo(world: World): Promise<void> {
  const { window } = world;
  await window.alsoSignOutInBrowser(true);
  await window.button('Sign out').click();
  await window.button('Sign in').waitFor();
  await eventually('the browser’s own sign-out', () => {
    const pages = world.browser.context.pages();
    return pages.some((page) => page.url().includes('id_token_hint=')) ? true : null;
  });
}

/** Ends the page's process as a fault in it would, and waits until the app has noticed. */
async function crashPage(world: World): Promise<void> {
  const { page } = world.app;
  const devtools = await page.context().newCDPSession(page);
  // There is nobody left who could answer.
  devtools.send('Page.crash').catch(() => undefined);
  const log = join(world.desktop.profile, 'logs', 'main.log');
  await eventually('the crash', () =>
    existsSync(log) && readFileSync(log, 'utf8').includes("The page's process ended") ? true : null,
  );
}

describe('secrets stay where they belong', () => {
  it('each place is really looked at: what is planted there is found there', async () => {
    await inWorld('planted', {}, async (world) => {
      const since = Date.now() - 1000;
      const { desktop } = world;
      const watch = watchProcesses();
      await startWatched(world);
      const { electron, page } = world.app;
      const planted: { kind: string; value: string }[] = [];
      const plant = (kind: string): string => {
        const value = `planted-${randomBytes(18).toString('base64url')}`;
        planted.push({ kind, value });
        return value;
      };

      const dumps = join(desktop.profile, 'Crashpad', 'completed');
      mkdirSync(dumps, { recursive: true });
      writeFileSync(join(dumps, 'one.dmp'), Buffer.from(plant('dump'), 'utf16le'));
      mkdirSync(join(desktop.profile, 'logs'), { recursive: true });
      appendFileSync(join(desktop.profile, 'logs', 'main.log'), encodeURIComponent(plant('log')));
      writeFileSync(
        join(desktop.env['HOME'] ?? '', 'left'),
        Buffer.from(`{"a":"${plant('home')}"}`).toString('base64'),
      );
      const inTemporary = join('/tmp', `latchkey-plant-${String(process.pid)}`);
      writeFileSync(inTemporary, Buffer.from(plant('temporary')).toString('hex'));
      await page.evaluate((value) => Reflect.set(globalThis, 'planted', { value }), plant('page'));
      await page.evaluate((value) => document.body.setAttribute('data-planted', value), plant('document'));
      const argument = plant('argument');
      const child = spawn('sleep', ['60'], {
        argv0: `sleep ${argument}`,
        env: { PLANTED: plant('environment') },
      });
      await eventually('a look at it', () => (watch.saw(argument) ? true : null));
      child.kill();
      await exitOf(child);
      if (electron !== null) {
        const text = plant('message');
        await page.evaluate(async (value) => {
          await window.latchkey.copyText({ text: value });
        }, text);
        planted.push({ kind: 'clipboard', value: text });
        await copyText(electron, 'selection', plant('selection'));
      }

      const { commands, environments } = watch.stop();
      const places = new Map(await lookEverywhere(world, since));
      places.set('arguments', Buffer.from(commands.join('\n')));
      places.set('environments', Buffer.from(environments.join('\n')));
      const all = found(world, places, planted);
      const profile = relative(desktop.folder, desktop.profile);
      expect(all).toEqual(
        expect.arrayContaining([
          `${profile}/Crashpad/completed/one.dmp: dump`,
          `${profile}/logs/main.log: log`,
          'home/left: home',
          `${relative(desktop.folder, inTemporary)}: temporary`,
          'heap of the page: page',
          'memory of renderer: page',
          'document of the page: document',
          'arguments: argument',
          'environments: environment',
          ...(electron === null ? [] : ['messages: message', 'clipboard: clipboard', 'selection: selection']),
        ]),
      );
      writeFileSync(inTemporary, '');
    });
  });

  it('R13- R22- R86-: tokens, codes, verifiers and the key are in main and the network service, sealed on disk, and nowhere else', async () => {
    await inWorld('secrets', {}, async (world) => {
      const since = Date.now() - 1000;
      const { desktop, provider } = world;
      tap = tapServers(provider.apiOrigin);
      const watch = watchProcesses();
      const moments: [string, Disk][] = [];
      const look = async (name: string): Promise<void> =>
        void moments.push([name, await lookEverywhere(world, since)]);

      await startWatched(world);
      const { window } = world;
      await world.addConnection();
      const report = await copyReportOfFailure(world);
      await window.beginSignIn();
      world.browser.answered(await world.browser.tab(provider.issuer));
      await window.button('Another way').click();
      await window.signInPanel.getByRole('status', { name: 'Code' }).waitFor();
      await look('while a code is shown');
      await window.button('Cancel sign-in').click();
      await window.beginSignIn();
      await world.browser.tab(provider.issuer);
      await look('while a sign-in waits');
      await world.signInInBrowser();
      await window.signedInAs(emails.ada);
      await send(world, '/v1/notes');
      await send(world, '/v1/echo');
      const before = provider.tokenRequests();
      await window.menu('Renew now');
      await eventually('the token endpoint', () => (provider.tokenRequests() > before ? true : null));
      await window.openTab('Session');
      await window.shows('ID token claims');
      await window.openTab('Activity');
      await window.shows('Renewed.');
      await look('while signed in');
      const inMain = memories(desktop, (type) => type === 'main');
      await signOutInBrowserToo(world);
      await window.beginSignIn();
      // She did not confirm on the provider’s page, so the browser knows her still, and asks for her consent.
      await allow(await world.browser.tab(`${provider.issuer}/interaction/`));
      await window.signedInAs(emails.ada);
      const keys = world.app.electron === null ? [] : await dataKeys(world.app.electron, desktop);
      await look('after signing out in the browser and in again');
      await crashPage(world);
      const afterCrash = readDisk(desktop, since);
      const { commands, environments } = watch.stop();

      const all = tap.secrets();
      const kinds = new Set(all.map(({ kind }) => kind));
      for (const kind of [
        'access token',
        'refresh token',
        'ID token',
        'code',
        'device code',
        'verifier',
        'state',
      ] as const) {
        expect(kinds).toContain(kind);
      }
      // What an API answers, its cookies too, is for the page to show; and the nonce is a claim that it shows.
      const shown = all.filter(({ kind }) => kind === 'cookie' || kind === 'nonce');
      const secrets = [
        ...all.filter((secret) => !shown.includes(secret)).map(short),
        ...keys.map((value) => ({ kind: 'data key', value })),
        { kind: 'the password', value: world.passwordOf('ada') },
      ];
      expect(keys.length > 0).toBe(mainIsOpen);

      // The same eyes see them where they are allowed to be.
      expect(found(world, inMain, secrets)).toEqual(
        expect.arrayContaining(['memory of main: access token', 'memory of main: refresh token']),
      );
      for (const [moment, places] of moments) {
        const readable = [...places.keys()].filter((name) => name.startsWith('memory of renderer'));
        expect([moment, readable.length]).toEqual([moment, 1]);
        expect([moment, found(world, places, secrets)]).toEqual([moment, []]);
        const files = new Map([...places].filter(([path]) => path.startsWith('/')));
        expect([moment, found(world, files, shown)]).toEqual([moment, []]);
      }
      const messages = String(moments.at(-1)?.[1].get('messages') ?? '');
      for (const seen of ['event ', 'call ', 'answer ', emails.ada]) {
        expect([seen, messages.includes(seen)]).toEqual([seen, mainIsOpen]);
      }
      expect(report.includes('authorization-refused')).toBe(mainIsOpen);
      expect(found(world, new Map([['report', Buffer.from(report)]]), secrets)).toEqual([]);

      // A crash leaves nothing behind that anybody could read or send.
      expect(found(world, afterCrash, [...secrets, ...shown])).toEqual([]);
      expect(filesBelow(desktop.profile).filter((name) => /\.dmp$|(^|\/)core(\.\d+)?$/.test(name))).toEqual(
        [],
      );

      // A callback has to come by the command line on Linux, with code and state, and they leave by it for the browser.
      const lasting = secrets.filter(({ kind }) => kind !== 'code' && kind !== 'state');
      const processes = new Map([
        ['arguments', Buffer.from(commands.join('\n'))],
        ['environments', Buffer.from(environments.join('\n'))],
      ]);
      expect(found(world, processes, lasting)).toEqual([]);
      const environment = new Map([['environments', Buffer.from(environments.join('\n'))]]);
      expect(found(world, environment, secrets)).toEqual([]);
      expect(commands.some((command) => command.includes('code='))).toBe(true);
    });
    // Hundreds of megabytes of memory are read and searched at each moment.
  }, 300_000);
});

/** The end of a long value finds more: the whole may lie in pieces, and the head of a JSON Web Token is the same for all. */
function short({ kind, value }: { readonly kind: string; readonly value: string }): {
  readonly kind: string;
  readonly value: string;
} {
  return { kind, value: value.slice(-64) };
}
