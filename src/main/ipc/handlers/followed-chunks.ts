import type { Meter } from '../../../core/broker/meter.ts';

/** The chunks of a body while they are written, told to a meter. @throws the reason of `signal` once it is aborted. */
export async function* followedChunks(
  chunks: AsyncIterable<Uint8Array>,
  meter: Meter,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    yield chunk;
    meter.add(chunk.byteLength);
  }
  // Nothing takes the place of what was there once the person has said so.
  signal.throwIfAborted();
}
