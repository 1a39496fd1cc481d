import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { app, net, session, type IncomingMessage } from 'electron';
import * as z from 'zod';
import { serve } from '../../support/electron-serve.ts';

/* Bare `net.request` in main, written to a plain file, for what a download through the app is held against. */

const inputSchema = z.object({ url: z.string(), file: z.string(), token: z.string() });

/** Resolves with the milliseconds until the last byte was written. */
async function download(input: unknown): Promise<number> {
  const { url, file, token } = inputSchema.parse(input);
  const started = performance.now();
  const message = await answerOf(url, token);
  const stream: unknown = message;
  if (!(stream instanceof Readable)) throw new TypeError('Electron’s IncomingMessage is no stream.');
  await pipeline(stream, createWriteStream(file, { mode: 0o600 }));
  const milliseconds = performance.now() - started;
  await rm(file);
  return milliseconds;
}

function answerOf(url: string, token: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const own = session.fromPartition('bare', { cache: false });
    const outgoing = net.request({ url, session: own, redirect: 'manual' });
    outgoing.setHeader('authorization', `Bearer ${token}`);
    outgoing.on('error', reject);
    outgoing.on('response', resolve);
    outgoing.end();
  });
}

app.once('ready', () => {
  serve({ download });
});
