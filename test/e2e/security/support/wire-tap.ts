import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';

/** A secret that went over the wire, and what it is. */
export interface Secret {
  readonly kind:
    | 'access token'
    | 'refresh token'
    | 'ID token'
    | 'code'
    | 'device code'
    | 'verifier'
    | 'state'
    | 'nonce'
    | 'cookie';
  readonly value: string;
}

export interface WireTap {
  /** Every secret so far, each once. */
  secrets(): readonly Secret[];
  /** Each request to the API: its path, and whether it brought the cookie back that an earlier answer had set. */
  readonly calls: readonly { readonly path: string; readonly withCookie: boolean }[];
  stop(): void;
}

const started = 'http.server.request.start';

/**
 * Listens to the servers of this process, the demo's, as they talk. It also makes the API's answers as eager to stay as an answer
 * can be: each may be cached by anybody for a year, and sets a cookie for as long.
 */
export function tapServers(apiOrigin: string): WireTap {
  const found = new Map<string, Secret>();
  const calls: { path: string; withCookie: boolean }[] = [];
  const apiPort = new URL(apiOrigin).port;
  const cookie = `sticky${'0123456789abcdef'.repeat(2)}`;
  const add = (kind: Secret['kind'], value: string | null): void => {
    if (value !== null && value.length >= 16) found.set(`${kind} ${value}`, { kind, value });
  };
  const readParameters = (parameters: URLSearchParams): void => {
    add('code', parameters.get('code'));
    add('verifier', parameters.get('code_verifier'));
    add('state', parameters.get('state'));
    add('nonce', parameters.get('nonce'));
    add('refresh token', parameters.get('refresh_token'));
  };
  const readJson = (text: string): void => {
    for (const [name, kind] of [
      ['access_token', 'access token'],
      ['refresh_token', 'refresh token'],
      ['id_token', 'ID token'],
      ['device_code', 'device code'],
    ] as const) {
      add(kind, new RegExp(`"${name}"\\s*:\\s*"([^"]+)"`).exec(text)?.[1] ?? null);
    }
  };

  const listen = (message: unknown): void => {
    const request: unknown = Reflect.get(Object(message), 'request');
    const response: unknown = Reflect.get(Object(message), 'response');
    if (!(request instanceof IncomingMessage) || !isResponse(response)) return;
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    readParameters(url.searchParams);
    add('access token', /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null);
    // Bodies are seen where Node puts them together: listening for them would take them from the server.
    let asked = '';
    before(request, 'push', ([chunk]) => {
      if (chunk === null) readParameters(new URLSearchParams(asked));
      else asked += textOf(chunk);
    });
    let answered = '';
    const note = ([chunk]: readonly unknown[]): void => {
      answered += textOf(chunk);
      readJson(answered.slice(-20_000));
    };
    before(response, 'write', note);
    before(response, 'end', (values) => {
      note(values);
      const location = response.getHeader('location');
      if (typeof location === 'string' && location.includes('?')) {
        readParameters(new URLSearchParams(location.slice(location.indexOf('?'))));
      }
    });
    if (String(request.socket.localPort) === apiPort) {
      add('cookie', cookie);
      calls.push({ path: url.pathname, withCookie: (request.headers.cookie ?? '').includes(cookie) });
      makeSticky(response, cookie);
    }
  };
  subscribe(started, listen);
  return {
    secrets: () => [...found.values()],
    calls,
    stop: () => {
      unsubscribe(started, listen);
    },
  };
}

function makeSticky(response: ServerResponse, cookie: string): void {
  before(response, 'writeHead', (values) => {
    const headers = values.at(-1);
    if (typeof headers === 'object' && headers !== null) Reflect.deleteProperty(headers, 'Cache-Control');
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.setHeader('Last-Modified', 'Mon, 01 Jan 2024 00:00:00 GMT');
    response.setHeader('Set-Cookie', `resume=${cookie}; Max-Age=31536000; Path=/`);
  });
}

function textOf(chunk: unknown): string {
  return Buffer.isBuffer(chunk) || typeof chunk === 'string' ? chunk.toString() : '';
}

function isResponse(value: unknown): value is ServerResponse {
  return value instanceof ServerResponse;
}

/** Does something with the arguments of one object's method before each call of it. */
function before(target: object, name: string, look: (values: readonly unknown[]) => void): void {
  const own: unknown = Reflect.get(target, name);
  if (typeof own !== 'function') throw new TypeError(`There is no ${name} here.`);
  Reflect.set(target, name, (...values: unknown[]): unknown => {
    look(values);
    const result: unknown = Reflect.apply(own, target, values);
    return result;
  });
}
