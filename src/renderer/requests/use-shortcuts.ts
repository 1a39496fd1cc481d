import { useEffect, useEffectEvent } from 'react';

/** Ctrl+Enter sends, Ctrl+S saves and Ctrl+L goes to the URL (on macOS with Command), wherever the focus is in the window. */
export function useShortcuts(actions: {
  readonly send: () => void;
  readonly save: () => void;
  readonly goToUrl: () => void;
}): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    // A question that is open has the keys.
    if (document.querySelector('[role="dialog"]') !== null) return;
    const key = event.key.toLowerCase();
    if (key !== 'enter' && key !== 's' && key !== 'l') return;
    event.preventDefault();
    if (key === 'enter') actions.send();
    else if (key === 's') actions.save();
    else actions.goToUrl();
  });
  useEffect(() => {
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, []);
}
