import type { FetchRequest } from '../../core/ports/fetch.ts';

/** The requests that no answer has come to yet, by the server they are for. */
export interface WaitingRequests {
  /** Call the function that comes back once the answer is there, or the request has ended. */
  enter(request: Pick<FetchRequest, 'url' | 'asking'>): () => void;
  /** Whether one waits for the server; without a name: for any. */
  any(server?: string): boolean;
  /** A person is asked something that the server's requests wait for, until the function that comes back is called. */
  asking(server: string): () => void;
}

interface Waiting {
  readonly asking: FetchRequest['asking'];
}

/** @param left told of a server when nothing waits for it any more */
export function createWaitingRequests(left: (server: string) => void): WaitingRequests {
  const waiting = new Map<string, Set<Waiting>>();
  /** Questions that are open, by server. */
  const open = new Map<string, number>();
  const tell = (server: string, now: boolean): void => {
    for (const each of waiting.get(server) ?? []) each.asking?.(now);
  };
  return {
    enter({ url, asking }) {
      const server = serverOf(url);
      const entry: Waiting = { asking };
      const all = waiting.get(server) ?? new Set();
      waiting.set(server, all.add(entry));
      if (open.has(server)) asking?.(true);
      return () => {
        if (!all.delete(entry)) return;
        if (open.has(server)) asking?.(false);
        if (all.size > 0) return;
        waiting.delete(server);
        left(server);
      };
    },
    any: (server) => (server === undefined ? waiting.size > 0 : waiting.has(server)),
    asking(server) {
      const before = open.get(server) ?? 0;
      open.set(server, before + 1);
      if (before === 0) tell(server, true);
      return () => {
        const rest = (open.get(server) ?? 0) - 1;
        if (rest > 0) open.set(server, rest);
        else if (open.delete(server)) tell(server, false);
      };
    },
  };
}

/** Host and port, as Chromium names a server. */
export function serverOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port === '' ? (protocol === 'http:' ? '80' : '443') : port}`;
}
