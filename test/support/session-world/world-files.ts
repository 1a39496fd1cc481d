import { MemoryFiles } from '../memory-files.ts';

/** Files whose power can fail: what is asked of them after that never happens, and is never answered. */
export class WorldFiles extends MemoryFiles {
  /** How often something was changed. */
  changes = 0;
  /** Changes that still happen before the power fails. */
  left = Infinity;

  override async replace(...given: Parameters<MemoryFiles['replace']>): Promise<void> {
    return this.#change(async () => super.replace(...given));
  }

  override async move(...given: Parameters<MemoryFiles['move']>): Promise<void> {
    return this.#change(async () => super.move(...given));
  }

  override async remove(...given: Parameters<MemoryFiles['remove']>): Promise<void> {
    return this.#change(async () => super.remove(...given));
  }

  /** The same files in another object, which has power. */
  again(): WorldFiles {
    const files = new WorldFiles();
    for (const [path, content] of this.content) files.content.set(path, Uint8Array.from(content));
    files.fault = this.fault;
    return files;
  }

  async #change(work: () => Promise<void>): Promise<void> {
    if (this.left <= 0) return new Promise<never>(() => undefined);
    this.left -= 1;
    this.changes += 1;
    return work();
  }
}
