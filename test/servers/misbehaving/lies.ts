import type { ServerResponse } from 'node:http';
import type { AuthorizationServer } from '../authorization-server.ts';
import { json, text } from '../http-server.ts';
import type { IdTokenMaker } from '../levers.ts';
import type { Lie } from './behaviour.ts';

type Members = Readonly<Record<string, unknown>>;
type OfServer = Members | ((server: AuthorizationServer) => Members);

/** Keeps the rules. */
export const honest: Lie = () => undefined;

/** Members of the metadata; undefined leaves one out. */
export function metadata(members: OfServer): Lie {
  return (server) => {
    server.metadata = { ...membersOf(members, server) };
  };
}

/** Claims of the ID token; undefined leaves one out. */
export function claims(members: OfServer): Lie {
  return (server) => {
    server.claims = { ...membersOf(members, server) };
  };
}

/** Claims that depend on the server's time, in seconds since the epoch. */
export function timedClaims(members: (now: number) => Members): Lie {
  return (server, { clock }) => {
    server.claims = { ...members(Math.floor(clock.now() / 1000)) };
  };
}

/** Members of the token answer; undefined leaves one out. */
export function tokenAnswer(members: OfServer): Lie {
  return (server) => {
    server.tokenAnswer = { ...membersOf(members, server) };
  };
}

export function idToken(make: IdTokenMaker): Lie {
  return (server) => {
    server.makeIdToken = make;
  };
}

/** Changes the callback that the browser is sent to. */
export function callback(change: (url: string, server: AuthorizationServer) => string): Lie {
  return (server) => {
    server.callback = (url) => change(url, server);
  };
}

/** Changes single parameters of the callback; null leaves one out. */
export function parameters(changes: Readonly<Record<string, string | null>>): Lie {
  return callback((url) => {
    const [address = '', query = ''] = url.split('?', 2);
    const changed = new URLSearchParams(query);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) changed.delete(name);
      else changed.set(name, value);
    }
    return `${address}?${changed.toString()}`;
  });
}

/** Adds to the callback as it is. */
export function appended(more: string): Lie {
  return callback((url) => url + more);
}

/** Answers a path with JSON of this status. */
export function answersJson(path: string, status: number, value: unknown, headers: Headers = {}): Lie {
  return (server) => server.script(path, (_request, response) => json(response, status, value, headers));
}

/** Answers a path with anything. */
export function answersText(path: string, status: number, body: string, headers: Headers = {}): Lie {
  return (server) => server.script(path, (_request, response) => text(response, status, body, headers));
}

/** Takes what it serves at a path to another one, which its metadata names from now on (F19). */
export function moves(path: string, member: string): Lie {
  return (server) => {
    server.moved = { ...server.moved, [path]: `/moved${path}` };
    server.metadata = { ...server.metadata, [member]: `${server.origin}/moved${path}` };
  };
}

type Headers = Readonly<Record<string, string>>;

/** Writes to the connection itself, past everything that makes an answer a proper one. */
export function writeRaw(response: ServerResponse, bytes: string | Uint8Array): void {
  response.socket?.write(bytes);
}

export function all(...lies: readonly Lie[]): Lie {
  return async (server, surroundings) => {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other: a later one may build on an earlier
    for (const lie of lies) await lie(server, surroundings);
  };
}

function membersOf(members: OfServer, server: AuthorizationServer): Members {
  return typeof members === 'function' ? members(server) : members;
}
