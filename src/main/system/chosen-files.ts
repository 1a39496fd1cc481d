import { randomBytes } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { base32 } from '../../core/oauth/base32.ts';
import { FetchError, type BodyStream } from '../../core/ports/fetch.ts';
import type { Uploads } from '../../core/ports/uploads.ts';
import type { ChosenFile } from '../../shared/request-body.ts';

/** Files whose tickets hold; the oldest is forgotten. */
const maximumFiles = 100;
/** Bytes that are read at once. */
const chunkBytes = 262_144;

type Opening = () => Promise<FileHandle>;

/** The files that a person chose in the system's dialog: nothing that the page says can name another one. */
export interface ChosenFiles extends Uploads {
  /** A ticket for a file. @throws Node's own error where it cannot be read. */
  add(path: string): Promise<ChosenFile>;
  /** A ticket for a file that is opened, each time, as its owner says. @throws whatever opening it throws. */
  addOpenedBy(name: string, opened: () => Promise<FileHandle>): Promise<ChosenFile>;
}

export function createChosenFiles(): ChosenFiles {
  const files = new Map<string, { readonly opened: Opening; readonly size: number }>();

  async function addOpenedBy(name: string, opened: Opening): Promise<ChosenFile> {
    const file = await opened();
    try {
      const { size } = await file.stat();
      const ticket = base32(randomBytes(16));
      files.set(ticket, { opened, size });
      for (const oldest of files.keys()) {
        if (files.size <= maximumFiles) break;
        files.delete(oldest);
      }
      return { ticket, name, size };
    } finally {
      await file.close();
    }
  }

  return {
    add: (path) => addOpenedBy(basename(path), () => open(path, 'r')),
    addOpenedBy,
    open(ticket) {
      const known = files.get(ticket);
      return known === undefined ? null : streamOf(known.opened, known.size);
    },
  };
}

function streamOf(opened: Opening, size: number): BodyStream {
  return { size, chunks: () => chunksOf(opened, size) };
}

async function* chunksOf(opened: Opening, size: number): AsyncGenerator<Uint8Array> {
  const file = await openFile(opened);
  try {
    for (let at = 0; at < size;) {
      const bytes = new Uint8Array(Math.min(chunkBytes, size - at));
      const bytesRead = await readFrom(file, bytes, at);
      // Less than was announced cannot be sent as if it were all.
      if (bytesRead === 0) throw unreadable('It became shorter.');
      yield bytes.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

async function openFile(opened: Opening): Promise<FileHandle> {
  try {
    return await opened();
  } catch (error) {
    throw unreadable('It cannot be opened.', error);
  }
}

async function readFrom(file: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  try {
    return (await file.read(bytes, 0, bytes.byteLength, position)).bytesRead;
  } catch (error) {
    throw unreadable('It cannot be read.', error);
  }
}

function unreadable(message: string, cause?: unknown): FetchError {
  return new FetchError('disk-failed', message, { cause });
}
