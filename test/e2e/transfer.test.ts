import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { violations } from './harness/accessibility.ts';
import { openWorld } from './harness/open-world.ts';
import type { OpenWorld } from './harness/open-world.ts';
import { eventually } from './harness/processes.ts';
import { emails } from './harness/world.ts';
import { answerOpenDialog, answerSaveDialog, proposedName } from './requests/support/file-dialogs.ts';
import { closedReason } from './security/support/caged-app.ts';

const list = z.object({ connections: z.array(z.looseObject({ name: z.string() })) });
const namesIn = (path: string): readonly string[] =>
  list.parse(JSON.parse(readFileSync(path, 'utf8'))).connections.map(({ name }) => name);

let opened: OpenWorld;

beforeAll(async () => {
  opened = await openWorld('transfer', {}, async (world) => {
    await world.signInFresh();
  });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await opened.world.picture(`transfer ${task.name.slice(0, 40)}`);
});
afterAll(async () => {
  await opened.close();
});

const keptPath = (): string => join(opened.world.desktop.profile, 'connections.json');

it('R87+: a connection is cloned, and put before the one that it was cloned from', async () => {
  const { window } = opened.world;
  const { page } = window;
  const kept = keptPath();
  await window.menu('Clone');
  await window.showsConnection('Fieldnotes (copy)');
  await window.shows('This is a copy of the settings, signed out.');
  await window.button('Sign in').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(namesIn(kept)).toEqual(['Fieldnotes', 'Fieldnotes (copy)']);
  await window.connection('Fieldnotes (copy)').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await eventually('the order to be saved', () => (namesIn(kept)[0] === 'Fieldnotes (copy)' ? true : null));
});

it('R87+: connections are exported, and imported from a hostile file; the import is undone', async (context) => {
  const { world } = opened;
  const { desktop, provider, window } = world;
  const electron = world.app.electron ?? context.skip(closedReason);
  const { page } = window;
  const kept = keptPath();
  const path = join(desktop.folder, 'team.json');
  writeFileSync(path, 'what was there');
  await answerSaveDialog(electron, path);
  await page.getByRole('link', { name: /^Fieldnotes\b(?! \(copy)/ }).click();
  await window.signedInAs(emails.ada);
  await window.menu('Export…');
  await window.shows('Exported to');
  expect(await proposedName(electron)).toBe('Fieldnotes.json');
  const exported = readFileSync(path, 'utf8');
  expect(namesIn(path)).toEqual(['Fieldnotes']);
  expect(exported).not.toMatch(/token"|eyJ|tag/);
  await window.button('Settings').click();
  await window.button('Export all connections…').click();
  await window.shows('2 connections are in it, and no secret.');
  expect(namesIn(path)).toEqual(['Fieldnotes (copy)', 'Fieldnotes']);

  const [fieldnotes] = list.parse(JSON.parse(exported)).connections;
  const entries = [
    { ...fieldnotes, renewal: 'on-demand', apiOrigins: [{ origin: 'https://evil.test' }] },
    { ...fieldnotes, name: 'Fieldnotes', clientId: 'other', client_secret: 'hush' },
    {
      name: 'Mixed \u202Epu',
      issuer: provider.issuer,
      clientId: 'x',
      endpoints: { tokenEndpoint: 'https://evil.test/token' },
    },
    { name: 'Local', issuer: 'file:///etc/passwd' },
  ];
  writeFileSync(path, JSON.stringify({ format: 'latchkey-connections', version: 1, connections: entries }));
  await answerOpenDialog(electron, path);
  const before = readFileSync(kept, 'utf8');
  await window.button('Import connections…').click();
  const dialog = page.getByRole('dialog', { name: 'Import connections' });
  await dialog.getByText('evil.test: tokens').waitFor();
  await dialog.getByText('It held what lets somebody in (“client_secret”).').waitFor();
  await dialog.getByText('It begins with “file:”.').waitFor();
  await dialog.getByText('Mixed pu').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(readFileSync(kept, 'utf8')).toBe(before);
  await dialog.getByRole('radiogroup').getByText('Replace', { exact: true }).click();
  await world.picture('transfer');
  await dialog.getByRole('button', { name: 'Import 3 connections' }).click();
  await window.shows('2 connections were added, signed out, 1 connection was replaced.');
  const after = readFileSync(kept, 'utf8');
  expect(namesIn(kept)).toEqual(['Fieldnotes (copy)', 'Fieldnotes', 'Fieldnotes', 'Mixed  pu']);
  expect(after).toContain('on-demand');
  expect(after).not.toMatch(/hush|"origin": "https:\/\/evil\.test"/);
  expect(await violations(page)).toEqual([]);

  await window.button('Undo').click();
  await window.shows('The import was undone.');
  await eventually('the list to be as it was', () => (readFileSync(kept, 'utf8') === before ? true : null));
  const again = await world.restart();
  await again.page.getByRole('link', { name: /^Fieldnotes\b(?! \(copy)/ }).click();
  await again.signedInAs(emails.ada);
  expect(namesIn(kept)).toEqual(['Fieldnotes (copy)', 'Fieldnotes']);
});
