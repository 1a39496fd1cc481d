import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';

import { Modal } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';

import { focusFirst } from '../components/focus-first.ts';
import { useFocusBack } from '../components/use-focus-back.ts';
import { setUpSteps, type SetUpStep } from '../navigation/route.ts';
import styles from './wizard-dialog.module.css';

const stepNames: Readonly<Record<SetUpStep, string>> = {
  where: 'Where',
  register: 'Register',
  connect: 'Connect',
};

/** The frame of the three steps. Each step brings its own form; the first field of a new one has the focus. */
export function WizardDialog({
  title,
  step,
  opening,
  onClose,
  children,
}: {
  readonly title: ReactNode;
  readonly step: SetUpStep;
  /** No step is there yet: which it will be is being found out. */
  readonly opening: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  useFocusBack();
  const body = useRef<HTMLDivElement>(null);
  const now = opening ? null : step;
  const shown = useRef(now);
  useEffect(() => {
    if (shown.current === now) return;
    shown.current = now;
    const first = body.current?.querySelector('[data-autofocus]');
    if (first instanceof HTMLElement) first.focus();
  }, [now]);
  const at = setUpSteps.indexOf(step);
  return (
    <Modal
      opened
      size={760}
      yOffset="4vh"
      onClose={onClose}
      closeOnClickOutside={false}
      lockScroll={false}
      withCloseButton={false}
      transitionProps={{ duration: 0 }}
      title={title}
      classNames={{
        title: styles['title'] ?? '',
        header: styles['header'] ?? '',
        content: styles['content'] ?? '',
        body: styles['body'] ?? '',
      }}
    >
      <ol ref={focusFirst} className={styles['steps']} aria-label="Steps">
        {setUpSteps.map((name, index) => (
          <li key={name} aria-current={name === step ? 'step' : undefined} data-done={index < at}>
            <span className={styles['number']}>{index + 1}</span>
            {stepNames[name]}
          </li>
        ))}
      </ol>
      <div ref={body} className={styles['step']}>
        {children}
      </div>
    </Modal>
  );
}
