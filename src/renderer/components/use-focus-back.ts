import { useEffect, useState } from 'react';

/**
 * For what comes and goes with the focus in it, such as a dialog: once it is gone, what had the focus before has it
 * again, unless something else took it meanwhile.
 */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement) before.focus();
    },
    [before],
  );
}
