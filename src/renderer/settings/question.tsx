import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

import type { Failure } from '../../shared/failure.ts';
import { FailureView } from '../components/failure-view.tsx';
import { focusFirst } from '../components/focus-first.ts';
import { useFocusBack } from '../components/use-focus-back.ts';
import styles from './question.module.css';

/** One question over the page, with its answers below. The page never scrolls, so there is no scroll to lock. */
export function Question({
  title,
  answers,
  failure = null,
  onClose,
  wide = false,
  children,
}: {
  readonly title: ReactNode;
  readonly answers: ReactNode;
  /** Why what was answered could not be done. */
  readonly failure?: Failure | null;
  readonly onClose: () => void;
  /** For more than words. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  useFocusBack();
  return (
    <Modal
      opened
      size={wide ? 720 : 440}
      onClose={onClose}
      centered
      lockScroll={false}
      withCloseButton={false}
      transitionProps={{ duration: 0 }}
      title={title}
      classNames={{ title: styles['title'] ?? '' }}
    >
      {children}
      {failure === null ? null : (
        <div className={styles['failure']}>
          <FailureView failure={failure} />
        </div>
      )}
      <div ref={focusFirst} className={styles['buttons']}>
        {answers}
      </div>
    </Modal>
  );
}
