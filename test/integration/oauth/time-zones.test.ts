import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { root } from '../../../scripts/lib/paths.mjs';

const told = z.object({ seen: z.array(z.unknown()), shown: z.array(z.string()) });

let folder: string;
beforeAll(async () => {
  await mkdir(join(root, 'out'), { recursive: true });
  // Beside node_modules: what is not bundled is found from there.
  folder = await mkdtemp(join(root, 'out', 'time-zones-'));
  await build({
    absWorkingDir: root,
    entryPoints: ['test/integration/oauth/time-zone-child.ts'],
    outfile: join(folder, 'child.mjs'),
    bundle: true,
    packages: 'external',
    alias: { '@openid/appauth': './node_modules/@openid/appauth/built/src/index.js' },
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
});
afterAll(async () => rm(folder, { recursive: true }));

/** What a session does over `change`, in a process that lives in a time zone. */
async function lifeIn(zone: string, change: number): Promise<z.infer<typeof told>> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(folder, 'child.mjs'), String(change)],
    { env: { ...process.env, TZ: zone } },
  );
  return told.parse(JSON.parse(stdout));
}

/** Moments in which a place sets its clocks, by law or by moving to another zone. */
const changes = [
  { what: 'clocks go ahead', zone: 'Europe/Berlin', at: Date.UTC(2026, 2, 29, 1) },
  { what: 'clocks go back', zone: 'America/New_York', at: Date.UTC(2026, 10, 1, 6) },
  { what: 'clocks go back by half an hour', zone: 'Australia/Lord_Howe', at: Date.UTC(2026, 3, 4, 15) },
  { what: 'a day is left out', zone: 'Pacific/Apia', at: Date.UTC(2011, 11, 30, 10) },
] as const;

test.each(changes)('F34+: a session does the same in $zone, where $what, as in UTC', async ({ zone, at }) => {
  const [there, utc] = await Promise.all([lifeIn(zone, at), lifeIn('UTC', at)]);
  // The clocks of the place did jump, or this would prove nothing.
  const offsets = there.shown.map((shown) => /GMT[+-]\d{4}/u.exec(shown)?.[0]);
  expect(new Set(offsets).size).toBe(2);
  expect(there.seen).toEqual(utc.seen);
  expect(there.seen.length).toBeGreaterThan(20);
});
