import { useEffect, useEffectEvent } from 'react';

import { assertNever } from '../../shared/result.ts';
import { goTo } from '../navigation/use-route.ts';

/** Ctrl+K (on macOS Command+K) and the menu's requests to the page. */
export function useMenuCommands(openSearch: () => void): void {
  const search = useEffectEvent(openSearch);
  useEffect(
    () =>
      window.latchkey.on('menuCommand', (command) => {
        switch (command) {
          case 'add-connection':
            goTo({ kind: 'add' });
            return;
          case 'open-settings':
          case 'about':
            goTo({ kind: 'app-settings' });
            return;
          case 'open-search':
            search();
            return;
          default:
            assertNever(command);
        }
      }),
    [],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      search();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
