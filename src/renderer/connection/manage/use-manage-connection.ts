import { useState } from 'react';

import type { ConnectionView } from '../../../shared/connection.ts';
import type { ExportedConnections } from '../../../shared/connections-file.ts';
import type { Failure } from '../../../shared/failure.ts';
import { useAction } from '../../api/use-action.ts';
import type { MenuItem } from '../../components/menu-button.tsx';
import { goTo } from '../../navigation/use-route.ts';
import { askedOfConnection } from './asked-of-connection.ts';

/** What was done last with a connection as a whole. */
export type ManageNote =
  { readonly kind: 'cloned' } | { readonly kind: 'exported'; readonly exported: ExportedConnections };

export interface ManageConnection {
  readonly items: readonly MenuItem[];
  readonly note: ManageNote | null;
  readonly failure: Failure | null;
  readonly forgetNote: () => void;
}

/** What can be done with a connection as a whole, whatever its session: the menu and the search offer it. */
export function useManageConnection({ id, demo }: ConnectionView): ManageConnection {
  const action = useAction();
  const [note, setNote] = useState<ManageNote | null>(null);

  const clone = async (): Promise<void> => {
    const result = await action.run(() => window.latchkey.cloneConnection({ id }));
    if (!result.ok) return;
    askedOfConnection.ask({ id: result.value.id, what: 'say-cloned' });
    goTo({ kind: 'connection', id: result.value.id, tab: 'settings' });
  };

  const exportIt = async (): Promise<void> => {
    const result = await action.run(() => window.latchkey.exportConnections({ id }));
    if (result.ok && result.value !== null) setNote({ kind: 'exported', exported: result.value });
  };

  askedOfConnection.useAsked(
    (asked) => asked.id === id,
    ({ what }) => {
      if (what === 'clone') void clone();
      else if (what === 'export') void exportIt();
      else setNote({ kind: 'cloned' });
    },
  );

  return {
    items: [
      { label: 'Clone', onPress: () => void clone() },
      // The demo lives on this computer only.
      ...(demo ? [] : [{ label: 'Export…', onPress: () => void exportIt() }]),
    ],
    note,
    failure: action.failure,
    forgetNote: () => {
      setNote(null);
    },
  };
}
