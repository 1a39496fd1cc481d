import { Component, type ReactNode } from 'react';

import type { Failure } from '../../shared/failure.ts';
import { LoadAgain } from './load-again.tsx';
import styles from './unread-part.module.css';

/** A file of the page's own that could not be read. */
export class UnreadPart extends Error {
  constructor(cause: unknown) {
    super('A part of the page could not be read.', { cause });
    this.name = 'UnreadPart';
  }
}

const unread: Failure = {
  code: 'internal',
  what: 'This part of the window could not be opened.',
  why: 'One of Latchkey’s own files could not be read, for example because Latchkey was updated while it runs. Your sign-ins are not touched by it.',
  next: 'Load the window again. If it stays like this, quit Latchkey and start it again.',
};

interface State {
  readonly error: unknown;
}

/** Says in its place that a part could not be read, and leaves the rest of the window as it is. Other errors go on. */
export class UnreadPartBoundary extends Component<
  {
    /** What could not be read is no longer shown. */
    readonly onGone: () => void;
    readonly children: ReactNode;
  },
  State
> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentWillUnmount(): void {
    if (this.state.error !== null) this.props.onGone();
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof UnreadPart)) throw error;
    return (
      <div className={styles['unread']} role="alert">
        <LoadAgain failure={unread} />
      </div>
    );
  }
}
