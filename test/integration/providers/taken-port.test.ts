import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { launch } from '../../servers/third-party/launch.ts';
import { whileRunning } from '../../servers/third-party/while-running.ts';
import { listen } from '../../support/listen.ts';
import { privateCertificate } from '../../support/private-authority.ts';

const others = createServer();
let port: number;
whileRunning(
  async () => {
    port = await listen(others);
  },
  () => {
    others.close();
  },
);

test.each([
  ['cognito-local', {}],
  ['emulate', { service: 'okta', seed: {} }],
  [
    'auth0-simulator',
    {
      user: { name: 'Ada', email: 'a@example.test', password: 'x' },
      ...privateCertificate(['DNS:localhost']),
    },
  ],
] as const)('%s at a port that is taken ends, and says why', async (program, options) => {
  await expect(launch(program, { port, ...options })).rejects.toThrow('EADDRINUSE');
});
