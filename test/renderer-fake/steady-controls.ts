import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** What could be pressed and then was elsewhere: its name, where from and where to. */
    readonly movedControls: readonly string[];
  }
}

/** Before a page is opened: has it watch where everything stands that can be pressed, in every frame. */
export async function watchControls(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const pressable = 'button, a, input, select, textarea, summary, [role="tab"]';
    const places = new Map<Element, { readonly x: number; readonly y: number }>();
    const moved: string[] = [];
    Object.defineProperty(window, 'movedControls', { value: moved });
    const look = (): void => {
      for (const element of document.querySelectorAll(pressable)) {
        const { x, y, width, height } = element.getBoundingClientRect();
        if (width === 0 || height === 0) continue;
        const scroller = element.closest('main');
        const here = { x, y: y + (scroller?.scrollTop ?? 0) };
        const before = places.get(element);
        places.set(element, here);
        if (before === undefined || Math.hypot(here.x - before.x, here.y - before.y) < 4) continue;
        const name = element.getAttribute('aria-label') ?? element.textContent;
        const [from, to] = [before, here].map((place) => `${Math.round(place.x)},${Math.round(place.y)}`);
        moved.push(`${name === '' ? element.tagName : name}: from ${String(from)} to ${String(to)}`);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
