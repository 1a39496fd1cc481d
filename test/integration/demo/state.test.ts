import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startDemo } from '../../../demo/start-demo.ts';
import { stateFileName } from '../../../demo/state/state-store.ts';
import { passwords, TestClient } from './test-client.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'latchkey-demo-')), 'demo');
});
afterEach(async () => {
  await rm(join(folder, '..'), { recursive: true, force: true });
});

const options = (): {
  issuerPort: number;
  apiPort: number;
  passwords: typeof passwords;
  stateFolder: string;
} => ({
  issuerPort: 0,
  apiPort: 0,
  passwords,
  stateFolder: folder,
});

it('goes on after a restart: same issuer, keys, passwords and consents, no new sign-in', async () => {
  const first = await startDemo({ ...options() });
  const { refreshToken } = await new TestClient(first).signIn();
  const keys = await (await fetch(`${first.issuer}/jwks`)).text();
  await first.stop();

  const second = await startDemo({ passwords, stateFolder: folder });
  try {
    expect(second.issuer).toBe(first.issuer);
    expect(second.apiOrigin).toBe(first.apiOrigin);
    expect(await (await fetch(`${second.issuer}/jwks`)).text()).toBe(keys);
    const client = new TestClient(second);
    const renewed = await client.refresh(refreshToken);
    expect(renewed.status).toBe(200);
    const notes = await fetch(`${second.apiOrigin}/v1/notes`, {
      headers: { authorization: `Bearer ${renewed.accessToken}` },
    });
    expect(notes.status).toBe(200);
    expect((await client.refresh(refreshToken)).status).toBe(400);
  } finally {
    await second.stop();
  }
});

it('keeps random passwords over a restart', async () => {
  const first = await startDemo({ issuerPort: 0, apiPort: 0, stateFolder: folder });
  await first.stop();
  const second = await startDemo({ stateFolder: folder });
  await second.stop();
  expect(second.users).toEqual(first.users);
  expect(new Set(first.users.map(({ password }) => password)).size).toBe(2);
});

it('keeps its state private, and in it nothing that could be presented to the server', async () => {
  const demo = await startDemo({ ...options() });
  try {
    const tokens = await new TestClient(demo).signIn();
    const text = await readFile(join(folder, stateFileName), 'utf8');
    expect(text).toContain('RefreshToken:');
    expect(text).not.toContain(tokens.refreshToken);
    expect(text).not.toContain(tokens.accessToken);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, stateFileName))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual([stateFileName]);
    await new TestClient(demo).post('/token/revocation', { token: tokens.refreshToken });
    expect(await readFile(join(folder, stateFileName), 'utf8')).not.toContain('RefreshToken:');
    expect(demo.grants()).toEqual([]);
  } finally {
    await demo.stop();
  }
});

it.each(['', '{', '{"version":2}', '[]'])(
  'puts the unreadable state %j aside and begins anew',
  async (text) => {
    const first = await startDemo({ ...options() });
    await first.stop();
    await writeFile(join(folder, stateFileName), text);
    const lines: string[] = [];
    const second = await startDemo({ ...options(), log: (line) => lines.push(line) });
    await second.stop();
    expect(lines.join('\n')).toContain('unreadable');
    expect(await readFile(join(folder, `${stateFileName}.unreadable`), 'utf8')).toBe(text);
  },
);

it('moves to a free port, with a message, when its own is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const address = other.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  const lines: string[] = [];
  const demo = await startDemo({ issuerPort: taken, apiPort: 0, log: (line) => lines.push(line) });
  try {
    expect(demo.issuer).not.toContain(`:${taken}`);
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`^Port ${taken} is taken: .* uses port \\d+ instead`)),
    ]);
    expect((await fetch(`${demo.issuer}/jwks`)).status).toBe(200);
  } finally {
    await demo.stop();
    other.close();
  }
});
