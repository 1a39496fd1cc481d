import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { startDemo } from '../../../demo/start-demo.ts';
import { root } from '../../../scripts/lib/paths.mjs';
import { nativeClient, realm } from '../../servers/keycloak/realm.ts';
import { whyNoKeycloak } from '../../servers/keycloak/start-keycloak.ts';
import { stepNames } from '../../interop/report.ts';
import { findTarget } from '../harness/target.ts';
import { meetKeycloak } from './keycloak/place.ts';

const reportSchema = z.object({
  issuer: z.string(),
  steps: z.array(z.object({ name: z.string(), ok: z.boolean(), why: z.string() })),
});

const password = randomBytes(18).toString('base64url');
const user = 'ada';
const email = 'ada@example.test';

interface Ended {
  readonly code: number;
  readonly printed: string;
  readonly report: z.infer<typeof reportSchema>;
}

/** Runs `npm run interop`’s program as the command does, with the password on its standard input. */
async function interop(...args: readonly string[]): Promise<Ended> {
  const program = join(root, 'out', 'programs', 'interop.mjs');
  const child = spawn(process.execPath, [program, '--user', user, ...args], { stdio: 'pipe' });
  child.stdin.end(`${password}\n`);
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => {
      resolve(code ?? -1);
    });
  });
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  const printed = `${output}${errors}`;
  const path = join(root, 'out', 'interop', 'report.json');
  if (!existsSync(path)) throw new Error(`It ended with ${String(code)}, without a report:\n${printed}`);
  const written = readFileSync(path, 'utf8');
  expect(`${printed}${written}`).not.toContain(password);
  return { code, printed, report: reportSchema.parse(JSON.parse(written)) };
}

/** How each step ended, by name. */
function failedIn({ report }: Ended): readonly string[] {
  expect(report.steps.map(({ name }) => name)).toEqual(stepNames);
  return report.steps.filter(({ ok }) => !ok).map(({ name }) => name);
}

function whyOf({ report }: Ended, name: string): string {
  return report.steps.find((step) => step.name === name)?.why ?? '';
}

it('all that the demo’s server can is tried through the app, and works', async () => {
  const demo = await startDemo({ issuerPort: 0, apiPort: 0, passwords: { [user]: password } });
  try {
    const ended = await interop('--issuer', demo.issuer, '--client-id', demo.clientId);
    expect(failedIn(ended)).toEqual([]);
    expect(ended.code).toBe(0);
    expect(ended.report.issuer).toBe(demo.issuer);
    expect(whyOf(ended, 'sign-in')).toContain(email);
    expect(whyOf(ended, 'renewal')).toBe('renewed without the browser');
    expect(whyOf(ended, 'sign-out-in-browser')).toContain('it led back to the app');
    expect(demo.grants()).toEqual([]);
  } finally {
    await demo.stop();
  }
});

it('all that a real Keycloak can is tried over the loopback address, and works; a client that it lacks fails, explained', async (context) => {
  const missing = whyNoKeycloak();
  if (missing !== null) context.skip(missing);
  const administration = await meetKeycloak();
  const { scheme } = findTarget();
  const client = nativeClient('desktop', ['http://127.0.0.1/*'], [`${scheme}:/logged-out`]);
  const users = [{ username: user, email, password }];
  await administration.createRealm(realm({ name: 'interop', users, clients: [client] }));
  const issuer = administration.issuerOf('interop');
  const server = ['--issuer', issuer, '--preset', 'keycloak', '--redirect', 'loopback'];
  const ended = await interop(...server, '--client-id', 'desktop', '--scopes', 'openid email');
  expect(failedIn(ended)).toEqual([]);
  expect(ended.code).toBe(0);
  expect(whyOf(ended, 'user-info')).toContain('200 OK');
  expect(await administration.sessionsOf('interop', 'desktop')).toEqual([]);

  const unknown = await interop(...server, '--client-id', 'nobody');
  expect(unknown.code).toBe(1);
  expect(failedIn(unknown)).toEqual(stepNames.slice(2));
  expect(whyOf(unknown, 'sign-in')).toContain('Client not found');
  expect(whyOf(unknown, 'sign-in')).toContain(
    'The realm has no client with the client ID of this connection.',
  );
  expect(unknown.printed).toMatch(/^✗ sign-in \(\d+ ms\): .*Client not found/m);
}, 300_000);

it('a server that is not there fails at once, with what the app says of it', async () => {
  const demo = await startDemo({ issuerPort: 0, apiPort: 0 });
  await demo.stop();
  const ended = await interop('--issuer', demo.issuer, '--client-id', demo.clientId);
  expect(ended.code).toBe(1);
  expect(failedIn(ended)).toEqual(stepNames);
  expect(whyOf(ended, 'server')).toContain('could not be reached');
  expect(whyOf(ended, 'restart')).toBe('not reached: server failed');
});
