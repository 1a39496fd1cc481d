import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { safeName } from '../../../core/collections/safe-name.ts';
import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import { findKnown } from '../../../core/connections/transfer/find-known.ts';
import { largestTransferFile, mostTransferred } from '../../../core/connections/transfer/format.ts';
import type { FileConnection } from '../../../core/connections/transfer/judge-entry.ts';
import { outlineOf } from '../../../core/connections/transfer/outline.ts';
import { planImport } from '../../../core/connections/transfer/plan-import.ts';
import { readTransferFile, tooLarge } from '../../../core/connections/transfer/read-file.ts';
import { undoOf, type DoneImport } from '../../../core/connections/transfer/undo-import.ts';
import { writeTransferFile } from '../../../core/connections/transfer/write-file.ts';
import { connectionGone } from '../../../core/failures/connection-gone.ts';
import { diskFailure, readFailure } from '../../../core/failures/disk.ts';
import { failure } from '../../../core/failures/failure.ts';
import { providerText } from '../../../core/failures/provider-text.ts';
import { undoGone } from '../../../core/failures/undo-gone.ts';
import { base32 } from '../../../core/oauth/base32.ts';
import type { Sessions } from '../../../core/oauth/session/sessions.ts';
import { RemovedThings } from '../../../core/undo/removed-things.ts';
import type { Connection, ConnectionId, ConnectionView } from '../../../shared/connection.ts';
import { fail, succeed } from '../../../shared/result.ts';
import type { Handlers } from '../answer.ts';
import { endsSignIn } from './connection-handlers.ts';
import { oneChunk } from './one-chunk.ts';

type FileCommands =
  'exportConnections' | 'readConnectionsFile' | 'importConnections' | 'closeConnectionsFile' | 'undoImport';

export interface ConnectionsFileDeps {
  readonly connections: Pick<ConnectionStore, 'get' | 'list' | 'change'>;
  readonly sessions: Pick<Sessions, 'cancelSignIn'>;
  /** Begins to carry out what `change` set aside. */
  readonly endAside: () => void;
  /** Asks where to put a file; null when they cancelled. */
  readonly askForFile: (suggestedName: string) => Promise<string | null>;
  /** Asks which file to read; null when they cancelled. */
  readonly chooseFile: () => Promise<string | null>;
  readonly saveFile: (path: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Null where the file has more than so many bytes. */
  readonly readFile: (path: string, mostBytes: number) => Promise<Uint8Array | null>;
  readonly view: (connection: Connection) => ConnectionView;
  /** The list changed: the page is told. */
  readonly changed: () => void;
}

/** The file that the person looks at. Nothing of it counts before they answer. */
interface OpenFile {
  readonly ticket: string;
  readonly connections: readonly FileConnection[];
  readonly known: readonly (ConnectionId | null)[];
}

/** Connections into a file without secrets, and out of one that may come from anywhere (decision 0042). */
export function connectionsFileHandlers(deps: ConnectionsFileDeps): Pick<Handlers, FileCommands> {
  const { connections, sessions } = deps;
  const done = new RemovedThings<DoneImport>();
  let open: OpenFile | null = null;

  /** A sign-in that runs would come back for a connection that is another one by now (R16). */
  const endSignIns = async (before: readonly Connection[]): Promise<void> => {
    for (const was of before) {
      const now = connections.get(was.id);
      // oxlint-disable-next-line eslint/no-await-in-loop -- few run at once
      if (now !== null && endsSignIn(was, now)) await sessions.cancelSignIn(now.id);
    }
  };

  return {
    async exportConnections({ id }) {
      const chosen = connections.list().filter((one) => (id === null ? !one.demo : one.id === id));
      const [first] = chosen;
      if (first === undefined) return fail(id === null ? nothingToExport : connectionGone());
      if (chosen.length > mostTransferred) return fail(tooMany);
      const suggested = id === null ? 'Latchkey connections' : safeName(first.name);
      const path = await deps.askForFile(`${suggested}.json`);
      if (path === null) return succeed(null);
      const { content, notes } = writeTransferFile(chosen);
      try {
        await deps.saveFile(path, oneChunk(content));
      } catch (error) {
        return fail(diskFailure(error, 'The connections were not exported.', path));
      }
      return succeed({ path, connections: chosen.length, notes });
    },

    async readConnectionsFile() {
      open = null;
      const path = await deps.chooseFile();
      if (path === null) return succeed(null);
      let bytes: Uint8Array | null;
      try {
        bytes = await deps.readFile(path, largestTransferFile);
      } catch (error) {
        return fail(readFailure(error, 'The file was not read.', path));
      }
      const read = bytes === null ? fail(tooLarge()) : readTransferFile(bytes);
      if (!read.ok) return read;
      const known = findKnown(read.value.connections, connections.list());
      open = {
        ticket: base32(randomBytes(16)),
        connections: read.value.connections,
        known: known.map((one) => one?.id ?? null),
      };
      const source = providerText(basename(path)) ?? '';
      return succeed({ ticket: open.ticket, source, ...outlineOf(read.value, known) });
    },

    async importConnections({ ticket, ...answer }) {
      const file = open;
      if (file === null || file.ticket !== ticket) return fail(closed);
      const plan = planImport(file.connections, file.known, answer, connections.get);
      if (!plan.ok) return plan;
      // Pressed twice, it is imported once.
      open = null;
      const before = [...plan.value.update.keys()].flatMap((id) => connections.get(id) ?? []);
      const added = await connections.change(plan.value);
      if (!added.ok) {
        open ??= file;
        return added;
      }
      const after = before.flatMap(({ id }) => connections.get(id) ?? []);
      deps.changed();
      await endSignIns(before);
      const undo = done.add({ added: added.value, before, after });
      return succeed({ undo, added: added.value.length, replaced: after.length });
    },

    closeConnectionsFile({ ticket }) {
      if (open?.ticket === ticket) open = null;
      return succeed(null);
    },

    async undoImport({ undo }) {
      const what = done.get(undo);
      if (what === null) return fail(undoGone());
      const { kept, ...changes } = undoOf(what, connections.get, (one) => isUsed(deps.view(one)));
      const before = [...changes.update.keys()].flatMap((id) => connections.get(id) ?? []);
      const undone = await connections.change(changes);
      if (!undone.ok) return undone;
      done.drop(undo);
      deps.changed();
      await endSignIns(before);
      deps.endAside();
      return succeed({ kept });
    },
  };
}

/** Whether there is something in it that an undo would lose. While nobody can look, there may be. */
function isUsed({ session, clientSecret }: ConnectionView): boolean {
  const empty = session.kind === 'draft' || session.kind === 'signed-out';
  return !empty || clientSecret === 'sealed' || clientSecret === 'memory';
}

const nothingToExport = failure(
  'not-found',
  'Nothing was exported.',
  'There is no connection yet but the demo, which lives on this computer only.',
  'Add a connection first.',
);

const tooMany = failure(
  'input-invalid',
  'Nothing was exported.',
  'You have more than 1,000 connections, and a file holds no more than that.',
  'Export them one by one, from the menu of each.',
);

const closed = failure(
  'not-found',
  'Nothing was imported.',
  'The file is not open any more.',
  'Choose it again.',
);
