import { SpoolDamagedError } from '../../../core/broker/bodies/spool-file.ts';
import type { Broker, FinishedBody } from '../../../core/broker/broker.ts';
import { diskFailure } from '../../../core/failures/disk.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import { stopOf, type Prepared } from '../../demo/demo-connection.ts';
import type { Handlers } from '../answer.ts';

type RequestCommands = 'sendRequest' | 'cancelRequest' | 'saveResponse' | 'readResponse' | 'dropResponse';

export interface RequestHandlerDeps {
  readonly broker: Broker;
  /** Starts what a connection needs before it can be reached: the demo's own server. */
  prepare(id: ConnectionId): Promise<Prepared>;
  /** Asks the person for a file; null when they cancelled. */
  askForFile(suggestedName: string): Promise<string | null>;
  /** Writes a new file, or leaves what was there. @throws Node's own error. */
  saveFile(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

/** Calls about requests to APIs. */
export function requestHandlers(deps: RequestHandlerDeps): Pick<Handlers, RequestCommands> {
  const { broker } = deps;
  return {
    async sendRequest(input) {
      return stopOf(await deps.prepare(input.connectionId)) ?? broker.send(input);
    },
    cancelRequest({ requestId }) {
      broker.cancel(requestId);
      return succeed(null);
    },
    async saveResponse({ requestId }) {
      const saved = await broker.withBody(requestId, (body) => save(body));
      return saved ?? fail(notKept);
    },
    readResponse: (input) => broker.read(input),
    async dropResponse({ requestId }) {
      await broker.drop(requestId);
      return succeed(null);
    },
  };

  async function save(body: FinishedBody): Promise<Result<{ path: string } | null>> {
    const path = await deps.askForFile(body.suggestedName);
    if (path === null) return succeed(null);
    try {
      await deps.saveFile(path, body.chunks());
    } catch (error) {
      return fail(notSaved(error, path));
    }
    return succeed({ path });
  }
}

const what = 'The response could not be saved.';
const notKept: Failure = {
  code: 'not-found',
  what,
  why: 'It is no longer kept: only the latest responses are.',
  next: 'Send the request again, then save its response.',
};

/** @throws what is no failure of the disk: that is a bug. */
function notSaved(error: unknown, path: string): Failure {
  if (error instanceof SpoolDamagedError) {
    const why = 'The file in which Latchkey kept it was changed or damaged.';
    return { code: 'disk-failed', what, why, next: 'Send the request again.' };
  }
  const { code, why, details } = diskFailure(error, what, path);
  const next = code === 'disk-full' ? 'Free some space, then save it again.' : 'Save it in another folder.';
  return { code, what, why, next, ...(details === undefined ? {} : { details }) };
}
