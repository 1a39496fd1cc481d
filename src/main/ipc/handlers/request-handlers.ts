import type { Broker } from '../../../core/broker/broker.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import { fail, succeed } from '../../../shared/result.ts';
import { stopOf, type Prepared } from '../../demo/demo-connection.ts';
import type { Handlers } from '../answer.ts';

type RequestCommands = 'sendRequest' | 'cancelRequest' | 'saveResponse';

export interface RequestHandlerDeps {
  readonly broker: Broker;
  /** Starts what a connection needs before it can be reached: the demo's own server. */
  prepare(id: ConnectionId): Promise<Prepared>;
  /** Asks the person for a file; null when they cancelled. */
  askForFile(suggestedName: string): Promise<string | null>;
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
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
      const body = broker.body(requestId);
      if (body === null) {
        return fail({
          code: 'not-found',
          what: 'The response could not be saved.',
          why: 'It is no longer kept: only the latest responses are.',
          next: 'Send the request again, then save its response.',
        });
      }
      const path = await deps.askForFile(body.suggestedName);
      if (path === null) {
        return succeed(null);
      }
      try {
        await deps.writeFile(path, body.bytes);
      } catch (error) {
        const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
        return fail({
          code: full ? 'disk-full' : 'disk-failed',
          what: 'The response could not be saved.',
          why: full ? 'The disk is full.' : 'The file could not be written there.',
          next: full ? 'Free some space, then save it again.' : 'Save it in another folder.',
        });
      }
      return succeed({ path });
    },
  };
}
