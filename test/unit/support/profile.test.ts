import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { filesBelow, filesWith } from '../../e2e/harness/profile.ts';

/** Writes files anew as an app does, by another name first, and makes and removes a folder, without a pause. */
const busy = `
const { renameSync, mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { workerData: folder, parentPort } = require('node:worker_threads');
for (let round = 0; ; round += 1) {
  writeFileSync(folder + '/state.new', 'secret of round ' + round);
  renameSync(folder + '/state.new', folder + '/state');
  mkdirSync(folder + '/spool', { recursive: true });
  writeFileSync(folder + '/spool/body', '');
  rmSync(folder + '/spool', { recursive: true });
  if (round === 0) parentPort.postMessage('writes');
}`;

it('what an app holds on disk is read while it writes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-profile-'));
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'logs/today.log'), 'nothing of the kind');
  const app = new Worker(busy, { eval: true, workerData: folder });
  try {
    await new Promise((resolve) => {
      app.once('message', resolve);
    });
    for (let look = 0; look < 200; look += 1) {
      expect(filesBelow(folder)).toContain('logs/today.log');
      expect(filesWith(folder, ['secret'])).not.toEqual([]);
      expect(filesWith(folder, ['secret'])).not.toContain('logs/today.log');
    }
  } finally {
    await app.terminate();
    rmSync(folder, { recursive: true, force: true });
  }
});
