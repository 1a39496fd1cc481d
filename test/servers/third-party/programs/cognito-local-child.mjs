import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from './child.mjs';

const load = createRequire(import.meta.url);

/** `cognito-local`, which reads where to listen from its environment and keeps its data below the folder it runs in. */
serve(async ({ port }) => {
  Object.assign(process.env, { HOST: '127.0.0.1', PORT: String(port) });
  load('cognito-local/lib/bin/start.js');
  const origin = `http://127.0.0.1:${port}`;
  while (!(await isThere(origin))) await sleep(50);
  return { told: { origin } };
});

async function isThere(origin) {
  try {
    return (await fetch(`${origin}/health`)).ok;
  } catch {
    return false;
  }
}
