import { join } from 'node:path';
import { _electron } from 'playwright-core';
import type { ElectronApplication, Page } from 'playwright-core';
import { root } from '../../../scripts/lib/paths.mjs';
import { electronCommand } from '../../support/electron-runtime.ts';
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
export async function buildExample({ desktop }: World): Promise<readonly [string, ...string[]]> {
  const built = join(desktop.folder, 'field-notes');
  await runToEnd(process.execPath, [join(root, 'examples/embedding/build.mjs'), built], desktop.env);
  return electronCommand(join(built, 'main.cjs'), desktop.folder, true);
}

/** Starts it at the provider of this world, and waits for its page. */
export async function startExample(world: World, command: readonly string[]): Promise<ExampleApp> {
  const [executablePath = '', ...args] = command;
  const electron = await _electron.launch({
    executablePath,
    args,
    env: environmentOf(world),
    cwd: world.desktop.folder,
    chromiumSandbox: true,
    timeout: 60_000,
  });
  const page = await electron.firstWindow();
  await page.getByRole('heading', { name: 'Field Notes' }).waitFor();
  const profile = await electron.evaluate(({ app }) => app.getPath('userData'));
  return { electron, page, profile };
}

/** Starts it once more while it runs, as a person does from a menu; ends when that start has ended by itself. */
export async function startExampleAgain(world: World, command: readonly string[]): Promise<void> {
  const [executable = '', ...args] = command;
  await runToEnd(executable, args, environmentOf(world));
}

function environmentOf({ desktop, provider }: World): Environment {
  return { ...desktop.env, FIELD_NOTES_ISSUER: provider.issuer, FIELD_NOTES_API: provider.apiOrigin };
}

/** Presses *Load* for a path of the provider’s API. */
export async function loadPath(page: Page, address: string): Promise<void> {
  await page.getByLabel('Address').fill(address);
  await page.getByRole('button', { name: 'Load' }).click();
}

/** Presses *Load* until the sign-in, which the browser has just ended, has arrived. */
export async function loadOnceSignedIn(page: Page, address: string): Promise<void> {
  await eventually('an answer', async () => {
    await loadPath(page, address);
    await page.getByRole('status').filter({ hasText: /\S/ }).waitFor();
    const words = await page.getByRole('status').innerText();
    return words.startsWith('200') ? true : null;
  });
}
