import { Writable } from 'node:stream';
import type { ClientRequest } from 'electron';
import { FetchError, type BodyStream } from '../../core/ports/fetch.ts';
import { longestCountedBody } from '../../shared/request.ts';

/**
 * Sends a body while it is read, no faster than the network takes it, and ends the request. It stops reading once `gone` settles.
 *
 * `net.request` announces the length only of a body that it holds in memory as a whole, so a long one goes chunked.
 * @throws {FetchError} where the body cannot be read.
 */
export async function pour(body: BodyStream, outgoing: ClientRequest, gone: Promise<'gone'>): Promise<void> {
  try {
    if (body.size > longestCountedBody) await pourInPieces(body, outgoing, gone);
    else outgoing.end(await whole(body));
  } catch (error) {
    if (error instanceof FetchError) throw error;
    throw new FetchError('disk-failed', 'What should be sent could not be read.', { cause: error });
  }
}

/** In one piece: `net.request` copies all that it has got so far at each further one. */
async function whole(body: BodyStream): Promise<Buffer> {
  const bytes = Buffer.alloc(body.size);
  let at = 0;
  for await (const chunk of body.chunks()) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

async function pourInPieces(body: BodyStream, outgoing: ClientRequest, gone: Promise<'gone'>): Promise<void> {
  outgoing.chunkedEncoding = true;
  const heard = new Set<Writable>();
  for await (const chunk of body.chunks()) {
    const taken = new Promise<'taken'>((resolve) => {
      outgoing.write(Buffer.from(chunk), 'utf-8', () => {
        resolve('taken');
      });
    });
    hearBody(outgoing, heard);
    if ((await Promise.race([taken, gone])) === 'gone') return;
  }
  outgoing.end();
}

/**
 * Electron writes a body through a stream of its own, made by the first `write`, and reports there, besides on the request, that
 * the network is gone. Nobody else can hear that, and an error of a stream that nobody hears ends the app.
 */
function hearBody(outgoing: ClientRequest, heard: Set<Writable>): void {
  const body: unknown = Reflect.get(outgoing, '_body');
  if (!(body instanceof Writable) || heard.has(body)) return;
  heard.add(body);
  body.on('error', () => undefined);
}
