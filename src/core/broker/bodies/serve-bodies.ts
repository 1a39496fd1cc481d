import type { BodyPart, ReadResponse, ResponseBody } from '../../../shared/request.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import { diskFailure } from '../../failures/disk.ts';
import { failure } from '../../failures/failure.ts';
import type { FinishedBody } from '../broker.ts';
import { suggestFileName } from '../file-name.ts';
import { mediaTypeOf } from '../media-type.ts';
import { describeBody, readingOfStart, startBytes } from '../response-body.ts';
import { bodyPart } from './body-part.ts';
import type { GrowingBody } from './growing-body.ts';
import type { KeptBodies } from './kept-bodies.ts';
import { linePart, lineSearchBytes } from './line-part.ts';
import { SpoolDamagedError } from './spool-file.ts';

/** Bytes that are read of a body at once, to be saved. */
const saveBytes = 1_048_576;

/** A finished body as the page shows it first. Fails with `disk-failed` where its file cannot be read any more. */
export async function showBody(body: GrowingBody, inlineBytes: number): Promise<Result<ResponseBody>> {
  try {
    return succeed(await describeBody(body, inlineBytes));
  } catch (error) {
    return fail(unreadable(error, body));
  }
}

/** A part of a kept body; the failures are those of `Broker.read`. */
export async function readPart(bodies: KeptBodies, input: ReadResponse): Promise<Result<BodyPart>> {
  const part = await bodies.use(input.requestId, (body) => partOf(body, input));
  return (
    part ??
    fail(
      failure(
        'not-found',
        'This part of the answer cannot be shown.',
        'It is no longer kept: only the latest answers are.',
        'Send the request again.',
      ),
    )
  );
}

async function partOf(body: GrowingBody, { from, length, as }: ReadResponse): Promise<Result<BodyPart>> {
  try {
    const charset = as === 'bytes' ? null : await charsetOf(body);
    if (as === 'lines' && charset !== null) {
      return succeed(linePart(await body.read(from, length + lineSearchBytes), from, length, charset));
    }
    const bytes = await body.read(from, length);
    const final = body.finished && from + bytes.byteLength === body.size;
    return succeed(bodyPart(bytes, from, charset, final));
  } catch (error) {
    return fail(unreadable(error, body));
  }
}

async function charsetOf(body: GrowingBody): Promise<string | null> {
  const start = await body.read(0, startBytes);
  const whole = body.finished && start.byteLength === body.size;
  const reading = readingOfStart(start, mediaTypeOf(body.head.headers), whole);
  return reading.kind === 'bytes' ? null : reading.charset;
}

/** @throws what is no failure of the disk: that is a bug. */
function unreadable(error: unknown, body: GrowingBody) {
  const what = 'The answer cannot be read any more.';
  if (!(error instanceof SpoolDamagedError)) return diskFailure(error, what, body.path ?? '');
  return failure(
    'disk-failed',
    what,
    'The file in which Latchkey kept it was changed or damaged.',
    'Send the request again.',
    { file: body.path },
  );
}

/** A kept body as it may be saved. */
export function savableBody(body: GrowingBody): FinishedBody {
  const { url, headers } = body.head;
  const { essence } = mediaTypeOf(headers);
  const mediaType = essence === '' ? 'application/octet-stream' : essence;
  const suggestedName = suggestFileName(url, headers, mediaType);
  return { mediaType, suggestedName, size: body.size, chunks: () => chunksOf(body) };
}

async function* chunksOf(body: GrowingBody): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.size;) {
    const chunk = await body.read(at, saveBytes);
    if (chunk.byteLength === 0) return;
    yield chunk;
    at += chunk.byteLength;
  }
}
