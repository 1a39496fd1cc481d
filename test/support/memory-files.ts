import { previousSuffix } from '../../src/core/ports/files.ts';
import type { Files } from '../../src/core/ports/files.ts';
import { systemError } from './system-error.ts';

type Operation = keyof Files;

/** A file system in memory, with the faults of a real one. Paths use `/`. */
export class MemoryFiles implements Files {
  readonly content = new Map<string, Uint8Array>();
  /** Called before each operation; what it returns is the error code to fail with. */
  fault: (operation: Operation, path: string) => string | null = () => null;
  readonly calls: { readonly operation: Operation; readonly path: string }[] = [];

  async read(path: string): Promise<Uint8Array | null> {
    await this.#enter('read', path);
    return copyOf(this.content.get(path) ?? null);
  }

  async replace(path: string, content: Uint8Array, options: { keepPrevious: boolean }): Promise<void> {
    await this.#enter('replace', path);
    const before = this.content.get(path);
    if (options.keepPrevious && before !== undefined) this.content.set(path + previousSuffix, before);
    this.content.set(path, Uint8Array.from(content));
  }

  async move(from: string, to: string): Promise<void> {
    await this.#enter('move', from);
    const content = this.content.get(from);
    if (content === undefined) throw systemError('ENOENT');
    if (this.content.has(to)) throw systemError('EEXIST');
    this.content.delete(from);
    this.content.set(to, content);
  }

  async remove(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await this.#enter('remove', path);
      this.content.delete(path);
    }
  }

  async list(folder: string): Promise<readonly string[]> {
    await this.#enter('list', folder);
    const names = new Set<string>();
    for (const path of this.content.keys()) {
      const name = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined;
      if (name !== undefined) names.add(name);
    }
    return [...names];
  }

  /** The same files in another object, as the next start finds them. */
  copy(): MemoryFiles {
    const files = new MemoryFiles();
    for (const [path, content] of this.content) files.content.set(path, Uint8Array.from(content));
    return files;
  }

  /** Paths that match, sorted. */
  paths(pattern: RegExp = /(?:)/): readonly string[] {
    return [...this.content.keys()].filter((path) => pattern.test(path)).toSorted();
  }

  /** Everything in all files, one after the other, to look for what must not be there. */
  everything(): Uint8Array {
    return Buffer.concat([...this.content.values()]);
  }

  async #enter(operation: Operation, path: string): Promise<void> {
    // A real file system answers later; so does this one, so that races show.
    await Promise.resolve();
    this.calls.push({ operation, path });
    const code = this.fault(operation, path);
    if (code !== null) throw systemError(code);
  }
}

/** A real copy: `slice` of a Buffer is only another view of the same bytes. */
function copyOf(content: Uint8Array | null): Uint8Array | null {
  return content === null ? null : Uint8Array.from(content);
}
