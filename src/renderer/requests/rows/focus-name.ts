/**
 * Puts the focus into the name of a row, from the button that removes the row: in the place of the last row is then the one
 * to be typed into, which has no such button.
 */
export function focusName(button: HTMLButtonElement): void {
  button.parentElement?.querySelector<HTMLInputElement>('input:not([type="checkbox"])')?.focus();
}
