import * as z from 'zod';
import type { Broker } from '../core/broker/broker.ts';
import { answerTo, type Call, type HandleDeps } from '../main/ipc/answer.ts';
import type { SenderFacts } from '../main/ipc/sender.ts';
import type { ConnectionId } from '../shared/connection.ts';
import type { EmbeddedCommands } from '../shared/embedded.ts';
import { succeed } from '../shared/result.ts';

/** In characters. */
const longestUrl = 100_000;
const longestHeader = 100_000;
const longestBody = 32_000_000;
const mostHeaders = 500;

const requestId = z
  .string()
  .regex(/^[\w-]+$/)
  .max(64);

const requestSchema = z.strictObject({
  requestId,
  url: z.string().max(longestUrl),
  method: z.string().max(100).exactOptional(),
  headers: z
    .array(z.tuple([z.string().max(longestHeader), z.string().max(longestHeader)]).readonly())
    .max(mostHeaders)
    .readonly()
    .exactOptional(),
  body: z.string().max(longestBody).exactOptional(),
});

type Judging = Pick<HandleDeps, 'trusted' | 'redact' | 'log'>;
type Answer = (event: SenderFacts, input: unknown) => Promise<unknown>;

/**
 * What answers the page of an embedding app.
 *
 * SECURITY: a request is always one with the sign-in, so the broker sends it to the connection’s API origins and to nobody
 * else: a page that was taken over has no way out to another host (test/unit/embed/embedded-calls.test.ts).
 */
export function embeddedCalls(
  broker: Pick<Broker, 'send' | 'cancel'>,
  connectionId: ConnectionId,
  judging: Judging,
): Readonly<Record<keyof EmbeddedCommands, Answer>> {
  const request: CallOf<'request'> = {
    name: 'request',
    schema: requestSchema,
    handler: ({ requestId: id, url, method = 'GET', headers = [], body }) =>
      broker.send({
        connectionId,
        requestId: id,
        request: {
          method,
          url,
          headers,
          body: body === undefined ? null : { kind: 'text', text: body },
          authorization: 'on',
        },
      }),
  };
  const cancel: CallOf<'cancel'> = {
    name: 'cancel',
    schema: z.strictObject({ requestId }),
    handler({ requestId: id }) {
      broker.cancel(id);
      return succeed(null);
    },
  };
  return { request: answerTo(request, judging), cancel: answerTo(cancel, judging) };
}

type CallOf<C extends keyof EmbeddedCommands> = Call<
  EmbeddedCommands[C]['input'],
  EmbeddedCommands[C]['output']
>;
