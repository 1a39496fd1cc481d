import type { FileHandle } from 'node:fs/promises';
import type { Collections } from '../../../core/collections/collections.ts';
import { changedOutside, fileElsewhere, fileMissing } from '../../../core/collections/failures.ts';
import { namedFiles, placeBeside, referenceTo } from '../../../core/collections/files-beside.ts';
import { diskFailure } from '../../../core/failures/disk.ts';
import { systemErrorCode } from '../../../core/failures/system-error.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { NamedFile } from '../../../shared/request-body.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import type { SavedFiles, SavedPath } from '../../../shared/saved-request.ts';
import type { ChosenFiles } from '../../system/chosen-files.ts';
import { NotInside, openInside } from '../../system/open-inside.ts';
import type { Handlers } from '../answer.ts';
import { ofKnown } from './of-known.ts';

export interface SavedFileHandlerDeps {
  readonly collections: Pick<Collections, 'of'>;
  /** Whether there is such a connection. */
  readonly exists: (id: ConnectionId) => boolean;
  readonly folderOf: (id: ConnectionId) => string;
  readonly chosenFiles: Pick<ChosenFiles, 'addOpenedBy'>;
}

/** Of one request; of more the rest has to be chosen. Tickets hold for a hundred. */
const mostFiles = 50;

/**
 * Files that saved requests name. A request may come from anywhere, as with version control: none of its files is sent before
 * a person agreed to it for the request as it stands, and none from outside of its folder at all.
 */
export function savedFileHandlers(deps: SavedFileHandlerDeps): Pick<Handlers, 'takeSavedFiles'> {
  const known = ofKnown(deps.exists);
  /** Which files were agreed to in this run, by the request as it stood then. */
  const agreements = new Map<string, ReadonlySet<string>>();

  return {
    takeSavedFiles: ({ id, path, revision, agreed }) =>
      known(id, async (): Promise<Result<SavedFiles>> => {
        const opened = await deps.collections.of(id).open(path);
        if (!opened.ok) return opened;
        if (opened.value.revision !== revision) return fail(changedOutside(opened.value.name));
        const named = namedFiles(opened.value.request.body).slice(0, mostFiles);
        const root = deps.folderOf(id);
        const request = JSON.stringify([id, root, path, revision]);
        const before = agreements.get(request);
        const isAgreed = (file: NamedFile): boolean => agreed || before?.has(referenceTo(file)) === true;
        const found = await Promise.all(
          named.map((file) =>
            withFile(root, path, file, async (opening) =>
              isAgreed(file)
                ? { ...(await deps.chosenFiles.addOpenedBy(file.name, opening)), path: referenceTo(file) }
                : look(opening),
            ),
          ),
        );
        const files = found.flatMap((one) => (one.ok && one.value !== null ? [one.value] : []));
        const offered = named.filter((file, at) => found[at]?.ok === true && !isAgreed(file));
        const refused = found.find((one) => !one.ok);
        if (agreed && files.length === 0 && refused?.ok === false) return refused;
        // What was not there is not agreed to: nobody has seen it.
        if (agreed) agreements.set(request, new Set(files.map(referenceTo)));
        return succeed({ files, offered: offered.map(referenceTo) });
      }),
  };
}

/** @param use gets what opens the file: when it is looked at, and each time it is sent. */
async function withFile<T>(
  root: string,
  path: SavedPath,
  file: NamedFile,
  use: (opened: () => Promise<FileHandle>) => Promise<T>,
): Promise<Result<T>> {
  const place = placeBeside(path, file);
  if (place === null) return fail(fileElsewhere(file.name));
  try {
    return succeed(await use(() => openInside(root, place)));
  } catch (error) {
    return fail(whyNot(error, file.name));
  }
}

/** Whether it could be sent. */
async function look(opening: () => Promise<FileHandle>): Promise<null> {
  const file = await opening();
  await file.close();
  return null;
}

function whyNot(error: unknown, name: string): Failure {
  if (error instanceof NotInside) return fileElsewhere(name);
  const code = systemErrorCode(error);
  // A file where a folder should be leads nowhere, too.
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? fileMissing(name)
    : diskFailure(error, 'A file of the request cannot be read.', name);
}
