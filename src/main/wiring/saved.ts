import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { shell } from 'electron';
import type { Collections } from '../../core/collections/collections.ts';
import { createCollections } from '../../core/collections/create-collections.ts';
import { nodeFolders, nodeFolderWatch } from '../../core/collections/node-folders.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Files } from '../../core/ports/files.ts';
import type { ConnectionId } from '../../shared/connection.ts';
import type { CollectionView } from '../../shared/saved-request.ts';
import type { SendEvent } from '../ipc/send.ts';
import type { Settings } from '../settings/settings.ts';

export interface SavedDeps {
  readonly clock: Clock;
  readonly files: Files;
  /** The profile's folder. */
  readonly folder: string;
  readonly settings: Pick<Settings, 'requestFolder' | 'setRequestFolder'>;
  readonly send: SendEvent;
}

/** The saved requests of all connections, and what the page shows of them. */
export interface Saved {
  readonly collections: Collections;
  readonly view: (id: ConnectionId) => Promise<CollectionView>;
  readonly folderOf: (id: ConnectionId) => string;
  readonly keepFolder: (id: ConnectionId, folder: string) => void;
  readonly openFolder: (folder: string) => Promise<string>;
}

export function wireSaved({ clock, files, folder, settings, send }: SavedDeps): Saved {
  const folderOf = (id: ConnectionId): string => settings.requestFolder(id) ?? join(folder, 'requests', id);
  const view = async (id: ConnectionId): Promise<CollectionView> => ({
    connectionId: id,
    folder: folderOf(id),
    ...(await collections.of(id).items()),
  });
  const collections = createCollections({
    files,
    folders: nodeFolders,
    watch: nodeFolderWatch,
    clock,
    folderOf,
    changed: (id) => void view(id).then((shown) => send('savedChanged', shown)),
  });
  return {
    collections,
    view,
    folderOf,
    keepFolder: settings.setRequestFolder,
    async openFolder(path) {
      // Where nothing was ever saved there is none yet.
      await mkdir(path, { recursive: true });
      return shell.openPath(path);
    },
  };
}
