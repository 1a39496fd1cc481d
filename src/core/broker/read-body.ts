import { systemErrorCode } from '../failures/system-error.ts';
import { FetchError, type FetchErrorCode } from '../ports/fetch.ts';
import { letGo } from './bodies/let-go.ts';
import type { GrowingBody } from './bodies/growing-body.ts';
import type { CredentialFilter } from './credential-filter.ts';

export interface ReadBody {
  /** Bytes that came, before credentials were replaced. */
  readonly size: number;
  readonly end:
    | { readonly kind: 'whole' }
    | { readonly kind: 'too-large' }
    | { readonly kind: 'network'; readonly code: FetchErrorCode }
    /** What the operating system said. */
    | { readonly kind: 'disk'; readonly error: unknown };
}

export interface ReadBodyDeps {
  readonly filter: CredentialFilter;
  readonly body: GrowingBody;
  /** Bytes, at which reading stops. */
  readonly most: number;
  /** So many bytes came. */
  readonly came: (bytes: number) => void;
}

/**
 * Reads a body to its end, whatever that is, and finishes it. It reads no faster than the disk takes it, and what it holds
 * of it in memory does not grow.
 */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  { filter, body, most, came }: ReadBodyDeps,
): Promise<ReadBody> {
  const stream = filter.stream();
  let size = 0;
  const read = async (): Promise<ReadBody['end']> => {
    for await (const chunk of chunks) {
      came(chunk.byteLength);
      const room = most - size;
      const tooLarge = chunk.byteLength > room;
      size += Math.min(chunk.byteLength, room);
      await body.push(stream.push(tooLarge ? chunk.subarray(0, room) : chunk));
      // What is in a file need not be in memory as well; the chunk is empty from here on.
      if (body.path !== null) letGo(chunk);
      if (tooLarge) return { kind: 'too-large' };
    }
    return { kind: 'whole' };
  };
  const end = await read().catch(asEnd);
  try {
    // What the disk refused once it is not asked to take again; what is in memory can be read.
    if (end.kind !== 'disk') await body.push(end.kind === 'whole' ? stream.end() : stream.cut());
    await body.finish();
    return { size, end };
  } catch (error) {
    return { size, end: end.kind === 'whole' ? asEnd(error) : end };
  }
}

/** @throws what is no failure of network or disk: that is a bug. */
function asEnd(error: unknown): ReadBody['end'] {
  if (error instanceof FetchError) return { kind: 'network', code: error.code };
  if (systemErrorCode(error) !== null) return { kind: 'disk', error };
  throw error;
}
