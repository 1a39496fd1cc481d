import { bodyFiles, type FileToSend, type NamedFile, type RequestBody } from '../../shared/request-body.ts';
import type { SavedPath } from '../../shared/saved-request.ts';
import { folderOf, joinPath } from './saved-path.ts';

/** Deep enough for any folder of saved requests, as they are read twelve deep. */
const deepest = 12;
/** Of other meaning on some system: drives and streams, the other separator, patterns, and what cannot be seen. */
const meaningful = /[:\\*?"<>|]|\p{Cc}|\p{Cf}/u;

/** The files that a body names and that nobody chose yet. */
export function namedFiles(body: RequestBody | null): readonly NamedFile[] {
  return bodyFiles(body).filter((file) => file.ticket === null);
}

/** A file as the line of a request names it. */
export function referenceTo(file: FileToSend): string {
  return file.path ?? `./${file.name}`;
}

/**
 * Where a file lies that a saved request names: in the folder of the request or below it, by plain names. Null for anything
 * else: a request that came from elsewhere may name whatever it likes. What is hidden stays so, as in the list of requests.
 * Pure: whether a link lies on the way is seen when the file is opened.
 */
export function placeBeside(request: SavedPath, file: NamedFile): SavedPath | null {
  const names = referenceTo(file).replace(/^\.\//, '').split('/');
  return names.length <= deepest && names.every(isPlain)
    ? joinPath(folderOf(request), names.join('/'))
    : null;
}

function isPlain(name: string): boolean {
  return name !== '' && !name.startsWith('.') && !meaningful.test(name) && !/[. ]$/.test(name);
}
