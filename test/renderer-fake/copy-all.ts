import type { Page } from 'playwright-core';

/** What a selection of the whole text of an answer puts on the clipboard. */
export const copyAll = (page: Page): Promise<string> =>
  page.getByLabel('Response body').evaluate((section) => {
    getSelection()?.selectAllChildren(section);
    return new Promise<string>((resolve) => {
      document.addEventListener(
        'copy',
        (event) => {
          resolve(event.clipboardData?.getData('text/plain') ?? '');
        },
        { once: true },
      );
      document.execCommand('copy');
    });
  });
