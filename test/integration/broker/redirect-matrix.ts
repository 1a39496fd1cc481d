import type { ApiOrigin } from '../../../src/shared/connection.ts';
import type { RequestDraft, ResponseView } from '../../../src/shared/request.ts';
import type { Result } from '../../../src/shared/result.ts';
import { startLoopbackServer, type LoopbackServer, type Seen } from '../../support/loopback-server.ts';
import { privateCertificate } from '../../support/private-authority.ts';
import { textBody } from '../../support/bodies.ts';

/*
 * Every redirect there is: each status, each way to another place, each method, each kind of credential, against real servers.
 * What is expected stands here as tables of their own, not as the rules that are tested.
 */

export const statuses = [301, 302, 303, 307, 308] as const;
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'] as const;
export type Status = (typeof statuses)[number];
type Method = (typeof methods)[number];

/** Fetch standard §4.4: the method with which the redirect is followed. */
const nextMethods: Readonly<Record<Status, Readonly<Partial<Record<Method, Method>>>>> = {
  301: { POST: 'GET' },
  302: { POST: 'GET' },
  303: { POST: 'GET', PUT: 'GET', PATCH: 'GET', DELETE: 'GET', OPTIONS: 'GET', PROPFIND: 'GET' },
  307: {},
  308: {},
};

interface Credential {
  readonly name: string;
  readonly draft: (needle: string) => Pick<RequestDraft, 'headers' | 'authorization'>;
  /** The header in which it arrives; null: the request is refused. */
  readonly header: string | null;
}

const typed = (name: string, value: (needle: string) => string): Credential => ({
  name,
  draft: (needle) => ({ headers: [[name, value(needle)]], authorization: 'off' }),
  header: name.toLowerCase(),
});

export const credentials: readonly Credential[] = [
  {
    name: 'the sign-in',
    draft: () => ({ headers: [], authorization: 'on' }),
    header: 'authorization',
  },
  typed('Authorization', (needle) => `Basic ${needle}`),
  typed('DPoP', (needle) => needle),
  typed('X-API-Key', (needle) => needle),
  typed('Private-Token', (needle) => needle),
  { ...typed('Cookie', (needle) => `session=${needle}`), header: null },
  { ...typed('Proxy-Authorization', (needle) => `Basic ${needle}`), header: null },
];

export interface Way {
  readonly name: string;
  /** The places of the chain, the first being asked by the person. */
  readonly through: readonly Place[];
}
type Place = 'first' | 'other port' | 'other name' | 'tls' | 'tls other name' | 'allowed';

export const ways: readonly Way[] = [
  { name: 'the same origin', through: ['first', 'first'] },
  { name: 'the same origin over TLS', through: ['tls', 'tls'] },
  { name: 'another port', through: ['first', 'other port'] },
  { name: 'another name for the same server', through: ['first', 'other name'] },
  { name: 'another name over TLS', through: ['tls', 'tls other name'] },
  { name: 'another allowed origin', through: ['first', 'allowed'] },
  { name: 'TLS lost', through: ['tls', 'first'] },
  { name: 'TLS won', through: ['first', 'tls'] },
  { name: 'away and back', through: ['first', 'other port', 'first'] },
  { name: 'away and back to TLS', through: ['tls', 'first', 'tls'] },
  { name: 'within, then away, then to an allowed one', through: ['first', 'first', 'other port', 'allowed'] },
];

/** The servers that redirect, and the places that they are. */
export interface Matrix {
  /** What the TLS server proves itself by; PEM. */
  readonly certificate: string;
  /** Every outcome of one way and status, in the order of `casesOf`, and what each has to be. */
  play(
    way: Way,
    status: Status,
    sender: Sender,
  ): Promise<{ readonly outcomes: readonly Outcome[]; readonly expected: readonly Outcome[] }>;
  /** Has every server set its cookie, as if a person had asked each of them. */
  setCookies(sender: Sender): Promise<void>;
  close(): Promise<void>;
}

/** The broker that is tried. */
export interface Sender {
  send(apiOrigins: readonly ApiOrigin[], draft: RequestDraft): Promise<Result<ResponseView>>;
  /** The access token that it gets for a resource. */
  token(resource: string): string;
  /** Whether the connection keeps cookies. */
  readonly keepsCookies: boolean;
}

interface World {
  readonly servers: readonly LoopbackServer[];
  readonly places: Readonly<Record<Place, string>>;
}

export async function startMatrix(): Promise<Matrix> {
  const certificate = privateCertificate(['DNS:localhost', 'IP:127.0.0.1']);
  const servers = await Promise.all([
    startLoopbackServer(answer),
    startLoopbackServer(answer),
    startLoopbackServer(answer),
    startLoopbackServer(answer, certificate),
  ]);
  const [first, second, third, tls] = servers;
  const world: World = {
    servers,
    places: {
      first: first.origin,
      'other port': second.origin,
      'other name': first.origin.replace('127.0.0.1', 'localhost'),
      tls: tls.origin,
      'tls other name': tls.origin.replace('127.0.0.1', 'localhost'),
      allowed: third.origin,
    },
  };
  return {
    certificate: certificate.cert,
    async play(way, status, sender) {
      const cases = casesOf(way, status);
      const outcomes: Outcome[] = [];
      // oxlint-disable-next-line eslint/no-await-in-loop -- few connections at a time
      for (const one of cases) outcomes.push(await play(one, world, sender));
      return { outcomes, expected: cases.map((one) => expected(one, world, sender)) };
    },
    async setCookies(sender) {
      for (const origin of Object.values(world.places)) {
        const draft = { method: 'GET', url: `${origin}/cookie`, headers: [], body: null } as const;
        // oxlint-disable-next-line eslint/no-await-in-loop -- one person asks
        await sender.send([{ origin, resource: 'urn:first' }], { ...draft, authorization: 'off' });
      }
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** Set by every server, for its host: ports share their cookies (RFC 6265bis §8.5). */
const cookie = 'cookie-needle=1';

/** `/<status>/<case>/<hop>?<where next>&<where after that>`; the last one has no query. Every answer tries to set a cookie. */
function answer(request: Seen, response: Parameters<Parameters<typeof startLoopbackServer>[0]>[1]): void {
  const url = new URL(request.path, 'http://x');
  const [next, ...rest] = url.searchParams.getAll('to');
  response.setHeader('set-cookie', `${cookie}; Path=/`);
  if (next === undefined) {
    response.end('end');
    return;
  }
  const [, status = '', id = '', hop = ''] = url.pathname.split('/');
  response.writeHead(Number(status), { location: address(next, status, id, Number(hop) + 1, rest) }).end();
}

function address(
  origin: string,
  status: number | string,
  id: string,
  hop: number,
  rest: readonly string[],
): string {
  const query = rest.map((to) => `to=${encodeURIComponent(to)}`).join('&');
  return `${origin}/${String(status)}/${id}/${String(hop)}${query === '' ? '' : `?${query}`}`;
}

/** What the servers saw of a case, in the order of the hops. */
function seenOf(id: string, servers: readonly LoopbackServer[]): readonly Seen[] {
  return servers
    .flatMap(({ seen }) => seen.filter(({ path }) => path.includes(`/${id}/`)))
    .toSorted((one, other) => hopOf(one) - hopOf(other));
}

function hopOf({ path }: Seen): number {
  return Number(path.split('/')[3]?.split('?')[0]);
}

/** What a server saw of one hop. */
interface Arrival {
  readonly host: string | undefined;
  readonly method: string;
  readonly body: string;
  /** Where the credential stands in all that arrived. */
  readonly needle: 'in its header' | 'elsewhere' | 'nowhere';
  readonly cookie: string | undefined;
  /** Headers that could be credentials and are not the one that is expected. */
  readonly strangers: readonly string[];
}

export interface Outcome {
  readonly what: string;
  readonly arrivals: readonly Arrival[];
  /** Status of the answer, or the code of the failure. */
  readonly answer: number | string;
  readonly authorized: boolean;
  /** Each hop as the answer tells it. */
  readonly hops: readonly {
    readonly status: number;
    readonly methods: readonly string[];
    readonly left: boolean;
  }[];
}

const watched = ['authorization', 'dpop', 'private-token', 'proxy-authorization', 'x-api-key'];

interface Case {
  readonly what: string;
  readonly id: string;
  readonly status: Status;
  readonly method: Method;
  readonly way: Way;
  readonly credential: Credential;
  readonly body: string | null;
}

let count = 0;

function casesOf(way: Way, status: Status): readonly Case[] {
  return methods.flatMap((method) =>
    credentials.map((credential) => {
      count += 1;
      const id = `case${String(count)}`;
      const body = method === 'GET' || method === 'HEAD' ? null : `body of ${id}`;
      return { what: `${method} with ${credential.name}`, id, status, method, way, credential, body };
    }),
  );
}

async function play(one: Case, { places, servers }: World, sender: Sender): Promise<Outcome> {
  const { what, id, status, method, way, credential, body } = one;
  const [start = '', ...rest] = way.through.map((place) => places[place]);
  const apiOrigins = [
    { origin: places.first, resource: 'urn:first' },
    { origin: places.tls, resource: 'urn:tls' },
    { origin: places.allowed, resource: 'urn:allowed' },
  ];
  const needle =
    credential.name === 'the sign-in'
      ? sender.token(start === places.tls ? 'urn:tls' : 'urn:first')
      : `needle-of-${id}`;
  const url = address(start, status, id, 0, rest);
  const sent = await sender.send(apiOrigins, {
    url,
    method,
    body: body === null ? null : textBody(body),
    ...credential.draft(needle),
  });
  const { header } = credential;
  const left = credential.name === 'the sign-in' ? 'Sign-in' : credential.name;
  const hops = sent.ok ? (sent.value.hops ?? []) : [];
  return {
    what,
    arrivals: seenOf(id, servers).map((seen) => {
      const inHeader = header !== null && String(seen.headers[header]).includes(needle);
      const anywhere = JSON.stringify(seen).includes(needle);
      return {
        host: seen.headers.host,
        method: seen.method,
        body: seen.body,
        needle: inHeader ? 'in its header' : anywhere ? 'elsewhere' : 'nowhere',
        cookie: seen.headers.cookie,
        strangers: watched.filter((name) => name in seen.headers && !(inHeader && name === header)),
      };
    }),
    answer: sent.ok ? sent.value.status : sent.failure.code,
    authorized: sent.ok && sent.value.authorized,
    hops: hops.map((hop) => ({
      status: hop.status,
      methods: [hop.from.method, hop.to.method],
      left: hop.leftBehind.includes(left),
    })),
  };
}

function expected(one: Case, { places }: World, { keepsCookies }: Sender): Outcome {
  const { what, status, method, way, credential, body } = one;
  if (credential.header === null) {
    return { what, arrivals: [], answer: 'request-header-invalid', authorized: false, hops: [] };
  }
  const origins = way.through.map((place) => places[place]);
  const elsewhere = origins.findIndex((origin) => origin !== origins[0]);
  /** Hops to which the credential still goes. */
  const staying = elsewhere === -1 ? origins.length : elsewhere;
  const asked: Method[] = [method];
  for (const before of asked) {
    if (asked.length < origins.length) asked.push(nextMethods[status][before] ?? before);
  }
  return {
    what,
    arrivals: origins.map((origin, hop) => ({
      host: new URL(origin).host,
      method: asked[hop] ?? '',
      body: asked[hop] === method ? (body ?? '') : '',
      needle: hop < staying ? 'in its header' : 'nowhere',
      cookie: keepsCookies && hop < staying ? cookie : undefined,
      strangers: [],
    })),
    answer: 200,
    authorized: credential.name === 'the sign-in' && staying === origins.length,
    hops: origins.slice(1).map((_origin, hop) => ({
      status,
      methods: asked.slice(hop, hop + 2),
      // It is said once: where it happened.
      left: hop + 1 === staying,
    })),
  };
}
