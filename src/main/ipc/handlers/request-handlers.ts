import { SpoolDamagedError } from '../../../core/broker/bodies/spool-file.ts';
import type { Broker, FinishedBody } from '../../../core/broker/broker.ts';
import type { Meter } from '../../../core/broker/meter.ts';
import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import { connectionGone } from '../../../core/failures/connection-gone.ts';
import { diskFailure } from '../../../core/failures/disk.ts';
import { noAnswer } from '../../../core/failures/no-answer.ts';
import { sendWithVariables } from '../../../core/variables/send-with-variables.ts';
import type { Variables } from '../../../core/variables/variables.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import type { ChosenFile } from '../../../shared/request-body.ts';
import type { Failure } from '../../../shared/failure.ts';
import { fail, succeed, type Failed, type Result } from '../../../shared/result.ts';
import { stopOf, type Prepared } from '../../demo/demo-connection.ts';
import type { Handlers } from '../answer.ts';
import { followedChunks } from './followed-chunks.ts';
import { openBody, type OpenBodyDeps } from './open-body.ts';

type RequestCommands =
  | 'sendRequest'
  | 'cancelRequest'
  | 'saveResponse'
  | 'openResponse'
  | 'readResponse'
  | 'dropResponse'
  | 'chooseFile';

export interface RequestHandlerDeps extends Pick<OpenBodyDeps, 'confirmOpen' | 'writeOpened' | 'openPath'> {
  readonly broker: Broker;
  readonly variables: Pick<Variables, 'resolve'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  /** Starts what a connection needs before it can be reached: the demo's own server. */
  prepare(id: ConnectionId): Promise<Prepared>;
  /** Asks the person for a file; null when they cancelled. */
  askForFile(suggestedName: string): Promise<string | null>;
  /** Asks the person for a file to send; null when they cancelled. */
  chooseFile(): Promise<string | null>;
  /** A ticket for it. @throws Node's own error where it cannot be read. */
  addFile(path: string): Promise<ChosenFile>;
  /** Writes a new file, or leaves what was there. @throws Node's own error. */
  saveFile(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  /** Tells the page how far something is. */
  meterFor(requestId: string): Meter;
}

/** Calls about requests to APIs. */
export function requestHandlers(deps: RequestHandlerDeps): Pick<Handlers, RequestCommands> {
  const { broker } = deps;
  /** Requests that the broker has not got yet, and answers that are being saved: what stops each. */
  const queued = new Map<string, () => void>();
  const saving = new Map<string, AbortController>();

  return {
    async sendRequest(input) {
      const stopped = await Promise.race([
        deps.prepare(input.connectionId).then(stopOf),
        new Promise<Failed>((resolve) => {
          queued.set(input.requestId, () => {
            resolve(fail(noAnswer('cancelled', '', 'api')));
          });
        }),
      ]);
      queued.delete(input.requestId);
      if (stopped !== null) return stopped;
      const connection = deps.connections.get(input.connectionId);
      return connection === null ? fail(connectionGone()) : sendWithVariables(input, connection, deps);
    },
    cancelRequest({ requestId, keep = false }) {
      queued.get(requestId)?.();
      saving.get(requestId)?.abort();
      broker.cancel(requestId, keep);
      return succeed(null);
    },
    saveResponse: ({ requestId }) => whileKept(requestId, (body, signal) => save(requestId, body, signal)),
    openResponse: ({ requestId }) =>
      whileKept(requestId, (body, signal) =>
        openBody(body, { ...deps, signal, meter: () => deps.meterFor(requestId) }),
      ),
    async chooseFile() {
      const path = await deps.chooseFile();
      if (path === null) return succeed(null);
      try {
        return succeed(await deps.addFile(path));
      } catch (error) {
        return fail(diskFailure(error, 'The file cannot be read.', path));
      }
    },
    readResponse: (input) => broker.read(input),
    async dropResponse({ requestId }) {
      await broker.drop(requestId);
      return succeed(null);
    },
  };

  /** Something is done with a kept body, which can be cancelled. */
  async function whileKept<T>(
    requestId: string,
    work: (body: FinishedBody, signal: AbortSignal) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    if (saving.has(requestId)) return fail(savingAlready);
    const stop = new AbortController();
    saving.set(requestId, stop);
    const done = await broker
      .withBody(requestId, (body, closing) => {
        closing.addEventListener('abort', () => {
          stop.abort();
        });
        return work(body, stop.signal);
      })
      .finally(() => {
        saving.delete(requestId);
      });
    return done ?? fail(notKept);
  }

  async function save(
    requestId: string,
    body: FinishedBody,
    signal: AbortSignal,
  ): Promise<Result<{ path: string } | null>> {
    const path = await deps.askForFile(body.suggestedName);
    if (path === null) return succeed(null);
    const meter = deps.meterFor(requestId);
    meter.stage('saving', body.size);
    try {
      await deps.saveFile(path, followedChunks(body.chunks(), meter, signal));
    } catch (error) {
      return fail(signal.aborted ? notWanted : notSaved(error, path));
    } finally {
      meter.end();
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

const notWanted: Failure = {
  code: 'cancelled',
  what: 'It was cancelled.',
  why: 'It was stopped before the whole response was saved, and nothing of it was left there.',
  next: 'Save it again when you like.',
};
const savingAlready: Failure = {
  code: 'input-invalid',
  what: 'This response is being saved already.',
  why: 'It was begun a moment ago.',
  next: 'Wait until it is done, or cancel it first.',
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
