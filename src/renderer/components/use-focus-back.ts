import { useEffect, useState } from 'react';

/** What had the focus before the first of several dialogs, of which each came in the place of the one before. */
let beforeTheFirst: Element | null = null;

/**
 * For what comes and goes with the focus in it, such as a dialog: once it is gone, what had the focus before has it
 * again, unless something else took it meanwhile.
 */
export function useFocusBack(): void {
  const [places] = useState(() => {
    if (document.querySelector('[role="dialog"]') === null) beforeTheFirst = document.activeElement;
    return [document.activeElement, beforeTheFirst];
  });
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      const place = isLost ? places.find((one) => one !== document.body && one?.isConnected === true) : null;
      if (place instanceof HTMLElement) place.focus();
    },
    [places],
  );
}
