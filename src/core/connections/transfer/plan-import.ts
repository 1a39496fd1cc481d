import type { IncomingChoice } from '../../../shared/connections-file.ts';
import type { Connection, ConnectionId, ConnectionSettings } from '../../../shared/connection.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import { failure } from '../../failures/failure.ts';
import type { ConnectionChanges } from '../connection-store.ts';
import { randomTag } from '../new-tags.ts';
import { hasSameEndpoints } from './find-known.ts';
import type { FileConnection } from './judge-entry.ts';

/** What a person said of a file that they looked at. */
export interface ImportAnswer {
  readonly choices: readonly IncomingChoice[];
  readonly allowOrigins: boolean;
}

/** The part of a plan that is one change of the list. */
export type ImportChanges = Required<Pick<ConnectionChanges, 'add' | 'update'>>;

/**
 * What the person chose, as one change of the list. A connection that is replaced keeps what the file cannot know: its
 * addresses, its secret and what was confirmed of its provider. API origins are taken over only where that was ticked (R24).
 * Fails with `changed-outside` where a connection is not any more what was shown.
 */
export function planImport(
  incoming: readonly FileConnection[],
  known: readonly (ConnectionId | null)[],
  { choices, allowOrigins }: ImportAnswer,
  find: (id: ConnectionId) => Connection | null,
): Result<ImportChanges> {
  const add: ConnectionSettings[] = [];
  const update = new Map<ConnectionId, ConnectionSettings>();
  for (const [index, as] of new Map(choices.map((choice) => [choice.index, choice.as]))) {
    const one = incoming[index];
    if (one === undefined) return fail(changed);
    if (as === 'new') {
      add.push(asNew(one, allowOrigins));
      continue;
    }
    const id = known[index] ?? null;
    const before = id === null ? null : find(id);
    if (before === null || !hasSameEndpoints(before, one)) return fail(changed);
    update.set(before.id, replaced(before, one, allowOrigins));
  }
  return succeed({ add, update });
}

/** A manual connection gets a tag that nobody outside could choose (R87). */
function asNew({ settings, endpoints }: FileConnection, allowOrigins: boolean): ConnectionSettings {
  return {
    ...settings,
    apiOrigins: allowOrigins ? settings.apiOrigins : [],
    ...(endpoints === null ? {} : { manual: { ...endpoints, tag: randomTag() } }),
  };
}

function replaced(
  before: Connection,
  { settings }: FileConnection,
  allowOrigins: boolean,
): ConnectionSettings {
  return {
    ...settings,
    apiOrigins: allowOrigins ? settings.apiOrigins : before.apiOrigins,
    ...(before.confidential === true ? { confidential: true } : {}),
  };
}

const changed = failure(
  'changed-outside',
  'Nothing was imported.',
  'Your connections are not any more what they were when the file was read.',
  'Choose the file again, and look at what would change.',
);
