import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  bundleForElectron,
  startElectronProgram,
  type ElectronProgram,
} from '../../support/electron-program.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** What the process that reads a document says of itself. */
const probeSource = `process.parentPort.postMessage({
  heap: require('node:v8').getHeapStatistics().heap_size_limit,
  names: Object.keys(process.env),
});`;

let folder: string;
let electron: ElectronProgram;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-open-api-'));
  const service = join(folder, 'service.cjs');
  await bundleForElectron(here('../../../src/main/open-api/service.ts'), service);
  const probe = join(folder, 'probe.cjs');
  writeFileSync(probe, probeSource);
  electron = await startElectronProgram(fileURLToPath(new URL('program.ts', import.meta.url)), {
    env: { SERVICE: service, PROBE: probe },
  });
});
afterAll(async () => {
  await electron.stop();
  rmSync(folder, { recursive: true, force: true });
});

const document = `
openapi: 3.0.3
info: { title: Notes }
servers: [{ url: 'https://api.example.com' }]
paths:
  /notes: { get: { summary: All notes, tags: [Notes] } }
`;
const largeSchema = z.object({ bytes: z.number(), names: z.array(z.string()) });
const openedSchema = z.object({ ok: z.literal(true), value: z.object({ ticket: z.string() }) });

describe('a document in a process of its own', () => {
  it('is read there, and gives its requests while it is open', async () => {
    const opened: unknown = await electron.call('open', document);
    expect(opened).toMatchObject({
      value: { title: 'Notes', operations: [{ name: 'All notes', tag: 'Notes' }] },
    });
    const { ticket } = openedSchema.parse(opened).value;
    expect(await electron.call('requests', ticket)).toMatchObject({
      value: { requests: [{ request: { url: '{{notes.server}}/notes' } }] },
    });
    await electron.call('open', document);
    expect(await electron.call('requests', ticket)).toMatchObject({ failure: { code: 'not-found' } });
  });

  it('what is broken, or deeper than the stack, is said, and the next one is read', async () => {
    const broken: unknown = await electron.call('open', 'openapi: 3.0.3\ninfo: a: b\n');
    expect(broken).toMatchObject({ failure: { code: 'input-invalid' } });
    expect(JSON.stringify(broken)).toContain('"Line 2: ');
    expect(await electron.call('open', '['.repeat(200_000))).toMatchObject({ ok: false });
    expect(await electron.call('open', document)).toMatchObject({ ok: true });
  });

  it('of 20 MB is read, and the last of its operations is there', async () => {
    const each = `  /notes/#: { get: { summary: 'Note #', description: '${'All of it. '.repeat(900)}' } }\n`;
    const begin = "openapi: '3.0.3'\npaths:\n";
    const read = await electron.call('openLarge', { begin, each, bytes: 20_000_000 });
    const { bytes, names } = largeSchema.parse(read);
    expect(bytes).toBeGreaterThan(20_000_000);
    expect(names.length).toBeGreaterThan(1900);
    expect(names.at(-1)).toBe(`Note ${String(names.length - 1)}`);
  }, 120_000);

  it('has a bounded heap, and nothing of the app’s environment', async () => {
    const { heap, names } = z
      .object({ heap: z.number(), names: z.array(z.string()) })
      .parse(await electron.call('probe', null));
    expect(heap).toBeLessThan(2_500_000_000);
    for (const own of ['SERVICE', 'PROBE', 'HOME', 'PATH']) expect(names).not.toContain(own);
  });
});
