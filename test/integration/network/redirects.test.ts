import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResponseView } from '../../../src/shared/request.ts';
import type { Result } from '../../../src/shared/result.ts';
import { startElectronProgram, type ElectronProgram } from '../../support/electron-program.ts';
import {
  credentials,
  methods,
  startMatrix,
  statuses,
  ways,
  type Matrix,
  type Sender,
} from '../broker/redirect-matrix.ts';

/* The matrix of redirects once more, through the app's own network in a real Electron: Chromium has rules of its own. */

let electron: ElectronProgram;
let matrix: Matrix;
beforeAll(async () => {
  [electron, matrix] = await Promise.all([
    startElectronProgram(fileURLToPath(new URL('program.ts', import.meta.url))),
    startMatrix(),
  ]);
  await electron.call('trustEverybody', 'redirects');
  await electron.call('trustEverybody', 'cookies');
});
afterAll(async () => {
  await Promise.all([electron.stop(), matrix.close()]);
});

const token = (resource: string): string => `secret-token-for-${resource}`;

function senderFor(connection: string, keepsCookies: boolean): Sender {
  return {
    async send(apiOrigins, draft) {
      const tokens = Object.fromEntries(
        apiOrigins.map(({ resource = '' }) => [resource, token(resource)] as const),
      );
      const sent = await electron.call('request', { connection, apiOrigins, tokens, draft, keepsCookies });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the broker's own answer, as it crossed
      return sent as Result<ResponseView>;
    },
    token,
    keepsCookies,
  };
}

const kinds = `${String(methods.length)} methods, ${String(credentials.length)} kinds of credential`;

describe.each(ways)('a redirect to $name', (way) => {
  it.each(statuses)(`R24-: %i, ${kinds}: none leaves its origin`, async (status) => {
    const { outcomes, expected } = await matrix.play(way, status, senderFor('redirects', false));
    expect(outcomes).toEqual(expected);
  });

  it.each(statuses)(
    `R24-: %i, ${kinds}, and cookies that are kept: none leaves its origin`,
    async (status) => {
      const sender = senderFor('cookies', true);
      await matrix.setCookies(sender);
      const { outcomes, expected } = await matrix.play(way, status, sender);
      expect(outcomes).toEqual(expected);
    },
  );
});
