/**
 * Gives the memory of bytes back at once, where the runtime can, and where they are all that lies in it. Nobody may read them
 * afterwards: they are empty.
 *
 * What waits for the collector makes it work: V8 counts the bytes of buffers like objects of its own, and marks all of its heap
 * each time some 20 MB of them have come (`docs/decisions/0049-memory-of-large-answers.md`).
 */
export function letGo({ buffer, byteLength }: Uint8Array): void {
  // A small piece may lie in memory that it shares with others.
  if (buffer.byteLength !== byteLength) return;
  const transfer: unknown = Reflect.get(buffer, 'transfer');
  if (typeof transfer === 'function') Reflect.apply(transfer, buffer, [0]);
}
