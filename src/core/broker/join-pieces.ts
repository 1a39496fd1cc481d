import type { BodyStream } from '../ports/fetch.ts';

/** One body of several, in order: in memory where all of them are, else read while it is sent. */
export function joinPieces(pieces: readonly (Uint8Array | BodyStream)[]): Uint8Array | BodyStream {
  const size = pieces.reduce((sum, piece) => sum + sizeOf(piece), 0);
  const bytes = pieces.filter((piece) => piece instanceof Uint8Array);
  if (bytes.length === pieces.length) {
    const whole = new Uint8Array(size);
    let at = 0;
    for (const piece of bytes) {
      whole.set(piece, at);
      at += piece.byteLength;
    }
    return whole;
  }
  return { size, chunks: () => chunksOf(pieces) };
}

async function* chunksOf(pieces: readonly (Uint8Array | BodyStream)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece;
    else yield* piece.chunks();
  }
}

function sizeOf(piece: Uint8Array | BodyStream): number {
  return piece instanceof Uint8Array ? piece.byteLength : piece.size;
}
