import type { IncomingMessage } from 'node:http';

/** Thrown when a request's body is longer than the reader allows. */
export class BodyTooLarge extends Error {
  readonly code = 'body-too-large';
}

/** Reads a request's body; throws `BodyTooLarge` beyond `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > maxBytes) throw new BodyTooLarge(`The body is longer than ${maxBytes} bytes.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Reads a form as browsers post it. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams((await readBody(request, 16_384)).toString('utf8'));
}
