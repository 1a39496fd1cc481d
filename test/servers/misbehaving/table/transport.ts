import type { Surroundings } from '../behaviour.ts';
import type { ServerResponse } from 'node:http';

/** What the way in which an answer was sent comes to, whatever the answer says. */
export type Received =
  | 'whole'
  | 'too-large'
  | 'timed-out'
  | 'redirected'
  | 'unreadable'
  | 'broken-off'
  /** An answer, and not the one that was asked for. */
  | 'other'
  /** The right answer, said to be a web page. */
  | 'page';

export interface Transport {
  readonly id: string;
  readonly does: string;
  readonly source: string;
  readonly received: Received;
  readonly write: (body: string, response: ServerResponse, surroundings: Surroundings) => void;
}

export const json = 'application/json';

export function sends(
  id: string,
  does: string,
  received: Received,
  answer: (body: string) => string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  source = 'hostile',
): Transport {
  return {
    id,
    does,
    source,
    received,
    write(body, response) {
      response.writeHead(200, { 'content-type': json, ...headers });
      response.end(answer(body));
    },
  };
}

export function raw(
  id: string,
  does: string,
  received: Received,
  answer: (body: string) => string,
  source = 'RFC 9112',
): Transport {
  return {
    id,
    does,
    source,
    received,
    write(body, response) {
      response.socket?.end(answer(body));
    },
  };
}

export function redirects(
  id: string,
  does: string,
  status: number,
  location: (elsewhere: string) => string | null,
): Transport {
  return {
    id,
    does,
    source: 'RFC 9700 §4.12',
    received: 'redirected',
    write(_body, response, { elsewhere }) {
      const to = location(elsewhere);
      response.writeHead(status, to === null ? {} : { location: to });
      response.end();
    },
  };
}

export function member(text: string): (body: string) => string {
  return (body) => body.replace('{', `{${text},`);
}

export function whole(body: string, more = ''): string {
  return `HTTP/1.1 200 OK\r\nContent-Type: ${json}\r\n${more}Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;
}
