import { expect, it } from 'vitest';
import { attackTheDoor } from './support/door.ts';

it('F26-: hundreds of hostile calls, from the page and from strangers, are refused, and the app goes on', async () => {
  const counts = {
    starting: 60,
    ourPage: 400,
    otherOrigin: 60,
    frame: 120,
    otherWindow: 60,
    vanishing: 60,
    quitting: 60,
  };
  const { failed, problems, tried } = await attackTheDoor(counts, 20_260_115, false);
  expect(problems).toEqual([]);
  expect(failed).toBe(0);
  expect(tried).toBeGreaterThan(500);
});
