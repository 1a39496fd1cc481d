import type { ConnectionsFileOutline, IncomingChoice } from '../../shared/connections-file.ts';

/** What becomes of one connection of a file. */
export type Decision = 'skip' | IncomingChoice['as'];

export type Decisions = ReadonlyMap<number, Decision>;

/** New ones are taken; what the person has already stays as it is until they say otherwise. */
export function firstDecisions({ connections }: ConnectionsFileOutline): Decisions {
  return new Map(connections.map(({ index, known }) => [index, known === null ? 'new' : 'skip']));
}

export function choicesOf(decisions: Decisions): readonly IncomingChoice[] {
  return [...decisions].flatMap(([index, as]) => (as === 'skip' ? [] : [{ index, as }]));
}

/** API origins of what is taken, each once. */
export function originsOf(outline: ConnectionsFileOutline, decisions: Decisions): readonly string[] {
  const taken = outline.connections.filter(({ index }) => (decisions.get(index) ?? 'skip') !== 'skip');
  return [...new Set(taken.flatMap(({ apiOrigins }) => apiOrigins))];
}
