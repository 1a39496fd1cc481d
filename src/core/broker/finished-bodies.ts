import type { HeaderList } from '../../shared/request.ts';
import type { FinishedBody } from './broker.ts';
import { suggestFileName } from './file-name.ts';

/** How many bodies are kept for *Save response*, and how many bytes of them. */
const maximumCount = 16;
const maximumBytes = 8 * 1_048_576;

interface KeptBody {
  readonly bytes: Uint8Array;
  readonly url: string;
  readonly headers: HeaderList;
  readonly mediaType: string;
}

/** The newest bodies, in memory only; the oldest goes when there are too many. */
export class FinishedBodies {
  readonly #bodies = new Map<string, KeptBody>();
  #bytes = 0;

  add(requestId: string, body: KeptBody): void {
    this.#remove(requestId);
    this.#bodies.set(requestId, body);
    this.#bytes += body.bytes.byteLength;
    for (const oldest of this.#bodies.keys()) {
      if (this.#bodies.size <= maximumCount && this.#bytes <= maximumBytes) break;
      this.#remove(oldest);
    }
  }

  get(requestId: string): FinishedBody | null {
    const kept = this.#bodies.get(requestId);
    if (kept === undefined) return null;
    const { bytes, headers, mediaType, url } = kept;
    return { bytes, mediaType, suggestedName: suggestFileName(url, headers, mediaType) };
  }

  #remove(requestId: string): void {
    const body = this.#bodies.get(requestId);
    if (body === undefined) return;
    this.#bodies.delete(requestId);
    this.#bytes -= body.bytes.byteLength;
  }
}
