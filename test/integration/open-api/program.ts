import { app } from 'electron';
import { createOpenApiDocuments } from '../../../src/main/open-api/open-api-documents.ts';
import { forkDocument } from '../../../src/main/open-api/fork-document.ts';
import { serve } from '../../support/electron-serve.ts';
import { systemClock } from '../../support/system-clock.ts';

const { SERVICE: service = '', PROBE: probe = '' } = process.env;

app.once('ready', () => {
  const documents = createOpenApiDocuments({
    fork: () => forkDocument(service),
    after: (milliseconds, work) => systemClock.after(milliseconds, work),
  });
  serve({
    open: (text) =>
      documents.open({ bytes: new TextEncoder().encode(String(text)), source: 'openapi.yaml', url: null }),
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
