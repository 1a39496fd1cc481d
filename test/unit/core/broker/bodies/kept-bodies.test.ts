import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { GrowingBody } from '../../../../../src/core/broker/bodies/growing-body.ts';
import { KeptBodies } from '../../../../../src/core/broker/bodies/kept-bodies.ts';
import { SpoolFile } from '../../../../../src/core/broker/bodies/spool-file.ts';
import { MemoryDisk } from './memory-disk.ts';
import { patience } from '../../../../support/patience.ts';

const head = { url: 'https://api.test/a', headers: [] };

async function kept(sizes: readonly number[], options: { inlineBytes?: number; finish?: boolean } = {}) {
  const disk = new MemoryDisk();
  const bodies = new KeptBodies({ disk, folder: '/spool', inlineBytes: options.inlineBytes ?? 1_048_576 });
  for (const [index, size] of sizes.entries()) {
    const body = bodies.begin(String(index), head);
    await body.push(new Uint8Array(size));
    if (options.finish !== false) await body.finish();
  }
  const there = async (id: number): Promise<boolean> =>
    (await bodies.use(String(id), () => Promise.resolve(true))) ?? false;
  return { disk, bodies, there };
}

describe('bodies that are kept', () => {
  it('the newest 16 are, in memory or on disk', async () => {
    const { there, disk } = await kept(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 10 : 200)),
      { inlineBytes: 100 },
    );
    expect(await there(3)).toBe(false);
    expect(await there(4)).toBe(true);
    expect(await there(19)).toBe(true);
    expect([disk.opened, disk.files.size]).toEqual([8, 8]);
  });

  it('at most 8 MiB are kept in memory beside the newest', async () => {
    const { there } = await kept(Array.from({ length: 12 }, () => 1_048_576));
    expect(await there(2)).toBe(false);
    expect(await there(3)).toBe(true);
  });

  it('at most 8 GiB are kept on disk', async () => {
    const { bodies, disk, there } = await kept([]);
    const size = 3 * 1_073_741_824;
    for (const id of ['1', '2', '3']) {
      const path = `/spool/${id}`;
      disk.files.set(path, Buffer.alloc(0));
      const file = await SpoolFile.reopen(disk, { path, key: randomBytes(32), size });
      bodies.put(id, GrowingBody.finished(head, file));
    }
    expect(await there(1)).toBe(false);
    expect(await there(2)).toBe(true);
    expect(await there(3)).toBe(true);
    await vi.waitFor(() => {
      expect(disk.opened).toBe(2);
    }, patience);
  });

  it('one that still comes is never too many', async () => {
    const { there } = await kept(
      Array.from({ length: 40 }, () => 1),
      { finish: false },
    );
    expect(await there(0)).toBe(true);
  });

  it('sending again under the same id removes what was there', async () => {
    const { bodies, disk } = await kept([500], { inlineBytes: 100 });
    expect(disk.files.size).toBe(1);
    bodies.begin('0', head);
    await vi.waitFor(() => {
      expect([disk.opened, disk.files.size]).toEqual([0, 0]);
    }, patience);
  });

  it('one that is being read stays until that is done', async () => {
    const { bodies, disk, there } = await kept([500], { inlineBytes: 100 });
    const read = await bodies.use('0', async (body) => {
      await bodies.drop('0');
      expect(await there(0)).toBe(false);
      return body.read(0, 1000);
    });
    expect(read?.byteLength).toBe(500);
    expect([disk.opened, disk.files.size]).toEqual([0, 0]);
  });

  it('what a killed run left is removed, before the first file of this one, and nothing else is', async () => {
    const disk = new MemoryDisk();
    disk.files.set(`/spool/${'a'.repeat(32)}.spool`, Buffer.from('left'));
    disk.files.set('/spool/notes.txt', Buffer.from('somebody’s'));
    const bodies = new KeptBodies({ disk, folder: '/spool', inlineBytes: 1 });
    await bodies.begin('one', head).push(new Uint8Array(10));
    const names = [...disk.files.keys()];
    expect(names).toHaveLength(2);
    expect(names).toContain('/spool/notes.txt');
    expect(names).not.toContain(`/spool/${'a'.repeat(32)}.spool`);
    await bodies.sweep();
    expect(disk.files.size).toBe(2);
  });

  it('all of them go at the end', async () => {
    const { bodies, disk } = await kept([500, 500, 5], { inlineBytes: 100 });
    await bodies.dropAll();
    expect([disk.opened, disk.files.size]).toEqual([0, 0]);
  });

  it.each([
    ['is there', () => undefined],
    ['was removed before', (bodies: KeptBodies) => bodies.drop('0')],
  ])('all of them go at the end, one that is being read and %s once that is done', async (_, before) => {
    const { bodies, disk } = await kept([500], { inlineBytes: 100 });
    const order: string[] = [];
    const reading = bodies.use('0', async (body) => {
      await before(bodies);
      void bodies.dropAll().then(() => order.push('gone'));
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`read ${String((await body.read(0, 1000)).byteLength)}`);
    });
    await reading;
    await vi.waitFor(() => {
      expect(order).toEqual(['read 500', 'gone']);
    }, patience);
    expect([disk.opened, disk.files.size]).toEqual([0, 0]);
  });
});
