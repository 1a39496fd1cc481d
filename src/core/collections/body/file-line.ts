import type { FileToSend, NamedFile } from '../../../shared/request-body.ts';
import { referenceTo } from '../files-beside.ts';

const fileLine = /^<[ \t]+(\S[^\r\n]*?)\s*$/;

/** `< ./photo.png`, as editors name a file that is sent. */
export function writeFileLine(file: FileToSend): string {
  return `< ${referenceTo(file)}`;
}

/** The file that a line names; null where it names none. `fileName`: what the file is called when it is sent. */
export function readFileLine(line: string, fileName: string | null = null): NamedFile | null {
  const path = fileLine.exec(line)?.[1];
  if (path === undefined) return null;
  const name = fileName ?? path.replace(/^.*[/\\](?=.)/s, '');
  return path === `./${name}` ? { ticket: null, name } : { ticket: null, name, path };
}
