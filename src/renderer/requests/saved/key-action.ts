import type { KeyboardEvent } from 'react';

import type { SavedItem } from '../../../shared/saved-request.ts';

export interface KeyActions {
  readonly step: (by: -1 | 1) => void;
  readonly edge: (last: boolean) => void;
  readonly fold: (open: boolean) => void;
  readonly rename: () => void;
  readonly duplicate: () => void;
  readonly remove: () => void;
}

/** What a key does on a line of the list. False for a key that is nobody's business here. */
export function keyAction(event: KeyboardEvent, item: SavedItem, actions: KeyActions): boolean {
  const command = event.ctrlKey || event.metaKey;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') actions.step(event.key === 'ArrowDown' ? 1 : -1);
  else if (event.key === 'Home' || event.key === 'End') actions.edge(event.key === 'End');
  else if ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && !event.altKey) {
    actions.fold(event.key === 'ArrowRight');
  } else if (event.key === 'F2') actions.rename();
  else if (event.key === 'Delete') actions.remove();
  else if (command && event.key.toLowerCase() === 'd' && item.kind === 'request') actions.duplicate();
  else return false;
  return true;
}
