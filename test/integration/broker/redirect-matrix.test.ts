import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, methods, startMatrix, statuses, ways, type Matrix } from './redirect-matrix.ts';
import { FakeTokens, setUp } from './set-up.ts';

let matrix: Matrix;
beforeAll(async () => {
  matrix = await startMatrix();
});
afterAll(async () => {
  await matrix.close();
});

describe.each(ways)('a redirect to $name', (way) => {
  it.each(statuses)(
    `R24-: %i, ${String(methods.length)} methods, ${String(credentials.length)} kinds of credential: none leaves its origin`,
    async (status) => {
      const { outcomes, expected } = await matrix.play(way, status, {
        send: (apiOrigins, draft) => setUp(apiOrigins, {}, { ca: matrix.certificate }).send(draft),
        token: (resource) => new FakeTokens().current(resource),
        keepsCookies: false,
      });
      expect(outcomes).toEqual(expected);
    },
  );
});
