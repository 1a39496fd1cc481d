import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

import styles from './question.module.css';

/** One question over the page, with its answers below. The page never scrolls, so there is no scroll to lock. */
export function Question({
  title,
  answers,
  onClose,
  wide = false,
  children,
}: {
  readonly title: ReactNode;
  readonly answers: ReactNode;
  readonly onClose: () => void;
  /** For more than words. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
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
      <div className={styles['buttons']}>{answers}</div>
    </Modal>
  );
}
