// oxlint-disable-next-line import/default -- Vite gives the file's address in its place
import workerUrl from './compare-worker.ts?worker&url';

import { ownWorkers } from '../../api/own-workers.ts';

/** A worker that compares two texts. */
export const startCompareWorker = ownWorkers('latchkey-compare-worker', workerUrl);
