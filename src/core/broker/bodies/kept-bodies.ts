import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { SpoolDisk } from '../../ports/spool-disk.ts';
import { GrowingBody, type BodyHead } from './growing-body.ts';
import { SpoolFile } from './spool-file.ts';

/** How many finished bodies are kept, and how many bytes of them in memory and on disk. Those that still come do not count. */
const maximumCount = 16;
const maximumInMemory = 8 * 1_048_576;
const maximumOnDisk = 8 * 1_073_741_824;

const fileName = /^[0-9a-f]{32}\.spool$/;

export interface KeptBodiesDeps {
  readonly disk: SpoolDisk;
  /** Absolute path of a folder that nothing else uses. */
  readonly folder: string;
  /** Bytes up to which a body stays in memory. */
  readonly inlineBytes: number;
}

interface Kept {
  readonly body: GrowingBody;
  /** How many read it just now. */
  readers: number;
  /** Removed for everybody; its last reader takes it away. */
  dropped: boolean;
}

/** The bodies of the newest requests. The oldest go when there are too many, all of them when the run ends. */
export class KeptBodies {
  readonly #deps: KeptBodiesDeps;
  readonly #kept = new Map<string, Kept>();
  /** What reads or removes now, also one that is not kept any more. */
  readonly #running = new Set<Promise<unknown>>();
  #swept: Promise<void> | null = null;

  constructor(deps: KeptBodiesDeps) {
    this.#deps = deps;
  }

  /** Removes what an earlier run, which was killed, left behind: nobody can read it any more. Once; asks nobody. */
  sweep(): Promise<void> {
    this.#swept ??= this.#sweep().catch(() => undefined);
    return this.#swept;
  }

  /** A new body of a request; the one that it had before goes. */
  begin(requestId: string, head: BodyHead): GrowingBody {
    const body = new GrowingBody(head, this.#deps.inlineBytes, () => this.#openFile());
    this.put(requestId, body);
    return body;
  }

  /** Keeps a body that is there already, as the newest of all. */
  put(requestId: string, body: GrowingBody): void {
    void this.drop(requestId);
    this.#kept.set(requestId, { body, readers: 0, dropped: false });
    this.#trim();
  }

  /** Does something with a body that stays until that is done, or answers null where there is none. */
  async use<T>(requestId: string, work: (body: GrowingBody) => Promise<T>): Promise<T | null> {
    const kept = this.#kept.get(requestId);
    if (kept === undefined) return null;
    return this.#follow(read(kept, work));
  }

  /** Removes a body from memory and disk; an unknown id is no failure. */
  async drop(requestId: string): Promise<void> {
    const kept = this.#kept.get(requestId);
    if (kept === undefined) return;
    this.#kept.delete(requestId);
    kept.dropped = true;
    await this.#follow(takeAway(kept));
  }

  /** Resolves once nothing is left of any, whoever reads it now. */
  async dropAll(): Promise<void> {
    await Promise.all([...this.#kept.keys()].map((requestId) => this.drop(requestId)));
    await Promise.allSettled(this.#running);
  }

  #follow<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    return work.finally(() => this.#running.delete(work));
  }

  #trim(): void {
    const finished = [...this.#kept].filter(([, { body }]) => body.finished);
    let count = finished.length;
    let inMemory = 0;
    let onDisk = 0;
    for (const [, { body }] of finished) {
      if (body.path === null) inMemory += body.size;
      else onDisk += body.size;
    }
    for (const [requestId, { body }] of finished) {
      if (count < maximumCount && inMemory <= maximumInMemory && onDisk <= maximumOnDisk) return;
      count -= 1;
      if (body.path === null) inMemory -= body.size;
      else onDisk -= body.size;
      void this.drop(requestId);
    }
  }

  async #openFile(): Promise<SpoolFile> {
    await this.sweep();
    const { disk, folder } = this.#deps;
    return SpoolFile.create(disk, join(folder, `${randomBytes(16).toString('hex')}.spool`));
  }

  async #sweep(): Promise<void> {
    const { disk, folder } = this.#deps;
    const names = (await disk.list(folder)).filter((name) => fileName.test(name));
    await Promise.all(names.map((name) => disk.remove(join(folder, name))));
  }
}

async function read<T>(kept: Kept, work: (body: GrowingBody) => Promise<T>): Promise<T> {
  kept.readers += 1;
  try {
    return await work(kept.body);
  } finally {
    kept.readers -= 1;
    await takeAway(kept);
  }
}

async function takeAway(kept: Kept): Promise<void> {
  if (kept.dropped && kept.readers === 0) await kept.body.discard();
}
