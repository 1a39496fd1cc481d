import { app, BrowserWindow, session } from 'electron';
import * as z from 'zod';
import { createClientCertificateChoices } from '../../../src/core/client-certificates/client-certificates.ts';
import { FetchError } from '../../../src/core/ports/fetch.ts';
import { answerServer, answerServers } from '../../../src/main/network/client-certificates.ts';
import { createNetwork } from '../../../src/main/network/create-network.ts';
import { createWaitingRequests, serverOf } from '../../../src/main/network/waiting-requests.ts';
import { serve } from '../../support/electron-serve.ts';
import { systemClock } from '../../support/system-clock.ts';

/*
 * Who answers servers that want a certificate, in a real main process, for client-certificates.test.ts. Where the runtime
 * asks for `net.request`, requests are the network's own; else it asks for pages only, and what it asks is handed over as if
 * it had come from there: its certificates, its answer and what the server sees are real in both.
 */

const event = 'select-client-certificate';
const whereSchema = z.object({ url: z.string(), connection: z.string() });

let remembered: readonly { readonly server: string; readonly fingerprint: string }[] = [];
const choices = createClientCertificateChoices({
  remembered: {
    clientCertificates: () => remembered,
    setClientCertificate(server, fingerprint) {
      const others = remembered.filter((other) => other.server !== server);
      remembered = fingerprint === null ? others : [...others, { server, fingerprint }];
    },
  },
  clock: systemClock,
  changed: () => undefined,
});
const network = createNetwork({
  proxies: { forProxy: () => Promise.resolve(null) },
  certificates: choices,
  others: 'get-none',
});
const asksForRequests = Number(process.versions.electron?.split('.')[0]) >= 44;

/** What a page shows of an address, or Chromium's name for why not. */
async function page(input: unknown): Promise<string> {
  const { url, connection } = whereSchema.parse(input);
  const partition = `page-${connection}`;
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: session.fromPartition(partition) },
  });
  try {
    await window.loadURL(url);
    return z.string().parse(await window.webContents.executeJavaScript('document.body.innerText'));
  } catch (error) {
    return /ERR_\w+/.exec(String(error))?.[0] ?? String(error);
  } finally {
    window.destroy();
  }
}

const waiting = createWaitingRequests((server) => {
  choices.withdraw(server);
});
const controllers = new Map<string, () => void>();

async function request(
  input: unknown,
): Promise<{ readonly said: string; readonly asked: readonly boolean[] }> {
  const where = whereSchema.parse(input);
  const asked: boolean[] = [];
  const told = { url: where.url, asking: (now: boolean) => asked.push(now) };
  const controller = new AbortController();
  const said = asksForRequests
    ? throughNetwork({ ...told, method: 'GET', headers: [] }, where.connection, controller.signal)
    : asPage(where, told, controller.signal);
  controllers.set(where.connection, () => {
    controller.abort();
  });
  return { said: await said, asked };
}

async function throughNetwork(
  sent: Parameters<ReturnType<typeof network.fetchFor>['send']>[0],
  connection: string,
  signal: AbortSignal,
): Promise<string> {
  try {
    const answer = await network.fetchFor(connection).send(sent, signal);
    const parts: Uint8Array[] = [];
    for await (const part of answer.body) parts.push(part);
    return Buffer.concat(parts).toString();
  } catch (error) {
    if (error instanceof FetchError) return error.code;
    throw error;
  }
}

async function asPage(
  where: z.infer<typeof whereSchema>,
  told: Parameters<typeof waiting.enter>[0],
  signal: AbortSignal,
): Promise<string> {
  const leave = waiting.enter(told);
  signal.addEventListener('abort', leave);
  app.removeAllListeners(event);
  app.on(event, (asking, _contents, server, offered, answer) => {
    answerServer(
      { certificates: choices, waiting, others: 'get-none' },
      asking,
      null,
      server,
      offered,
      answer,
    );
  });
  try {
    const cancelled = new Promise<string>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve('cancelled');
      });
    });
    const said = await Promise.race([page(where), cancelled]);
    if (said !== 'ERR_BAD_SSL_CLIENT_AUTH_CERT') return said;
    choices.refused(serverOf(where.url));
    return 'client-certificate-refused';
  } finally {
    app.removeAllListeners(event);
    answerServers(app, { certificates: choices, waiting, others: 'get-none' });
    leave();
  }
}

app.on('window-all-closed', () => undefined);
app.once('ready', () => {
  serve({
    page,
    request,
    /** Through the network, in every runtime. */
    send: (input) => {
      const { url, connection } = whereSchema.parse(input);
      return throughNetwork({ url, method: 'GET', headers: [] }, connection, new AbortController().signal);
    },
    close: (connection) => network.close(z.string().parse(connection)),
    /** Takes away who answers: what Electron does by itself. */
    nobodyAnswers: () => {
      app.removeAllListeners(event);
    },
    cancel: (connection) => {
      controllers.get(z.string().parse(connection))?.();
    },
    state: () => choices.state(),
    answer: (input) =>
      choices.answer(z.object({ id: z.string(), fingerprint: z.string().nullable() }).parse(input)),
    askAgain: () => {
      choices.askAgain();
    },
    forget: (server) => {
      choices.forget(z.string().parse(server));
      network.forgetClientCertificates();
    },
  });
});
