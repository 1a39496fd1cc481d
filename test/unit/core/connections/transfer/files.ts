import {
  readTransferFile,
  type ReadConnections,
} from '../../../../../src/core/connections/transfer/read-file.ts';
import type { FileConnection } from '../../../../../src/core/connections/transfer/judge-entry.ts';
import type { Failure } from '../../../../../src/shared/failure.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';

/** A connection as a person might write it by hand: what has to be there, and no more. */
export const plainEntry = { name: 'Acme', issuer: 'https://acme.test', clientId: 'client' } as const;

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A file of these connections. */
export function fileOf(connections: readonly unknown[], beside: object = {}): Uint8Array {
  return bytesOf(JSON.stringify({ format: 'latchkey-connections', version: 1, ...beside, connections }));
}

export function readOf(...connections: readonly unknown[]): ReadConnections {
  return valueOf(readTransferFile(fileOf(connections)));
}

/** The one connection of a file. @throws where it was left out. */
export function onlyOf(entry: unknown): FileConnection {
  const { connections, leftOut } = readOf(entry);
  const [only] = connections;
  if (only === undefined) throw new Error(leftOut[0]?.why ?? 'There is none.');
  return only;
}

/** Why the one connection of a file is left out. */
export function whyLeftOut(entry: unknown): string {
  const { connections, leftOut } = readOf(entry);
  if (connections.length > 0) throw new Error('It was taken.');
  return leftOut[0]?.why ?? '';
}

export function refusalOf(bytes: Uint8Array): Failure {
  return failureOf(readTransferFile(bytes));
}
