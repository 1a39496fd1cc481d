/**
 * For the `ref` of an element in a dialog: what the dialog marks with `data-autofocus` has the focus as soon as the dialog is
 * there. Mantine moves it a turn later, and what somebody typed until then would go to the page behind, or nowhere.
 */
export function focusFirst(within: HTMLElement | null): void {
  const first = within?.closest('[role="dialog"]')?.querySelector('[data-autofocus]');
  if (first instanceof HTMLElement) first.focus({ preventScroll: true });
}
