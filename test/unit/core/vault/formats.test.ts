import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { wrapNewerFormat } from './newer-format.ts';
import { FakeKeyring, folder, openVault, restart } from './test-vault.ts';

/*
 * One vault of each format that ever was, as the Latchkey of its time wrote it: session one in two generations, session
 * two, and a session that was removed, which is kept beside them. They are never made again.
 */
const fixtures = join(import.meta.dirname, 'formats');
const names = await readdir(fixtures);

const schema = z.object({
  files: z.record(z.string(), z.base64()),
  removed: z.record(z.string(), z.base64()),
});

async function laidOut(name: string, what: 'files' | 'all' = 'files'): Promise<MemoryFiles> {
  const { files, removed } = schema.parse(JSON.parse(await readFile(join(fixtures, name), 'utf8')));
  const laid = new MemoryFiles();
  for (const [path, content] of Object.entries(what === 'all' ? { ...files, ...removed } : files))
    laid.content.set(`${folder}/${path}`, Uint8Array.from(Buffer.from(content, 'base64')));
  return laid;
}

function itsKeyring(): FakeKeyring {
  const keyring = new FakeKeyring();
  keyring.secret = createHash('sha512').update('fixture').digest();
  return keyring;
}

describe('a vault of each format', () => {
  it('F36+: there is one of the format that is written now', async () => {
    const { files } = await openVault();
    const version = Buffer.from(files.content.get(`${folder}/key-1/vault.key`) ?? []).readUInt16BE(8);
    expect(names).toContain(`key-${String(version)}-record-1.json`);
  });

  it.each(names)('F36+: %s opens, is saved into and opens again, with nothing lost', async (name) => {
    const setup = await openVault(await laidOut(name), itsKeyring());
    expect(setup.vault.status.kind).toBe('open');
    expect(await setup.vault.read('session', 'one')).toEqual({ ok: true, value: { refreshToken: 'new' } });
    expect(await setup.vault.read('session', 'two')).toEqual({ ok: true, value: { refreshToken: 'two' } });
    expect(await setup.vault.read('session', 'gone')).toEqual({ ok: true, value: null });
    expect(await setup.vault.write('session', 'one', 'saved now')).toEqual({ ok: true, value: 'sealed' });
    const next = await restart(setup);
    expect(await next.vault.read('session', 'one')).toEqual({ ok: true, value: 'saved now' });
    expect(await next.vault.read('session', 'two')).toEqual({ ok: true, value: { refreshToken: 'two' } });
    expect([...setup.notes, ...next.notes]).toEqual([]);
  });

  it.each(names)('F36-: %s: a session that was removed stays removed, before and after', async (name) => {
    const files = await laidOut(name, 'all');
    const setup = await openVault(files, itsKeyring());
    await setup.vault.write('session', 'three', 3);
    const next = await restart(setup);
    expect(await next.vault.read('session', 'gone')).toMatchObject({
      failure: { code: 'record-unreadable' },
    });
  });

  it.each(names)('F36-: %s: what a newer Latchkey made of any file is not touched', async (name) => {
    const files = await laidOut(name);
    for (const path of files.paths(/vault\.(?:key|mark)$|record$/)) {
      const newer = files.copy();
      newer.content.set(path, wrapNewerFormat(newer.content.get(path), 9));
      const before = newer.copy();
      const { vault } = await openVault(newer, itsKeyring());
      await vault.read('session', 'one');
      await vault.write('session', 'one', 'new');
      expect(newer.content.get(path)).toEqual(before.content.get(path));
    }
  });
});
