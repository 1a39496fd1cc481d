import { app, session } from 'electron';
import * as z from 'zod';
import { mediaTypeOf } from '../../../src/core/broker/media-type.ts';
import { describeBytes } from '../../../src/core/broker/response-body.ts';
import { FetchError, type BodyStream } from '../../../src/core/ports/fetch.ts';
import { noClientCertificates } from '../../../src/main/network/client-certificates.ts';
import type { Cookies } from '../../../src/core/cookies/cookies.ts';
import { createCookies } from '../../../src/core/cookies/create-cookies.ts';
import { createNetwork } from '../../../src/main/network/create-network.ts';
import { join } from 'node:path';
import { createBroker } from '../../../src/core/broker/create-broker.ts';
import { nodeSpoolDisk } from '../../../src/core/broker/bodies/node-spool-disk.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import { succeed } from '../../../src/shared/result.ts';
import { savedConnection } from '../../support/connections.ts';
import { MemoryVault } from '../../support/memory-vault.ts';
import { systemClock } from '../../support/system-clock.ts';
import { serve } from '../../support/electron-serve.ts';

/* The network of the app in a real main process, for network.test.ts. */

const sendSchema = z.object({
  connection: z.string(),
  key: z.string().optional(),
  method: z.string(),
  url: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])).readonly(),
  body: z.string().optional(),
  /** A body of so many bytes, made while it is sent. */
  upload: z.number().optional(),
  /** Bytes after which the upload cannot be read any more. */
  unreadableAfter: z.number().optional(),
  /** Bytes after which to leave the loop; 0: at the first chunk. */
  stopAfter: z.number().optional(),
  /** Wait after each chunk, in milliseconds. */
  pause: z.number().optional(),
});

const network = createNetwork({
  proxies: { forProxy: () => Promise.resolve(null) },
  certificates: noClientCertificates,
  others: 'get-none',
});
const running = new Map<string, AbortController>();

/** Bytes that uploads were asked for so far, and uploads that are open. */
const read = { bytes: 0, open: 0 };

function uploadOf(size: number, unreadableAfter = Number.POSITIVE_INFINITY): BodyStream {
  return {
    size,
    async *chunks() {
      read.open += 1;
      read.bytes = 0;
      try {
        for (let at = 0; at < size;) {
          const bytes = new Uint8Array(Math.min(262_144, size - at)).fill(97);
          if (at + bytes.byteLength > unreadableAfter) throw new FetchError('disk-failed', 'It is gone.');
          yield await Promise.resolve(bytes);
          at += bytes.byteLength;
          read.bytes = at;
        }
      } finally {
        read.open -= 1;
      }
    },
  };
}

async function send(input: unknown): Promise<unknown> {
  const request = sendSchema.parse(input);
  const controller = new AbortController();
  if (request.key !== undefined) running.set(request.key, controller);
  try {
    const answer = await network.fetchFor(request.connection).send(
      {
        method: request.method,
        url: request.url,
        headers: request.headers,
        ...(request.body === undefined ? {} : { body: new TextEncoder().encode(request.body) }),
        ...(request.upload === undefined
          ? {}
          : { upload: uploadOf(request.upload, request.unreadableAfter) }),
      },
      controller.signal,
    );
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body) {
      size += chunk.byteLength;
      if (size < 5_000_000) parts.push(chunk);
      if (request.stopAfter !== undefined && size > request.stopAfter) break;
      if (request.pause !== undefined) await new Promise((resolve) => setTimeout(resolve, request.pause));
    }
    const { status, statusText, headers } = answer;
    return { ok: true, status, statusText, headers, body: Buffer.concat(parts).toString(), size };
  } catch (error) {
    if (error instanceof FetchError) {
      const { code, message, certificate } = error;
      return { ok: false, code, message, certificate };
    }
    throw error;
  }
}

const requestSchema = z.object({
  connection: z.string(),
  apiOrigins: z.array(z.object({ origin: z.string(), resource: z.string() })),
  /** By resource. */
  tokens: z.record(z.string(), z.string()),
  draft: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.array(z.tuple([z.string(), z.string()])).readonly(),
    body: z.object({ kind: z.literal('text'), text: z.string() }).nullable(),
    authorization: z.enum(['on', 'off']),
  }),
  keepsCookies: z.boolean(),
});

const keyringLocked: Failure = {
  code: 'keyring-locked',
  what: 'The keyring is locked.',
  why: 'It was not opened yet.',
  next: 'Unlock it.',
};
const vault = new MemoryVault();
const startCookies = (): Cookies =>
  createCookies({ vault, storeOf: (id) => network.cookiesOf(id), on: () => true, changed: () => undefined });
let cookies = startCookies();

/** A request through the broker over the app's own network. */
function requestThroughBroker(input: unknown): Promise<unknown> {
  const { connection, apiOrigins, tokens, draft, keepsCookies } = requestSchema.parse(input);
  const broker = createBroker({
    fetchFor: (id) => network.fetchFor(id),
    tokens: {
      accessToken: (_id, resource) =>
        Promise.resolve(succeed({ value: tokens[resource ?? ''] ?? '', tokenType: 'Bearer' })),
      rejected: () => undefined,
      lacking: () => [],
    },
    connections: { get: (id) => savedConnection({ id, apiOrigins }) },
    ...(keepsCookies ? { cookies } : {}),
    activity: { add: () => undefined },
    uploads: { open: () => null },
    progress: () => undefined,
    clock: systemClock,
    spool: { disk: nodeSpoolDisk, folder: join(app.getPath('userData'), 'spool') },
  });
  return broker.send({ connectionId: connection, requestId: 'one', request: draft });
}

app.once('ready', () => {
  serve({
    send,
    request: requestThroughBroker,
    trustEverybody: (connection) => {
      network.warmUp(z.string().parse(connection));
      session
        .fromPartition(`connection-${z.string().parse(connection)}`)
        .setCertificateVerifyProc((_asked, answer) => {
          answer(0);
        });
    },
    cancel: (key) => {
      running.get(z.string().parse(key))?.abort();
    },
    warmUp: (connection) => {
      network.warmUp(z.string().parse(connection));
    },
    close: (connection) => network.close(z.string().parse(connection)),
    /** How many times something listens to what its session does. */
    listeners: (connection) =>
      session.fromPartition(`connection-${z.string().parse(connection)}`).listenerCount('will-download'),
    cookies: async (connection) => {
      const own = session.fromPartition(`connection-${z.string().parse(connection)}`);
      return (await own.cookies.get({})).length + (await session.defaultSession.cookies.get({})).length;
    },
    cookieView: (connection) => cookies.view(z.string().parse(connection)),
    forgetCookies: (connection) => cookies.forget(z.string().parse(connection)),
    lockCookies: async (locked) => {
      vault.fault = (call) => (locked === true && call === 'read' ? keyringLocked : null);
      vault.become(locked === true ? { kind: 'locked' } : { kind: 'open', backend: 'test' });
      await cookies.vaultChanged();
    },
    /** Every connection has a new session, which knows nothing. */
    renewSessions: async () => {
      network.forgetClientCertificates();
      await cookies.networkRenewed();
    },
    /** As if the app was started again: the network knows nothing, and the vault what was sealed. Answers with that. */
    restart: async (connection) => {
      await cookies.close();
      await network.close(z.string().parse(connection));
      cookies = startCookies();
      return vault.records.get(`cookies/${z.string().parse(connection)}`) ?? null;
    },
    proxy: async (input) => {
      const { connection, rules } = z.object({ connection: z.string(), rules: z.string() }).parse(input);
      const own = session.fromPartition(`connection-${connection}`);
      await own.setProxy({ proxyRules: rules, proxyBypassRules: '<-loopback>' });
    },
    storage: (connection) => session.fromPartition(`connection-${z.string().parse(connection)}`).storagePath,
    uploads: () => read,
    memory: () => process.memoryUsage().rss,
    describe: (input) => {
      const { base64, type } = z.object({ base64: z.string(), type: z.string() }).parse(input);
      return describeBytes(Buffer.from(base64, 'base64'), mediaTypeOf([['content-type', type]]));
    },
  });
});
