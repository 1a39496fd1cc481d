import { join } from 'node:path';
import { expect, it } from 'vitest';
import { putSmallDisk } from '../faults/support/small-disk.ts';
import { Desktop } from '../harness/desktop.ts';
import { eventually } from '../harness/processes.ts';
import { filesBelow } from '../harness/profile.ts';
import { startApi } from './support/api.ts';
import { RequestWindow } from './support/request-window.ts';

/* The real app, whose spool is on a real disk of 3 MB. */

it('F17-: a disk that fills while an answer comes: what came is kept and can be read, and the words say where', async () => {
  const api = await startApi();
  const desktop = await Desktop.start();
  try {
    const disk = await putSmallDisk(desktop, join(desktop.profile, 'spool'), 3000);
    const window = await RequestWindow.open(desktop, api);
    await window.send(`${api.origin}/bytes/20000000`);
    await window.response.getByText('The answer is not complete: it could not be kept.').waitFor();
    await window.response
      .getByText(/The disk is full\. .+ came until then, and are kept in .+spool/)
      .waitFor();
    const title = await window.response.getByTitle(/^\d+ bytes$/).getAttribute('title');
    const kept = Number.parseInt(title ?? '', 10);
    // What the disk took of it, and what it refused, which is in memory.
    expect(kept).toBeGreaterThan(2_900_000);
    await window.page.getByLabel('Go to offset').fill(String(kept - 1));
    await window.page.keyboard.press('Enter');
    const lastLine = (Math.floor((kept - 1) / 16) * 16).toString(16).padStart(8, '0');
    await window.response.getByText(new RegExp(`${lastLine}  [0-9a-f]{2} `)).waitFor();
    await eventually('the connection to end', () => (api.atWork() === 0 ? true : null));

    // One that fits is whole: nothing of the last one takes its room.
    await window.send(`${api.origin}/bytes/2000000`);
    await window.received(2_000_000);
    expect(await window.response.getByText('The answer is not complete').count()).toBe(0);
    await window.app.quit();
    expect(filesBelow(disk.folder)).toEqual([]);
  } finally {
    await desktop.close();
    await api.close();
  }
});
