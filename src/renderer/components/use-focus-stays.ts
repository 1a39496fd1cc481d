import { useEffect, useRef, type RefObject } from 'react';

/**
 * For what goes when a button in it is pressed: the keyboard goes on from the first button that is left in `neighbours`, or
 * from the page.
 * @returns for the element that goes
 */
export function useFocusStays<T extends HTMLElement>(
  neighbours?: RefObject<HTMLElement | null>,
): RefObject<T | null> {
  const gone = useRef<T>(null);
  const hadFocus = useRef(false);
  useEffect(() => {
    const element = gone.current;
    const left = neighbours?.current;
    const follow = (): void => {
      hadFocus.current = true;
    };
    const leave = (event: FocusEvent): void => {
      // What is removed, or switched off while it is busy, loses the focus to nothing.
      hadFocus.current = event.relatedTarget === null;
    };
    element?.addEventListener('focusin', follow);
    element?.addEventListener('focusout', leave);
    return () => {
      element?.removeEventListener('focusin', follow);
      element?.removeEventListener('focusout', leave);
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (!hadFocus.current || !isLost) return;
      const next = left?.isConnected === true ? left.querySelector<HTMLElement>('button') : null;
      (next ?? document.querySelector<HTMLElement>('main'))?.focus();
    };
  }, [neighbours]);
  return gone;
}
