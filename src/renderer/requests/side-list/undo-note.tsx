import { ActionIcon, Button } from '@mantine/core';
import type { ReactNode } from 'react';

import { CrossIcon } from '../../components/icons.tsx';

/** What was done last, with the way back from it. */
export function UndoNote({
  children,
  onUndo,
  onForget,
}: {
  readonly children: ReactNode;
  /** Null: there is nothing to undo. */
  readonly onUndo: (() => void) | null;
  readonly onForget: () => void;
}) {
  return (
    <>
      <span>{children}</span>
      {onUndo === null ? null : (
        <Button variant="subtle" size="compact-xs" onClick={onUndo}>
          Undo
        </Button>
      )}
      <ActionIcon aria-label="Put this note away" size="sm" onClick={onForget}>
        <CrossIcon />
      </ActionIcon>
    </>
  );
}
