import { app } from 'electron';
import * as z from 'zod';
import { createOpenApiDocuments } from '../../../src/main/open-api/open-api-documents.ts';
import { forkDocument } from '../../../src/main/open-api/fork-document.ts';
import { serve } from '../../support/electron-serve.ts';
import { systemClock } from '../../support/system-clock.ts';

const largeSchema = z.object({ begin: z.string(), each: z.string(), bytes: z.number() });

const { SERVICE: service = '', PROBE: probe = '' } = process.env;

app.once('ready', () => {
  const documents = createOpenApiDocuments({
    fork: () => forkDocument(service),
    after: (milliseconds, work) => systemClock.after(milliseconds, work),
  });
  const open = (text: string) =>
    documents.open({ bytes: new TextEncoder().encode(text), source: 'openapi.yaml', url: null });
  serve({
    open: (text) => open(String(text)),
    /** A text so often that it has this size, behind the beginning of a document. */
    async openLarge(input) {
      const { begin, each, bytes } = largeSchema.parse(input);
      let text = begin;
      for (let at = 0; text.length < bytes; at += 1) text += each.replaceAll('#', String(at));
      const opened = await open(text);
      return opened.ok
        ? { bytes: text.length, names: opened.value.operations.map(({ name }) => name) }
        : opened;
    },
    requests: (ticket) => documents.requests(String(ticket), [0]),
    probe: () =>
      new Promise((resolve) => {
        const child = forkDocument(probe);
        child.onMessage((message) => {
          child.kill();
          resolve(message);
        });
      }),
  });
});
