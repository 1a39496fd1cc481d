import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openApi } from '../../demo/api/open-api.ts';
import { startLoopbackServer } from '../support/loopback-server.ts';
import type { LoopbackServer } from '../support/loopback-server.ts';
import { violations } from './harness/accessibility.ts';
import { openWorld } from './harness/open-world.ts';
import type { OpenWorld } from './harness/open-world.ts';
import { eventually } from './harness/processes.ts';
import { filesBelow } from './harness/profile.ts';
import { answerOpenDialog, answerSaveDialog, proposedName } from './requests/support/file-dialogs.ts';
import { closedReason } from './security/support/caged-app.ts';

const swagger = 'swagger: "2.0"\npaths: {}\n';

let opened: OpenWorld;
let server: LoopbackServer;
let document: string;

beforeAll(async () => {
  opened = await openWorld('import', {}, async (world) => {
    const { provider } = world;
    document = JSON.stringify(openApi(provider.apiOrigin, provider.issuer));
    server = await startLoopbackServer((request, response) => {
      response.end(request.path === '/openapi.json' ? document : swagger);
    });
    await world.signInFresh();
  });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await opened.world.picture(`import ${task.name.slice(0, 40)}`);
});
afterAll(async () => {
  await opened.close();
  await server.close();
});

async function openImport(): Promise<Locator> {
  const { window } = opened.world;
  await window.button('Folder of saved requests').click();
  await window.button('Import…').click();
  const dialog = window.page.getByRole('dialog', { name: 'Import requests' });
  await dialog.waitFor();
  return dialog;
}

it('R24-: an OpenAPI document is imported from an address, one of its requests is sent, and the import is undone', async () => {
  const { world } = opened;
  const { desktop, window } = world;
  const { page } = window;
  await window.openTab('Requests');
  const dialog = await openImport();
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel('Address').fill(`${server.origin}/swagger.yaml`);
  await dialog.getByRole('button', { name: 'Read' }).click();
  await dialog.getByText('Convert it to OpenAPI 3').waitFor();

  await dialog.getByLabel('Address').fill(`${server.origin}/openapi.json`);
  await page.keyboard.press('Enter');
  await dialog.getByText('Fieldnotes').first().waitFor();
  expect(server.seen.every(({ headers }) => !('authorization' in headers || 'cookie' in headers))).toBe(true);
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel('Choose all that are listed').click();
  await dialog.getByLabel('Find an operation').fill('your notes');
  await dialog.getByLabel('GET /v1/notes: All your notes').check();
  await world.picture('import');
  await dialog.getByRole('button', { name: 'Import 1 request' }).click();
  await page.getByRole('treeitem', { name: 'Fieldnotes' }).waitFor();

  await page.getByRole('treeitem', { name: 'All your notes' }).click();
  await page.getByRole('heading', { name: 'All your notes' }).waitFor();
  await window.button('Send').click();
  await window.response.getByText('200 OK').waitFor();
  const [file = ''] = filesBelow(desktop.profile).filter((path) => path.endsWith('All your notes.http'));
  expect(readFileSync(join(desktop.profile, file), 'utf8')).toBe(
    '### All your notes\nGET {{fieldnotes.server}}/v1/notes\n',
  );

  await window.button('Undo').click();
  await page.getByRole('treeitem', { name: 'Fieldnotes' }).waitFor({ state: 'detached' });
  // What the API lies at was never allowed by an import: only what the person had allowed before.
  expect(readFileSync(join(desktop.profile, 'connections.json'), 'utf8')).not.toContain(server.origin);
});

it('R24-: an OpenAPI document is imported from a file, exported as files and as a document, and that is imported again', async (context) => {
  const { world } = opened;
  const { desktop, window } = world;
  const electron = world.app.electron ?? context.skip(closedReason);
  const { page } = window;
  const path = join(desktop.folder, 'openapi.yaml');
  writeFileSync(path, document);
  await answerOpenDialog(electron, path);
  const dialog = await openImport();
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await dialog.getByText('openapi.yaml').waitFor();
  await dialog.getByRole('button', { name: /^Import 1\d requests$/ }).click();
  await page.getByText(/^1\d requests were imported\.$/).waitFor();
  await eventually('the files', () =>
    filesBelow(desktop.profile).filter((name) => name.endsWith('.http')).length > 9 ? true : null,
  );
  const exported = join(desktop.folder, 'exported');
  mkdirSync(exported);
  await answerOpenDialog(electron, exported);
  await page.getByRole('treeitem', { name: 'Fieldnotes' }).click();
  await window.button('Export…').click();
  await window.shows('Exported to');
  expect(filesBelow(exported)).toContain('Fieldnotes/All your notes.http');

  const document31 = join(desktop.folder, 'written.yaml');
  await answerSaveDialog(electron, document31);
  await window.button('As OpenAPI…').click();
  await page.getByText('Exported to').filter({ hasText: 'written.yaml' }).waitFor();
  expect(await proposedName(electron)).toBe('Fieldnotes.yaml');
  expect(await violations(page)).toEqual([]);
  await answerOpenDialog(electron, document31);
  await openImport();
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await dialog.getByText('written.yaml').waitFor();
  await dialog.getByRole('button', { name: /^Import \d+ requests$/ }).click();
  await page.getByText(/requests were imported\.$/).waitFor();
  const requests = (folder: string): readonly string[] =>
    filesBelow(desktop.profile)
      .filter((name) => name.includes(`/${folder}/`) && name.endsWith('.http'))
      .map((name) => `${basename(name)}\n${readFileSync(join(desktop.profile, name), 'utf8')}`)
      .toSorted();
  expect(requests('Fieldnotes').length).toBeGreaterThan(9);
  expect(requests('Fieldnotes 2')).toEqual(requests('Fieldnotes'));

  // What the API lies at was never allowed by an import: only what the person had allowed before.
  expect(readFileSync(join(desktop.profile, 'connections.json'), 'utf8')).not.toContain(server.origin);
});
