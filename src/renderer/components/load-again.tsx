import { Button } from '@mantine/core';

import type { Failure } from '../../shared/failure.ts';
import { FailureView } from './failure-view.tsx';

/** Something of the window that is not there, and the way to have the window anew. */
export function LoadAgain({ failure }: { readonly failure: Failure }) {
  return (
    <FailureView failure={failure}>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          window.location.reload();
        }}
      >
        Load again
      </Button>
    </FailureView>
  );
}
