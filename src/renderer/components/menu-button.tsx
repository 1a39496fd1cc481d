import { UnstyledButton } from '@mantine/core';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

import { TickIcon } from './icons.tsx';
import styles from './menu-button.module.css';

export interface MenuItem {
  readonly label: string;
  /** Given: the item is a choice that stays, not an action. */
  readonly checked?: boolean;
  readonly onPress: () => void;
}

/**
 * A button that opens a short list of buttons under itself. The items are buttons and no `menuitem`s: they do
 * what a button does, are reached by Tab as well as by arrows, and are called so in the documents.
 */
export function MenuButton({
  name,
  items,
  children,
  className,
}: {
  readonly name: string;
  readonly items: readonly MenuItem[];
  readonly children: ReactNode;
  readonly className?: string | undefined;
}) {
  const [open, setOpen] = useState(false);
  const panelId = useId();
  const box = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
      toggle.current?.focus();
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    if (!open) {
      setOpen(true);
      return;
    }
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>('[data-menu-item]') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons.at((at + step + buttons.length) % buttons.length)?.focus();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys belong to the buttons inside
    <div
      ref={box}
      className={styles['box']}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) => {
        // Where the whole window lost the focus, as to the browser that comes forward, it stays where it was in the page.
        const stays = currentTarget.contains(document.activeElement);
        if (!stays && !currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      <UnstyledButton
        ref={toggle}
        className={className ?? styles['toggle']}
        aria-label={name}
        aria-expanded={open}
        aria-controls={open ? panelId : undefined}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {children}
      </UnstyledButton>
      {open ? (
        <ul id={panelId} className={styles['panel']}>
          {items.map((item) => (
            <li key={item.label}>
              <UnstyledButton
                className={styles['item']}
                data-menu-item
                {...(item.checked === undefined ? {} : { role: 'checkbox', 'aria-checked': item.checked })}
                onClick={() => {
                  setOpen(false);
                  toggle.current?.focus();
                  item.onPress();
                }}
              >
                {item.checked === undefined ? null : (
                  <span className={styles['tick']} data-on={item.checked}>
                    <TickIcon />
                  </span>
                )}
                {item.label}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
