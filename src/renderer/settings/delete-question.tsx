import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';

import { Button, Modal } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { goTo } from '../navigation/use-route.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './delete-question.module.css';

/** The one question before a connection is deleted. The page never scrolls, so there is no scroll to lock. */
export function DeleteQuestion({
  connection,
  onClose,
}: {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}) {
  const remove = useAction();
  const removeIt = async (): Promise<void> => {
    const result = await remove.run(() => window.latchkey.removeConnection({ id: connection.id }));
    if (result.ok) goTo({ kind: 'home' });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      centered
      lockScroll={false}
      withCloseButton={false}
      transitionProps={{ duration: 0 }}
      title={<>Delete {visibleLine(connection.name)}?</>}
      classNames={{ title: styles['title'] ?? '' }}
    >
      <p>
        You are signed out, the provider is told, and everything Latchkey keeps for this connection is erased.
      </p>
      {remove.failure === null ? null : <FailureView failure={remove.failure} />}
      <div className={styles['buttons']}>
        <Button variant="default" data-autofocus onClick={onClose}>
          Keep
        </Button>
        <Button
          color="red"
          loading={remove.busy}
          onClick={() => {
            void removeIt();
          }}
        >
          Delete
        </Button>
      </div>
    </Modal>
  );
}
