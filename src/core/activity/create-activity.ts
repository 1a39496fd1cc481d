import type { ActivityEntry } from '../../shared/activity.ts';
import type { ConnectionId } from '../../shared/connection.ts';
import type { Clock } from '../ports/clock.ts';
import type { Activity, ActivityInput } from './activity.ts';
import { isSecret, redacted, redactShort } from './redact.ts';

export interface ActivityLog extends Activity {
  /** What is kept of a connection, oldest first, together with what belongs to no connection. */
  list(connectionId: ConnectionId | null): readonly ActivityEntry[];
  /** Calls back with each new entry; returns what unsubscribes. */
  onAdded(listener: (entry: ActivityEntry) => void): () => void;
}

export interface ActivityDeps {
  readonly clock: Pick<Clock, 'now'>;
  /** How many entries are kept in memory; the oldest go first. */
  readonly limit: number;
}

const longestSummary = 500;
const longestFact = 2000;
const mostFacts = 50;

/** The record of protocol steps and requests. It lives in memory and is redacted on the way in. */
export function createActivity({ clock, limit }: ActivityDeps): ActivityLog {
  const entries: ActivityEntry[] = [];
  const listeners = new Set<(entry: ActivityEntry) => void>();
  let sequence = 0;
  return {
    add(input) {
      sequence += 1;
      const entry = { ...clean(input), sequence, at: clock.now() };
      entries.push(entry);
      if (entries.length > limit) entries.splice(0, entries.length - limit);
      for (const listener of listeners) listener(entry);
    },
    list: (connectionId) =>
      entries.filter((entry) => entry.connectionId === connectionId || entry.connectionId === null),
    onAdded(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function clean(input: ActivityInput): ActivityInput {
  const facts = input.facts.slice(0, mostFacts).map(({ name, value }) => ({
    name: inert(name, longestSummary),
    value: isSecret(name, value) ? redacted : inert(value, longestFact),
  }));
  return { ...input, summary: inert(input.summary, longestSummary), facts };
}

/** Nothing but what ASCII prints. */
const plain = /^[ -~]*$/;

/** Redacted, cut, and without what could move or hide text on a screen or in a terminal (F25). */
function inert(text: string, longest: number): string {
  const short = redactShort(text, longest);
  return plain.test(short) ? short : short.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
}
