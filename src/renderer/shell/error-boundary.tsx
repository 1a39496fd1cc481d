import { Component, type ReactNode } from 'react';

import type { Failure } from '../../shared/failure.ts';
import { LoadAgain } from '../components/load-again.tsx';
import styles from './shell.module.css';

const drawingFailed: Failure = {
  code: 'internal',
  what: 'This page could not be drawn.',
  why: 'There is a mistake in Latchkey itself. Your sign-ins are not touched by it.',
  next: 'Load the page again. If it stays like this, send the report to whoever supports Latchkey for you.',
};

/** A bug in a component ends here, in words, and not in an empty window. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className={styles['broken']}>
        <LoadAgain failure={drawingFailed} />
      </main>
    );
  }
}
