import { ActionIcon, Button } from '@mantine/core';

import { ListIcon } from '../components/icons.tsx';
import { MenuButton } from '../components/menu-button.tsx';
import oneLine from '../components/one-line.module.css';
import { visibleLine } from '../words/visible-text.ts';
import type { Composition } from './kept-drafts.ts';
import styles from './request-head.module.css';
import { isChanged } from './saved/saved-composition.ts';

/** Which request is in the editor, and what can be done with it as a whole. */
export function RequestHead({
  composition,
  paneShown,
  onPane,
  onSave,
  onSaveNew,
  onNew,
  onCopyAsCurl,
  onVariables,
}: {
  readonly composition: Composition;
  /** Whether the saved requests are shown beside it. */
  readonly paneShown: boolean;
  readonly onPane: () => void;
  readonly onSave: () => void;
  readonly onSaveNew: () => void;
  readonly onNew: () => void;
  readonly onCopyAsCurl: () => void;
  readonly onVariables: () => void;
}) {
  const { saved } = composition;
  return (
    <div className={styles['head']}>
      <ActionIcon
        aria-label="Saved requests"
        aria-expanded={paneShown}
        title={paneShown ? 'Hide saved requests' : 'Show saved requests'}
        onClick={onPane}
      >
        <ListIcon />
      </ActionIcon>
      <h2 className={styles['name']} title={saved?.name}>
        <bdi className={oneLine['line']}>{saved === null ? 'New request' : visibleLine(saved.name)}</bdi>
      </h2>
      <span className={styles['changed']}>{isChanged(composition) ? 'Not saved' : ''}</span>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onVariables}>
        Variables
      </Button>
      <Button variant="default" size="compact-sm" title="Ctrl+S" onClick={onSave}>
        Save
      </Button>
      <MenuButton
        name="More for this request"
        items={[
          { label: 'New request', onPress: onNew },
          { label: 'Save as a new one…', onPress: onSaveNew },
          { label: 'Copy as curl', onPress: onCopyAsCurl },
        ]}
      >
        ⋯
      </MenuButton>
    </div>
  );
}
