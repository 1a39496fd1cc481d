import type { NamedFile } from '../../shared/request-body.ts';

/** A file as a command names it: it is known by its name until somebody chooses it. */
export function namedFile(path: string, fileName: string | null = null): NamedFile {
  const name = fileName ?? path.replace(/^.*[/\\](?=.)/s, '');
  return path === name ? { ticket: null, name } : { ticket: null, name, path };
}
