import * as z from 'zod';
import type { IncomingLeftOut } from '../../../shared/connections-file.ts';
import type { Failure } from '../../../shared/failure.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import { failure } from '../../failures/failure.ts';
import { providerText } from '../../failures/provider-text.ts';
import { isNode } from '../../openapi/nodes.ts';
import { largestTransferFile, mostTransferred, transferFormat, transferVersion } from './format.ts';
import { judgeEntry, secretNotes, type FileConnection } from './judge-entry.ts';
import { readJson } from './read-json.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What a file of connections holds. */
export interface ReadConnections {
  readonly connections: readonly FileConnection[];
  readonly leftOut: readonly IncomingLeftOut[];
  /** A sentence each. */
  readonly notes: readonly string[];
}

const head = z.object({ format: z.literal(transferFormat), version: z.int().positive() });
const list = z.object({ connections: z.array(z.unknown()) });
const own: ReadonlySet<string> = new Set(['format', 'version', 'connections']);

/**
 * Reads a file of connections, whoever wrote it. Nothing of it is taken over by that. A connection that cannot be used costs
 * only itself. Fails with `input-invalid` or `answer-too-large`.
 */
export function readTransferFile(bytes: Uint8Array): Result<ReadConnections> {
  if (bytes.length > largestTransferFile) return fail(tooLarge());
  const json = readJson(bytes);
  if (json.kind === 'problem') return fail(unusable(json.why, 'Export it again where it comes from.'));
  const begins = head.safeParse(json.value);
  if (!begins.success) {
    return fail(unusable('It is no file of connections.', 'Choose one that Latchkey exported.'));
  }
  if (begins.data.version > transferVersion) {
    const why = `A newer Latchkey wrote it (version ${String(begins.data.version)}; this one knows version ${String(transferVersion)}).`;
    return fail(unusable(why, 'Update Latchkey, then choose it again.'));
  }
  const parsed = list.safeParse(json.value);
  if (!parsed.success) {
    return fail(unusable('It holds no list of connections.', 'Export it again where it comes from.'));
  }
  const { connections: entries } = parsed.data;
  if (entries.length === 0) return fail(unusable('There is no connection in it.', 'Choose another one.'));
  if (entries.length > mostTransferred) {
    const why = `It holds ${entries.length.toLocaleString('en-US')} connections; ${mostTransferred.toLocaleString('en-US')} are the most.`;
    return fail(unusable(why, 'Export fewer at once.'));
  }
  return succeed(judgeAll(entries, besideTheList(json.value)));
}

/** Connections that are the same in all are one. */
function judgeAll(entries: readonly unknown[], notes: readonly string[]): ReadConnections {
  const connections = new Map<string, FileConnection>();
  const leftOut: IncomingLeftOut[] = [];
  let twice = 0;
  for (const entry of entries) {
    const judged = judgeEntry(entry);
    if (judged.ok) {
      const { settings, endpoints } = judged.value;
      const same = JSON.stringify([settings, endpoints]);
      if (connections.has(same)) twice += 1;
      else connections.set(same, judged.value);
    } else {
      const { what, why } = judged.failure;
      leftOut.push({ name: nameIn(entry), why: `${what} ${why}` });
    }
  }
  const told = twice === 1 ? 'One connection stands' : `${String(twice)} connections stand`;
  const repeated = twice === 0 ? [] : [`${told} in the file again, just the same: taken once.`];
  return { connections: [...connections.values()], leftOut, notes: [...notes, ...repeated] };
}

/** What else stands in the file: nothing that is used, but it may be a secret. */
function besideTheList(value: unknown): readonly string[] {
  const beside = Object.entries(isNode(value) ? value : {}).filter(([key]) => key !== 'connections');
  return secretNotes(withoutSecrets(Object.fromEntries(beside), own).found);
}

function nameIn(entry: unknown): string {
  const named = z.object({ name: z.string() }).safeParse(entry);
  return (named.success ? providerText(named.data.name) : null) ?? 'A connection without a name';
}

const what = 'The file was not imported.';

function unusable(why: string, next: string): Failure {
  return failure('input-invalid', what, why, next);
}

/** A file that is larger than any list of connections. */
export function tooLarge(): Failure {
  return failure(
    'answer-too-large',
    what,
    'It is larger than 4 MiB, which is more than a thousand connections take.',
    'Choose a file that Latchkey exported.',
  );
}
