import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { root } from '../../../scripts/lib/paths.mjs';
import { electronCommand } from '../../support/electron-runtime.ts';
import type { Desktop } from './desktop.ts';
import { openElectron } from './open-electron.ts';
import { eventually, runToEnd } from './processes.ts';
import type { Environment } from './processes.ts';
import type { World } from './world.ts';

/** The app of `examples/embedding` while it runs. */
export interface ExampleApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Where Electron keeps everything of it. */
  readonly profile: string;
}

/** Builds the example as its guide says; returns how it is started on this desktop. */
export async function buildExample({ desktop }: World): Promise<readonly string[]> {
  const built = join(desktop.folder, 'field-notes');
  await runToEnd(process.execPath, [join(root, 'examples/embedding/build.mjs'), built], desktop.env);
  const electron = electronCommand(join(built, 'main.cjs'), desktop.folder, true);
  return [...electron, `--user-data-dir=${profileOf(desktop)}`];
}

/** Starts it at the provider of this world, and waits for its page. */
export async function startExample(world: World, command: readonly string[]): Promise<ExampleApp> {
  const { desktop } = world;
  const profile = profileOf(desktop);
  const address = 'app://field-notes/';
  const { electron, page } = await openElectron({
    command,
    env: environmentOf(world),
    cwd: desktop.folder,
    profile,
    address,
  });
  await page.getByRole('heading', { name: 'Field Notes' }).waitFor();
  const kept = await electron.evaluate(({ app }) => app.getPath('userData'));
  if (kept !== profile) throw new Error(`The example keeps its data in ${kept}, not in ${profile}.`);
  return { electron, page, profile };
}

function profileOf({ folder }: Desktop): string {
  return join(folder, 'field-notes-profile');
}

/** Starts it once more while it runs, as a person does from a menu; ends when that start has ended by itself. */
export async function startExampleAgain(world: World, command: readonly string[]): Promise<void> {
  const [executable = '', ...args] = command;
  await runToEnd(executable, args, environmentOf(world));
}

function environmentOf({ desktop, provider }: World): Environment {
  return { ...desktop.env, FIELD_NOTES_ISSUER: provider.issuer, FIELD_NOTES_API: provider.apiOrigin };
}

/** Presses *Load* for an address. */
export async function loadPath(page: Page, address: string): Promise<void> {
  await page.getByLabel('Address').fill(address);
  await page.getByRole('button', { name: 'Load' }).click();
}

/** Presses *Load*, again and again, until the sign-in has arrived, which the browser has just ended; nothing runs afterwards. */
export async function loadOnceSignedIn(page: Page, address: string): Promise<void> {
  await eventually('an answer', async () => {
    await loadPath(page, address);
    await page.locator('#answer[aria-busy="false"]').waitFor();
    const words = await page.getByRole('status').innerText();
    return words.startsWith('200') ? true : null;
  });
}
