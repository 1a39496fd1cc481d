import { app } from 'electron';
import * as z from 'zod';
import { createProxySignIns } from '../../../src/core/proxy/proxy-sign-ins.ts';
import { FetchError } from '../../../src/core/ports/fetch.ts';
import { noClientCertificates } from '../../../src/main/network/client-certificates.ts';
import { createNetwork } from '../../../src/main/network/create-network.ts';
import { lockDown } from '../../../src/main/window/lock-down.ts';
import { serve } from '../../support/electron-serve.ts';
import { MemoryVault } from '../../support/memory-vault.ts';

/* The network of the app and its sign-ins of proxies in a real main process, for squid.test.ts. */

const sendSchema = z.object({ connection: z.string(), url: z.string(), body: z.string().optional() });
const answerSchema = z.object({
  id: z.string(),
  username: z.string(),
  password: z.string(),
  remember: z.boolean(),
});

lockDown(app, () => undefined);
const vault = new MemoryVault();
const signIns = createProxySignIns({ vault, changed: () => undefined });
const network = createNetwork({ proxies: signIns, certificates: noClientCertificates, others: 'get-none' });

async function send(input: unknown): Promise<unknown> {
  const { connection, url, body } = sendSchema.parse(input);
  const asked: boolean[] = [];
  try {
    const answer = await network.fetchFor(connection).send(
      {
        method: body === undefined ? 'GET' : 'POST',
        url,
        headers: [['authorization', 'Bearer secret']],
        ...(body === undefined ? {} : { body: Buffer.from(body) }),
        asking: (now) => asked.push(now),
      },
      new AbortController().signal,
    );
    let text = '';
    for await (const chunk of answer.body) text += Buffer.from(chunk).toString();
    return { status: answer.status, text, asked };
  } catch (error) {
    if (error instanceof FetchError) return { code: error.code, asked };
    throw error;
  }
}

app.once('ready', () => {
  serve({
    send,
    state: () => signIns.state(),
    answer: (input) => signIns.answer(answerSchema.parse(input)),
    decline: (id) => {
      signIns.decline(z.string().parse(id));
    },
    askAgain: () => {
      signIns.askAgain();
    },
    forget: async () => {
      await network.forgetProxies();
      return signIns.forget();
    },
    sealed: () => [...vault.records.keys()],
  });
});
