import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { createPageDriver, type PageDriver } from '../renderer-fake/page-driver.ts';
import { pictures, type Picture } from './pictures.ts';

const folder = join(root, 'docs', 'images');

/**
 * Takes the pictures of the documents from the built page, in light colours and without motion.
 * @param names those to take; none: all.
 * @returns what was written, with its size in bytes.
 */
export async function takePictures(
  names: readonly string[],
): Promise<readonly (readonly [string, number])[]> {
  mkdirSync(folder, { recursive: true });
  const driver = await createPageDriver();
  const written: (readonly [string, number])[] = [];
  try {
    for (const picture of pictures.filter(({ name }) => names.length === 0 || names.includes(name))) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one browser, one page at a time
      const png = await take(driver, picture);
      const file = `${picture.name}.png`;
      writeFileSync(join(folder, file), png);
      written.push([file, png.length]);
    }
  } finally {
    await driver.close();
  }
  return written;
}

async function take(
  driver: PageDriver,
  { scenario, hash, width = 820, height = 760, show }: Picture,
): Promise<Buffer> {
  const { page, close } = await driver.open(scenario, {
    hash,
    viewport: { width, height },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const shown = await show(page);
  await page.evaluate(() => document.fonts.ready.then(() => null));
  const png = await shown.screenshot({ animations: 'disabled', caret: 'hide' });
  await close();
  return png;
}
