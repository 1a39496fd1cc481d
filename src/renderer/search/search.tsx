import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/spotlight/styles.layer.css';

import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { useEffect } from 'react';

import type { AppState } from '../../shared/app-state.ts';
import type { ConnectionView } from '../../shared/connection.ts';
import { visibleLine } from '../words/visible-text.ts';
import { runEffect } from './run-effect.ts';
import { searchEntries, type Found } from './search-actions.ts';

const [store, spotlight] = createSpotlight();

/** Ctrl+K: finds connections and every action. Loaded when it is asked for. */
export function Search({
  connections,
  selected,
  app,
  onClose,
}: {
  readonly connections: readonly ConnectionView[];
  readonly selected: ConnectionView | null;
  readonly app: AppState | null;
  readonly onClose: () => void;
}) {
  useEffect(() => {
    spotlight.open();
  }, []);
  const entries = searchEntries(connections, selected, app?.platform ?? 'linux', Date.now());
  const actionsOf = (group: Found['group']) => ({
    group,
    actions: entries
      .filter((entry) => entry.group === group)
      .map((entry) => ({
        id: entry.id,
        label: visibleLine(entry.label),
        description: visibleLine(entry.description),
        onClick: () => {
          runEffect(entry.effect);
        },
      })),
  });
  return (
    <Spotlight
      store={store}
      shortcut={null}
      actions={[actionsOf('Connections'), actionsOf('Actions')]}
      limit={60}
      scrollable
      maxHeight={380}
      lockScroll={false}
      nothingFound="Nothing is called that"
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
      searchProps={{ placeholder: 'Find a connection or an action', 'aria-label': 'Search' }}
      onSpotlightClose={onClose}
      aria-label="Search"
    />
  );
}
