import { basename } from 'node:path';
import type { FolderEntry } from '../../src/core/ports/folders.ts';
import type { SpoolDisk, SpoolHandle } from '../../src/core/ports/spool-disk.ts';
import type { HistoryFiles } from '../../src/core/history/segment-files.ts';
import { MemoryFiles } from './memory-files.ts';
import { systemError } from './system-error.ts';

/** The disk of a history in memory: files, folders and large files are the same ones. A full disk takes a part of what is written. */
export class MemoryHistoryDisk implements HistoryFiles {
  readonly files = new MemoryFiles();
  /** What a disk that is written to in pieces fails with; null: nothing. */
  refusal: string | null = null;

  readonly disk: SpoolDisk = {
    create: async (path) => {
      await Promise.resolve();
      this.#refuse();
      if (this.content.has(path)) throw systemError('EEXIST');
      this.content.set(path, new Uint8Array());
      return this.#handle(path);
    },
    open: async (path) => {
      await Promise.resolve();
      if (!this.content.has(path)) throw systemError('ENOENT');
      return this.#handle(path);
    },
    remove: async (path) => {
      await Promise.resolve();
      this.content.delete(path);
    },
    list: (folder) => this.files.list(folder),
  };

  readonly folders: HistoryFiles['folders'] = {
    entries: async (folder) => {
      const names = await this.files.list(folder);
      return names.length === 0 ? null : names.map((name) => this.#entry(folder, name));
    },
    move: async (from, to) => {
      await Promise.resolve();
      const moved = [...this.content.keys()].filter((path) => path === from || path.startsWith(`${from}/`));
      if (moved.length === 0) throw systemError('ENOENT');
      for (const path of moved) {
        const content = this.content.get(path) ?? new Uint8Array();
        this.content.delete(path);
        this.content.set(to + path.slice(from.length), content);
      }
    },
    removeEmpty: () => Promise.resolve(true),
    realPath: (path) => Promise.resolve(this.content.has(path) ? path : null),
  };

  get content(): Map<string, Uint8Array> {
    return this.files.content;
  }

  /** Names of the files that match, without their folders, sorted. */
  names(pattern: RegExp = /(?:)/): readonly string[] {
    return this.files.paths(pattern).map((path) => basename(path));
  }

  #handle(path: string): SpoolHandle {
    return {
      write: async (pieces, position) => {
        await Promise.resolve();
        const bytes = Buffer.concat(pieces);
        const before = this.content.get(path);
        // A file without a name: what is written to it is nowhere.
        if (before === undefined) return;
        const taken = this.refusal === null ? bytes : bytes.subarray(0, bytes.byteLength >> 1);
        const after = new Uint8Array(Math.max(before.byteLength, position + taken.byteLength));
        after.set(before);
        after.set(taken, position);
        this.content.set(path, after);
        this.#refuse();
      },
      read: async (position, length) => {
        await Promise.resolve();
        return (this.content.get(path) ?? new Uint8Array()).slice(position, position + length);
      },
      truncate: async (bytes) => {
        await Promise.resolve();
        this.content.set(path, (this.content.get(path) ?? new Uint8Array()).slice(0, bytes));
      },
      sync: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  }

  #entry(folder: string, name: string): FolderEntry {
    const content = this.content.get(`${folder}/${name}`);
    const size = content?.byteLength ?? 0;
    return { name, kind: content === undefined ? 'folder' : 'file', size, stamp: '' };
  }

  #refuse(): void {
    if (this.refusal !== null) throw systemError(this.refusal);
  }
}
