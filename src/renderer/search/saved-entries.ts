import type { ConnectionId } from '../../shared/connection.ts';
import type { SavedItem } from '../../shared/saved-request.ts';
import { folderOf } from '../requests/saved/saved-rows.ts';
import type { Found } from './search-actions.ts';

/** The saved requests of a connection as the search finds them: by name, method, address and folder. */
export function savedEntries(id: ConnectionId, items: readonly SavedItem[]): readonly Found[] {
  return items.flatMap((item): readonly Found[] => {
    if (item.kind === 'folder') return savedEntries(id, item.items);
    if (item.kind === 'problem') return [];
    const folder = folderOf(item.path);
    return [
      {
        id: `saved ${item.path}`,
        label: item.name,
        description: `${item.method} ${item.url}${folder === '' ? '' : ` in ${folder}`}`,
        effect: { kind: 'open-saved', id, path: item.path },
      },
    ];
  });
}
