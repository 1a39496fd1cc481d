// oxlint-disable-next-line import/default -- Vite gives the file's address in its place
import workerUrl from './json-worker.ts?worker&url';

import { ownWorkers } from '../../api/own-workers.ts';

/** A worker that reads one JSON document. */
export const startJsonWorker = ownWorkers('latchkey-json-worker', workerUrl);
